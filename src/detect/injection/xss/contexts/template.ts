import type { Danger } from '../danger.ts';
import { DOES, readScript } from '../script/reading.ts';
import { ScriptScanner } from '../script/scanner.ts';

/** Places where a template's expression opens; more say nothing new. */
const MOST_PLACES = 12;
const OPEN = /\{\{|\[\[|\$\{|#\{|<%=?/g;
const CLOSE: Readonly<Record<string, string>> = {
  '{{': '}}',
  '[[': ']]',
  '${': '}',
  '#{': '}',
  '<%': '%>',
  '<%=': '%>',
};
/** What leads out of a sandbox of expressions: the constructor of a function is `Function`. */
const ESCAPE =
  /\bconstructor\b|__proto__|\bprototype\b|\$eval\b|\$parse\b|\$on\b|\$watch|fromCharCode|charAt=|orderBy\s*:/;
const POPUP_CALL =
  /(?:^|[^.\w$])(?:(?:window|self|top|this|parent|document\.defaultView|\$window|\$root|\$event\.view)\s*\.\s*)?(?:alert|confirm|prompt|eval)\s*(?:\(|`)/;

/**
 * An expression that a template in the page computes (AngularJS, Vue, Mavo, template literals) and that leaves the template's
 * sandbox: it reaches `constructor` and calls it, or calls the window's functions.
 */
export function findTemplate(value: string): Danger | undefined {
  OPEN.lastIndex = 0;
  for (let place = 0; place < MOST_PLACES; place++) {
    const open = OPEN.exec(value);
    if (open === null) return undefined;
    const from = open.index + open[0].length;
    const close = value.indexOf(CLOSE[open[0]] ?? '}', from);
    const to = close < 0 ? value.length : close;
    if (to - from > 2 && runs(value, from, open[0] === '${' ? lastBrace(value, from, to) : to))
      return {
        score: 0.9,
        what: 'brings a template expression that leaves its sandbox and runs script',
        from: open.index,
        to: Math.min(value.length, to + 2),
      };
    OPEN.lastIndex = Math.max(from, Math.min(to, from + 1));
  }
  return undefined;
}

/** An expression in a template literal may hold braces of its own: up to the last one nearby. */
function lastBrace(value: string, from: number, to: number): number {
  const last = value.lastIndexOf('}', from + 400);
  return last > to ? last : to;
}

function runs(value: string, from: number, to: number): boolean {
  const expression = value.slice(from, Math.min(to, from + 2_000));
  const popup = POPUP_CALL.test(expression);
  if (!popup && !ESCAPE.test(expression)) return false;
  const scanner = new ScriptScanner(expression);
  const { does, ending } = readScript(scanner, { lenient: false, mostTokens: 300 });
  if (ending === 'broken') return false;
  const calls = (does & (DOES.call | DOES.computedCall)) !== 0;
  return popup ? (does & (DOES.popup | DOES.power)) !== 0 : calls && /['"`]|\[\]|\(\)|=/.test(expression);
}
