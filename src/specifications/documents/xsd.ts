import { childrenNamed, localName, type XmlElement } from './xml-tree.ts';
import { remembering, type ReferenceResolver } from './flat-schema.ts';

/** The elements and types of a WSDL's schemas as JSON Schema: what the messages are made of. Namespaces are not told apart. */
export function schemaResolver(schemas: readonly XmlElement[]): ReferenceResolver {
  const elements = new Map<string, XmlElement>();
  const types = new Map<string, XmlElement>();
  for (const child of schemas.flatMap((schema) => schema.children)) {
    const name = child.attributes['name'];
    if (name === undefined) continue;
    if (child.name === 'element') elements.set(name, child);
    else if (child.name === 'complexType' || child.name === 'simpleType') types.set(name, child);
  }
  return remembering((reference) => {
    const [kind, name = ''] = reference.split(' ', 2);
    const element = elements.get(name);
    if (kind === 'element') return element === undefined ? undefined : elementSchema(element);
    const type = types.get(name);
    return type === undefined ? simple(name) : typeSchema(type);
  });
}

function elementSchema(element: XmlElement): object {
  const own = element.children.find(({ name }) => name === 'complexType' || name === 'simpleType');
  const named = element.attributes['type'];
  const schema = own !== undefined ? typeSchema(own) : named === undefined ? {} : reference(named);
  const many = element.attributes['maxOccurs'];
  // An element that may be repeated is read as itself when it stands alone.
  if (many !== undefined && many !== '0' && many !== '1') return { anyOf: [{ type: 'array', items: schema }, schema] };
  return element.attributes['nillable'] === 'true' ? { anyOf: [schema, { type: 'null' }] } : schema;
}

const reference = (name: string): object => simple(localName(name)) ?? { $ref: `type ${localName(name)}` };

function typeSchema(type: XmlElement): object {
  if (type.name === 'simpleType') {
    const [restriction] = childrenNamed(type, 'restriction');
    const values = childrenNamed(restriction, 'enumeration').map(({ attributes }) => attributes['value'] ?? '');
    const base = simple(localName(restriction?.attributes['base'] ?? 'string')) ?? {};
    return values.length > 0 ? { ...base, enum: values } : base;
  }
  const properties: Record<string, object> = {};
  const required: string[] = [];
  const bases: object[] = [];
  collect(type, true, { properties, required, bases });
  const own = { type: 'object', properties, required };
  return bases.length === 0 ? own : { allOf: [...bases, own] };
}

interface Members {
  readonly properties: Record<string, object>;
  readonly required: string[];
  readonly bases: object[];
}

function collect(holder: XmlElement, isSure: boolean, members: Members): void {
  for (const child of holder.children) {
    const { name, ref, base, minOccurs, use } = child.attributes;
    if (child.name === 'element') {
      const key = name ?? localName(ref ?? '');
      members.properties[key] = name === undefined ? { $ref: `element ${key}` } : elementSchema(child);
      if (isSure && minOccurs !== '0') members.required.push(key);
    } else if (child.name === 'attribute' && name !== undefined) {
      members.properties[`@${name}`] = simple(localName(child.attributes['type'] ?? 'string')) ?? {};
      if (use === 'required') members.required.push(`@${name}`);
    } else if (
      ['sequence', 'all', 'choice', 'complexContent', 'simpleContent', 'extension', 'restriction'].includes(child.name)
    ) {
      if (child.name === 'extension' && base !== undefined) members.bases.push(reference(base));
      collect(child, isSure && child.name !== 'choice' && minOccurs !== '0', members);
    }
  }
}

/** JSON types as values of XML are read: digits as numbers. */
function simple(name: string): object | undefined {
  if (/^(int|integer|long|short|byte|(unsigned|positive|negative|non)\w*)$/.test(name)) return { type: 'integer' };
  if (/^(decimal|float|double)$/.test(name)) return { type: 'number' };
  if (name === 'boolean') return { type: 'boolean' };
  if (name === 'dateTime') return { type: 'string', format: 'date-time' };
  if (name === 'date') return { type: 'string', format: 'date' };
  // Text of digits is read as a number.
  if (/^(string|token|normalizedString|anyURI|ID|NMTOKEN|base64Binary|time|duration)$/.test(name))
    return { type: ['string', 'integer', 'number', 'boolean'] };
  return undefined;
}
