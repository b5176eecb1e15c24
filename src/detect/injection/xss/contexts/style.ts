import type { Danger } from '../danger.ts';
import { strengthOfScript } from '../script/judge.ts';

const ESCAPE = /\\(?:([0-9a-f]{1,6})\s?|([^\n0-9a-f]))/gi;

/** The style as a browser reads it: comments gone, escapes read (CSS Syntax §4.3.7), in lower case. */
function plainStyle(style: string): string {
  let plain = style.includes('/*') ? withoutComments(style) : style;
  if (plain.includes('\\')) plain = plain.replaceAll(ESCAPE, unescape);
  return plain.replaceAll('\0', '');
}

function withoutComments(style: string): string {
  let plain = '';
  let copied = 0;
  for (let open = style.indexOf('/*'); open >= 0; open = style.indexOf('/*', copied)) {
    plain += style.slice(copied, open);
    const close = style.indexOf('*/', open + 2);
    if (close < 0) return plain;
    copied = close + 2;
  }
  return plain + style.slice(copied);
}

const unescape = (_match: string, hex: string | undefined, char: string | undefined): string => {
  if (hex === undefined) return char ?? '';
  const code = Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
};

const EXPRESSION = /:\s*(?:[^;:{}()]{0,60}[\s!(,])?expression\s*\(/i;
const BINDING = /(?:^|[;{\s"'])(?:-moz-binding|behaviou?r)\s*:[^;}]{0,80}?url\s*\(\s*["']?\s*([^#\s"')][^"')]{0,200})/i;
const ADDRESS = /(?:url\s*\(|@import)\s*["']?\s*(?:java|vb|live)\s*script\s*:/i;
const DATA_SCRIPT = /(?:url\s*\(|@import)\s*["']?\s*data:(?:text\/html|image\/svg)[^)]{0,400}(?:<|%3c)script/i;

/** What a style runs: `expression(…)` (Internet Explorer), a binding or behaviour, a javascript: address, a foreign style sheet. */
export function judgeStyle(style: string): Danger | undefined {
  if (!/[(@]/.test(style)) return undefined;
  const plain = plainStyle(style);
  const found = (score: number, what: string): Danger => ({ score, what, from: 0, to: style.length });
  const expression = EXPRESSION.exec(plain);
  if (expression !== null && strengthOfScript(plain, expression.index + expression[0].length) !== 'none')
    return found(0.92, 'brings a style that computes (expression) and runs script');
  if (ADDRESS.test(plain) || DATA_SCRIPT.test(plain))
    return found(0.9, 'brings a style with an address that runs script');
  const binding = BINDING.exec(plain);
  if (binding !== null && !/\.htc$|^\/[^/]/i.test(binding[1] ?? ''))
    return found(0.85, 'brings a style that binds a foreign program (-moz-binding, behavior)');
  return undefined;
}

const IMPORT = /^\s*@import\s*(?:url\s*\(\s*)?["']?\s*(?:https?:)?\/\/[^;{}]{1,300}[;"')\s]*$/i;

/** A style sheet that does nothing but import a foreign one. */
export const importsForeign = (sheet: string): boolean => sheet.length < 400 && IMPORT.test(plainStyle(sheet));
