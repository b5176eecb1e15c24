/**
 * Writes the typed client table of the console's pages from the management API's OpenAPI document.
 * `node scripts/tasks/api-types.ts` writes web/src/api/types.gen.ts; a test proves that the committed file is current.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { openApiDocument } from '../../src/console/index.ts';

/** The part of JSON Schema 2020-12 that the document uses. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
}
interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}
export interface ApiDocument {
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const literal = (value: unknown): string =>
  typeof value === 'string' ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'` : JSON.stringify(value);
const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name));
const union = (parts: readonly string[]): string => [...new Set(parts)].join(' | ');
const inList = (type: string): string => (/[|&]/.test(type) && !/^[{[]/.test(type) ? `(${type})` : type);

const objectType = (schema: Schema): string => {
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, value]) => `readonly ${key(name)}${required.has(name) ? '' : '?'}: ${typeOf(value)}`,
  );
  const rest = schema.additionalProperties;
  if (fields.length > 0) return `{ ${fields.join('; ')} }`;
  return `Readonly<Record<string, ${typeof rest === 'object' ? typeOf(rest) : 'unknown'}>>`;
};

const arrayType = (schema: Schema): string =>
  schema.prefixItems === undefined
    ? `readonly ${inList(typeof schema.items === 'object' ? typeOf(schema.items) : 'unknown')}[]`
    : `readonly [${schema.prefixItems.map(typeOf).join(', ')}]`;

const named = (type: string, schema: Schema): string => {
  switch (type) {
    case 'object':
      return objectType(schema);
    case 'array':
      return arrayType(schema);
    case 'integer':
      return 'number';
    default:
      return type;
  }
};

/** TypeScript type of a schema. Throws on a keyword it does not know, so that nothing becomes `unknown` unseen. */
export const typeOf = (schema: Schema): string => {
  if (schema.$ref !== undefined) return schema.$ref.replace('#/components/schemas/', '');
  if ('const' in schema) return literal(schema.const);
  if (schema.enum !== undefined) return union(schema.enum.map(literal));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return union(choices.map(typeOf));
  if (schema.allOf !== undefined) return schema.allOf.map(typeOf).join(' & ');
  if (schema.type !== undefined) return union([schema.type].flat().map((type) => named(type, schema)));
  if (Object.keys(schema).length === 0) return 'unknown';
  throw new Error(`no type for schema ${JSON.stringify(schema)}`);
};

const parameters = (operation: Operation, place: string): string => {
  const fields = (operation.parameters ?? [])
    .filter((parameter) => parameter.in === place)
    .map(({ name, required, schema }) => `readonly ${key(name)}${required === true ? '' : '?'}: ${typeOf(schema)}`);
  return fields.length === 0 ? 'null' : `{ ${fields.join('; ')} }`;
};

const bodyOf = (operation: Operation): string => {
  const content = operation.requestBody?.content['application/json'];
  return content === undefined ? 'null' : typeOf(content.schema);
};

const answerOf = (operation: Operation): string => {
  const content = Object.values(operation.responses['200']?.content ?? {})[0];
  return content === undefined ? 'unknown' : typeOf(content.schema);
};

interface Route {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const routesOf = (document: ApiDocument): readonly Route[] =>
  Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      if (operation.operationId === undefined) throw new Error(`${method} ${path} has no operationId`);
      return { id: operation.operationId, method: method.toUpperCase(), path, operation };
    }),
  );

/** The text of types.gen.ts. */
export const generate = (document: ApiDocument): string => {
  const components = Object.entries(document.components?.schemas ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const routes = routesOf(document).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return [
    '// Generated by scripts/tasks/api-types.ts from the OpenAPI document of the management API. Do not edit.',
    '',
    ...components.map(([name, schema]) => `export type ${name} = ${typeOf(schema)};`),
    '',
    '/** Types of each call by its operation id; `null` where a call has no such part. */',
    'export interface Calls {',
    ...routes.flatMap(({ id, operation }) => [
      `  /** ${operation.summary ?? id} */`,
      `  readonly ${id}: {`,
      `    readonly params: ${parameters(operation, 'path')};`,
      `    readonly query: ${parameters(operation, 'query')};`,
      `    readonly body: ${bodyOf(operation)};`,
      `    readonly answer: ${answerOf(operation)};`,
      '  };',
    ]),
    '}',
    '',
    '/** Method and path of each call; `{name}` stands for a path parameter. */',
    'export const CALLS = {',
    ...routes.map(({ id, method, path }) => `  ${id}: { method: '${method}', path: '${path}' },`),
    '} as const satisfies { readonly [Id in keyof Calls]: { readonly method: string; readonly path: string } };',
    '',
  ].join('\n');
};

export const TARGET = new URL('../../web/src/api/types.gen.ts', import.meta.url);

/** The generated text for the present contract. */
export const currentTypes = async (): Promise<string> => {
  const manifest = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return generate((await openApiDocument(manifest.version)) as ApiDocument);
};

if (import.meta.main) {
  await writeFile(TARGET, await currentTypes());
  console.log('wrote web/src/api/types.gen.ts');
}
