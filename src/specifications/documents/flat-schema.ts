/** JSON Schema 2020-12 as far as contracts need it, compositions resolved into one flat statement. */

/** Gives what a `$ref` points at; undefined when it is not in the document. */
export type ReferenceResolver = (reference: string) => unknown;

/** The same object for the same reference, by which circles are recognised. */
export function remembering(find: ReferenceResolver): ReferenceResolver {
  const known = new Map<string, unknown>();
  return (reference) => {
    if (!known.has(reference)) known.set(reference, find(reference));
    return known.get(reference);
  };
}

export type Plain = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface FlatSchema {
  /** JSON types; none means any. */
  readonly types: Set<string>;
  format?: string;
  enum?: readonly string[];
  readonly properties: Map<
    string,
    { readonly schema: unknown; readonly readOnly: boolean; readonly writeOnly: boolean }
  >;
  required: Set<string>;
  items?: unknown;
  /** Schema of further properties; true when anything goes. */
  mapValues?: unknown;
  /** Its parts exclude each other: no value is valid. What they exclude is taken as not described. */
  contradictory?: true;
  /** The schema objects it was made of, to recognise circles. */
  readonly sources: readonly unknown[];
}

const MOST_PARTS = 64;
const MOST_ENUM = 200;

/** One statement of a schema: `allOf` adds up; of `oneOf` and `anyOf` any may hold, so types add up and little is required. */
export function flatSchema(schema: unknown, resolve: ReferenceResolver): FlatSchema {
  const sources: unknown[] = [];
  return collect(schema, resolve, sources);
}

function collect(schema: unknown, resolve: ReferenceResolver, sources: unknown[]): FlatSchema {
  const flat: FlatSchema = { types: new Set(), properties: new Map(), required: new Set(), sources };
  if (!isRecord(schema) || sources.includes(schema) || sources.length >= MOST_PARTS) return flat;
  sources.push(schema);
  own(flat, schema);
  const reference = schema['$ref'];
  if (typeof reference === 'string') intersect(flat, collect(resolve(reference), resolve, sources));
  for (const part of listOf(schema['allOf'])) intersect(flat, collect(part, resolve, sources));
  for (const word of ['oneOf', 'anyOf']) {
    const choices = listOf(schema[word]).map((part) => collect(part, resolve, sources));
    if (choices.length > 0) intersect(flat, either(choices, sources));
  }
  return flat;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.slice(0, MOST_PARTS) : []);

function own(flat: FlatSchema, schema: Plain): void {
  for (const type of [schema['type']].flat()) if (typeof type === 'string') flat.types.add(type);
  if (schema['nullable'] === true && flat.types.size > 0) flat.types.add('null');
  if (typeof schema['format'] === 'string') flat.format = schema['format'];
  const values = 'const' in schema ? [schema['const']] : schema['enum'];
  if (
    Array.isArray(values) &&
    values.length <= MOST_ENUM &&
    values.every((value) => typeof value !== 'object' || value === null)
  ) {
    flat.enum = values.filter((value) => value !== null).map(String);
    if (flat.types.size === 0) for (const value of values) flat.types.add(jsonType(value));
  }
  if (isRecord(schema['properties'])) {
    for (const [key, property] of Object.entries(schema['properties']))
      flat.properties.set(key, {
        schema: property,
        readOnly: isRecord(property) && property['readOnly'] === true,
        writeOnly: isRecord(property) && property['writeOnly'] === true,
      });
    if (flat.types.size === 0) flat.types.add('object');
  }
  for (const key of listOf(schema['required'])) if (typeof key === 'string') flat.required.add(key);
  if (schema['items'] !== undefined && schema['items'] !== false) flat.items = schema['items'];
  else if (Array.isArray(schema['prefixItems'])) flat.items = { anyOf: schema['prefixItems'] };
  if (flat.items !== undefined && flat.types.size === 0) flat.types.add('array');
  const more = schema['additionalProperties'];
  if (more === true || isRecord(more)) flat.mapValues = isRecord(more) && Object.keys(more).length === 0 ? true : more;
}

const jsonType = (value: unknown): string =>
  value === null ? 'null' : Number.isInteger(value) ? 'integer' : typeof value;

/** Both hold. */
function intersect(flat: FlatSchema, other: FlatSchema): void {
  if (flat.types.size === 0) for (const type of other.types) flat.types.add(type);
  else if (other.types.size > 0) {
    for (const type of flat.types)
      if (!other.types.has(type) && !(type === 'integer' && other.types.has('number'))) flat.types.delete(type);
    if (flat.types.size === 0) flat.contradictory = true;
  }
  if (flat.format === undefined && other.format !== undefined) flat.format = other.format;
  intersectEnum(flat, other.enum);
  if (other.contradictory) flat.contradictory = true;
  for (const [key, property] of other.properties) if (!flat.properties.has(key)) flat.properties.set(key, property);
  for (const key of other.required) flat.required.add(key);
  if (other.items !== undefined) flat.items ??= other.items;
  if (other.mapValues !== undefined) flat.mapValues ??= other.mapValues;
}

function intersectEnum(flat: FlatSchema, other: readonly string[] | undefined): void {
  if (other === undefined) return;
  const both = flat.enum?.filter((value) => other.includes(value)) ?? other;
  if (both.length > 0 || flat.enum?.length === 0 || other.length === 0) flat.enum = both;
  else {
    delete flat.enum;
    flat.contradictory = true;
  }
}

/** Any one holds. */
function either(choices: readonly FlatSchema[], sources: readonly unknown[]): FlatSchema {
  const first = choices.find((choice) => !onlyNull(choice)) ?? (choices[0] as FlatSchema);
  const flat: FlatSchema = { types: new Set(), properties: new Map(), required: new Set(first.required), sources };
  for (const choice of choices) {
    for (const type of choice.types) flat.types.add(type);
    for (const [key, property] of choice.properties) {
      const known = flat.properties.get(key);
      const both = known === undefined ? property.schema : { anyOf: [known.schema, property.schema] };
      flat.properties.set(key, { ...property, schema: known?.schema === property.schema ? property.schema : both });
    }
    // What only says null is no object that lacks properties.
    if (!onlyNull(choice)) for (const key of flat.required) if (!choice.required.has(key)) flat.required.delete(key);
    if (choice.items !== undefined) flat.items ??= choice.items;
    if (choice.mapValues !== undefined) flat.mapValues ??= choice.mapValues;
  }
  if (choices.some((choice) => choice.types.size === 0)) flat.types.clear();
  if (choices.every((choice) => choice.enum !== undefined || onlyNull(choice)))
    flat.enum = [...new Set(choices.flatMap((choice) => choice.enum ?? []))];
  if (choices.every((choice) => choice.format === first.format) && first.format !== undefined)
    flat.format = first.format;
  return flat;
}

const onlyNull = (flat: FlatSchema): boolean => flat.types.size === 1 && flat.types.has('null');
