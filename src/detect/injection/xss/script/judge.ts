import type { Danger } from '../danger.ts';
import { isSymbolScript, readScript, strengthOf, type Strength } from './reading.ts';
import { ScriptScanner } from './scanner.ts';

/** What text that runs as a script for sure would do. Anything that is no script in it is passed over. */
export function strengthOfScript(text: string, from = 0, to = text.length): Strength {
  if (isSymbolScript(text, from, to)) return 'strong';
  const scanner = new ScriptScanner(text, from, to);
  return strengthOf(readScript(scanner, { lenient: true, mostTokens: to - from + 1 }));
}

/** Longer text is a program, not an expression somebody smuggles in. */
const EXPRESSION_TOKENS = 400;

/**
 * What the text from `from` on does if it is script up to its end, a comment, or a bracket that nothing opened; undefined
 * when it stops being one, or does nothing that attacks do.
 */
export function readExpression(text: string, from: number, to = text.length): { readonly to: number } | undefined {
  if (isSymbolScript(text, from, to)) return { to };
  const scanner = new ScriptScanner(text, from, to);
  const reading = readScript(scanner, { lenient: false, untilClosed: true, mostTokens: EXPRESSION_TOKENS });
  const stands =
    reading.ending !== 'broken' || /^\s*(?:<\/?[a-z!]|-->|$)/i.test(text.slice(reading.to, to).slice(0, 40));
  return stands && strengthOf(reading) === 'strong' ? { to: reading.to } : undefined;
}

export type { Danger };
