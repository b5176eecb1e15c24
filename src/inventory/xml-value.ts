import { SaxesParser } from 'saxes';
import { LIMITS, type JsonValue } from '../model/index.ts';
import { addMember, newMembers, scalar } from './scalar.ts';

interface Element {
  readonly name: string;
  readonly members: Record<string, JsonValue>;
  text: string;
}

/**
 * An XML document as a JSON-like value: elements by local name, attributes with `@`, repeated elements as arrays, text of
 * mixed content as `#text`. Undefined when malformed. Entities are never expanded beyond XML's own five (saxes).
 */
export function xmlValue(text: string): JsonValue | undefined {
  const root: Element = { name: '', members: newMembers(), text: '' };
  const open: Element[] = [root];
  let values = 0;
  let broken = false;
  const parser = new SaxesParser();
  parser.on('error', () => (broken = true));
  parser.on('opentag', (tag) => {
    if (broken || open.length > LIMITS.jsonDepth || ++values > LIMITS.jsonValues) {
      broken = true;
      return;
    }
    const element: Element = { name: localName(tag.name), members: newMembers(), text: '' };
    for (const [name, value] of Object.entries(tag.attributes))
      if (!/^xmlns(:|$)/.test(name)) element.members[`@${localName(name)}`] = scalar(value);
    open.push(element);
  });
  parser.on('text', (chunk) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += chunk;
  });
  parser.on('closetag', () => {
    const element = open.length > 1 ? open.pop() : undefined;
    const parent = open.at(-1);
    if (element !== undefined && parent !== undefined) addMember(parent.members, element.name, valueOf(element));
  });
  try {
    parser.write(text).close();
  } catch {
    return undefined;
  }
  return broken || open.length !== 1 ? undefined : root.members;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

function valueOf(element: Element): JsonValue {
  const text = element.text.trim();
  if (Object.keys(element.members).length === 0) return scalar(text);
  if (text !== '') element.members['#text'] = scalar(text);
  return element.members;
}
