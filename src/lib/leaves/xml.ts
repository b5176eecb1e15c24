import { decodeEntities } from '../text/decodings.ts';
import type { Walk } from './visit.ts';

/**
 * Text, attribute values, CDATA and the literals of declarations (`<!ENTITY x SYSTEM "…">`) of XML, without parsing it: no
 * entity of the document is resolved, damage ends nothing, every character is passed once. Names are the element's, or
 * `element@attribute`; the document type declaration is one more value named `!DOCTYPE`.
 */
export function walkXml(text: string, walk: Walk): void {
  const declaration = documentType(text);
  if (declaration !== undefined) walk.value(declaration, '!DOCTYPE');
  let element = '';
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('<', at);
    const content = text.slice(at, open < 0 ? text.length : open).trim();
    if (content !== '' && content !== ']>') walk.value(decodeEntities(content), element);
    if (open < 0) return;
    const special = SPECIAL.find(([start]) => text.startsWith(start, open));
    if (special === undefined) {
      const tag = readTag(text, open, walk);
      element = tag.name;
      at = tag.end;
      continue;
    }
    const [start, end, judged] = special;
    const close = text.indexOf(end, open + start.length);
    const inside = text.slice(open + start.length, close < 0 ? text.length : close);
    if (judged) walk.value(inside, element);
    at = close < 0 ? text.length : close + end.length;
  }
}

/** The document type declaration as a whole: what it declares shows only in one piece. Cut where a further one would be absurd. */
function documentType(text: string): string | undefined {
  const from = text.search(/<!doctype\s/i);
  if (from < 0) return undefined;
  const bracket = text.indexOf('[', from);
  const close = text.indexOf('>', from);
  const end = bracket >= 0 && bracket < close ? text.indexOf(']', bracket) : close;
  const last = end < 0 ? text.length : text.indexOf('>', end) + 1;
  return text.slice(from, last > 0 ? last : text.length);
}

/** Opening, end, and whether what stands between is a value. */
const SPECIAL: readonly (readonly [string, string, boolean])[] = [
  ['<!--', '-->', false],
  ['<![CDATA[', ']]>', true],
  ['<?', '?>', false],
];

const NAME = /[^\s/>=]+/y;
const ATTRIBUTE = /[\s/]*([^\s=>/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*))/y;

function readTag(text: string, open: number, walk: Walk): { readonly name: string; readonly end: number } {
  const declares = text[open + 1] === '!';
  NAME.lastIndex = open + (declares || text[open + 1] === '/' ? 2 : 1);
  const name = NAME.exec(text)?.[0] ?? '';
  const start = Math.max(NAME.lastIndex, open + 1);
  const at = declares ? start : readAttributes(text, start, name, walk);
  const close = text.indexOf('>', at);
  let end = close < 0 ? text.length : close + 1;
  if (declares) {
    // A document type opens a list of further declarations, and `]>` ends it.
    const inner = text.indexOf('<', at);
    if (inner >= 0 && inner < end) end = inner;
    for (const [, double, single] of text.slice(at, end).matchAll(LITERAL))
      walk.value(double ?? single ?? '', `!${name}`);
  }
  return { name: name.slice(name.indexOf(':') + 1), end };
}

const LITERAL = /"([^"]*)"|'([^']*)'/g;

/** Returns the position behind the last attribute. */
function readAttributes(text: string, start: number, name: string, walk: Walk): number {
  let at = start;
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(text);
    if (found === null) return at;
    walk.value(decodeEntities(found[2] ?? found[3] ?? found[4] ?? ''), `${name}@${found[1] ?? ''}`);
    at = ATTRIBUTE.lastIndex;
  }
}
