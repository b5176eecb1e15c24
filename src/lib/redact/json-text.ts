import type { Redaction } from './redactor.ts';

/**
 * Redacts the strings and numbers of a JSON text by the key they stand under. Works on the text itself, so that a body cut
 * at the inspection limit, or malformed on purpose, is redacted as far as it goes. Linear.
 */
export function redactJsonText(text: string, redaction: Redaction): string {
  const out: string[] = [];
  let name = '';
  let index = 0;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      const end = stringEnd(text, index);
      const raw = text.slice(index + 1, end);
      const closed = text.charCodeAt(end) === QUOTE;
      const isKey = closed && isColonNext(text, end + 1);
      const value = unescape(raw);
      const redacted = redaction.value(isKey ? '' : name, value);
      out.push('"', redacted === value ? raw : JSON.stringify(redacted).slice(1, -1), closed ? '"' : '');
      if (isKey) name = value;
      index = closed ? end + 1 : text.length;
    } else {
      const end = plainEnd(text, index);
      out.push(redactPlain(text.slice(index, end), name, redaction));
      index = end;
    }
  }
  return out.join('');
}

const QUOTE = 34;
const BACKSLASH = 92;

/** Index of the closing quote, or the length of the text. */
function stringEnd(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text.charCodeAt(index) !== QUOTE) index += text.charCodeAt(index) === BACKSLASH ? 2 : 1;
  return Math.min(index, text.length);
}

function plainEnd(text: string, start: number): number {
  const quote = text.indexOf('"', start);
  return quote === -1 ? text.length : quote;
}

function isColonNext(text: string, from: number): boolean {
  let index = from;
  while (index < text.length && text.charCodeAt(index) <= 32) index++;
  return text.charCodeAt(index) === 58;
}

function unescape(raw: string): string {
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw.replace(/[\u0000-\u001f]/g, ' ')}"`) as string;
  } catch {
    return raw.replace(/\\(?:u[\da-fA-F]{0,4}|.)?/g, ' ');
  }
}

/** Numbers between strings; whatever else is not JSON is treated as text. */
function redactPlain(text: string, name: string, redaction: Redaction): string {
  return text.replace(/[^\s{}[\]:,]+/g, (word) => {
    if (word === 'true' || word === 'false' || word === 'null') return word;
    const redacted = redaction.value(name, word);
    return redacted === word ? word : `"${redacted}"`;
  });
}
