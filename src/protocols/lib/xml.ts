import { SaxesParser, type SaxesTagNS } from 'saxes';
import { LIMITS, type JsonValue } from '../../model/index.ts';

export interface XmlElement {
  /** Local name and namespace. */
  readonly name: string;
  readonly uri: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: XmlElement[];
  text: string;
}

/** Characters given to the parser at a time, so that reading can end where enough was read. */
const STEP = 2_048;

/**
 * The tree of a document, or undefined where even its root cannot be read. A document that is cut or damaged gives what
 * stands before the damage: an operation is named at its beginning. Entities are never expanded beyond XML's own five.
 * `enough` is asked of each element as it begins, with those around it; reading ends behind the piece it says yes in.
 */
export function readXml(
  text: string,
  enough?: (element: XmlElement, around: readonly XmlElement[]) => boolean,
): XmlElement | undefined {
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  let over = false;
  const parser = new SaxesParser<{ xmlns: true }>({ xmlns: true });
  parser.on('error', () => (over = true));
  parser.on('opentag', (tag) => {
    if (over || open.length > LIMITS.jsonDepth || ++elements > LIMITS.jsonValues) {
      over = true;
      return;
    }
    const element = elementOf(tag);
    open.at(-1)?.children.push(element);
    root ??= element;
    if (enough?.(element, open) === true) over = true;
    open.push(element);
  });
  parser.on('text', (chunk) => {
    const element = open.at(-1);
    if (!over && element !== undefined) element.text += chunk;
  });
  parser.on('cdata', (chunk) => {
    const element = open.at(-1);
    if (!over && element !== undefined) element.text += chunk;
  });
  parser.on('closetag', () => {
    if (!over) open.pop();
  });
  try {
    for (let at = 0; at < text.length && !over; at += STEP) parser.write(text.slice(at, at + STEP));
  } catch {
    return root;
  }
  return root;
}

function elementOf(tag: SaxesTagNS): XmlElement {
  const attributes: (readonly [string, string])[] = [];
  for (const { local, prefix, value } of Object.values(tag.attributes))
    if (prefix !== 'xmlns' && local !== 'xmlns') attributes.push([local, value]);
  return { name: tag.local, uri: tag.uri, attributes, children: [], text: '' };
}

export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name);

/** An element's content as a JSON-like value: members by local name, repeated ones as lists, numbers and booleans as such. */
export function elementValue(element: XmlElement): JsonValue {
  if (element.children.length === 0) return scalar(element.text.trim());
  const members = new Map<string, JsonValue[]>();
  for (const child of element.children) {
    const known = members.get(child.name);
    if (known === undefined) members.set(child.name, [elementValue(child)]);
    else known.push(elementValue(child));
  }
  return Object.fromEntries([...members].map(([name, values]) => [name, values.length === 1 ? values[0]! : values]));
}

function scalar(text: string): JsonValue {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,12})?$/.test(text) ? Number(text) : text;
}
