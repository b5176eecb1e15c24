import type { Redaction } from './redactor.ts';

const PIECES = /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<[^<>]*>?|[^<]+/g;
const ATTRIBUTE = /([A-Za-z_][\w.:-]*)(\s*=\s*)("[^"<]*"|'[^'<]*')/g;
const PART = /(\bname="([^"\r\n]*)"[^\r\n]*(?:\r?\n[^\r\n]+)*\r?\n\r?\n)([\s\S]*?)(?=\r?\n--|$)/g;
const CDATA = '<![CDATA[';

/** XML: texts by the name of the element they stand in, attributes by theirs. Works on what is malformed or cut, too. */
export function redactXml(text: string, redaction: Redaction): string {
  let name = '';
  return text.replace(PIECES, (piece) => {
    if (piece.startsWith(CDATA)) return redactCdata(piece, name, redaction);
    if (!piece.startsWith('<')) return redactContent(piece, name, redaction);
    name = /^<(?:[\w.-]+:)?([\w.-]+)/.exec(piece)?.[1] ?? '';
    return redactAttributes(piece, redaction);
  });
}

function redactCdata(piece: string, name: string, redaction: Redaction): string {
  const end = piece.endsWith(']]>') ? piece.length - 3 : piece.length;
  return `${CDATA}${redactContent(piece.slice(CDATA.length, end), name, redaction)}${piece.slice(end)}`;
}

function redactContent(content: string, name: string, redaction: Redaction): string {
  const value = content.trim();
  return value === '' ? content : content.replace(value, () => redaction.value(name, value));
}

const redactAttributes = (tag: string, redaction: Redaction): string =>
  tag.replace(ATTRIBUTE, (_, name: string, equals: string, quoted: string) => {
    const local = name.slice(name.indexOf(':') + 1);
    return `${name}${equals}${quoted.charAt(0)}${redaction.value(local, quoted.slice(1, -1))}${quoted.charAt(0)}`;
  });

/** multipart/form-data: each part by its name. */
export const redactMultipart = (text: string, redaction: Redaction): string =>
  text.replace(PART, (_, head: string, name: string, value: string) => `${head}${redaction.value(name, value)}`);
