import { SaxesParser } from 'saxes';
import { LIMITS } from '../../model/index.ts';

/** An element with the names' prefixes taken off. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
}

/** An XML document that cannot be read; `line` and `column` count from 1. */
export class XmlError extends Error {
  readonly line: number;
  readonly column: number;
  constructor(message: string, line: number, column: number) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
}

/** Elements only, no text. Entities beyond XML's own five are never expanded (saxes). Errors: XmlError. */
export function xmlTree(text: string): XmlElement {
  const root: OpenElement = { name: '', attributes: {}, children: [] };
  const open: OpenElement[] = [root];
  let elements = 0;
  const parser = new SaxesParser();
  const fail = (message: string): never => {
    throw new XmlError(message, parser.line, parser.column + 1);
  };
  parser.on('error', (error) => fail(error.message.replace(/^\d+:\d+: /, '')));
  parser.on('opentag', (tag) => {
    if (open.length > LIMITS.jsonDepth) fail('nested too deep');
    if (++elements > LIMITS.specificationElements) fail(`more than ${LIMITS.specificationElements} elements`);
    const attributes: Record<string, string> = {};
    for (const [name, value] of Object.entries(tag.attributes)) attributes[localName(name)] = String(value);
    const element: OpenElement = { name: localName(tag.name), attributes, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  return root.children[0] ?? fail('holds no element');
}

export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

export const childrenNamed = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? [];
