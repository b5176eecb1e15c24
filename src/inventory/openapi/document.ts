import type { Api, Endpoint, FieldStats } from '../../model/index.ts';
import { bodySchema, parameterSchema, type JsonSchema } from './schema.ts';
import { requirementsOf, type SecurityScheme } from './security.ts';

/** An OpenAPI 3.1 document, as far as it is written here. JSON-ready. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: { readonly securitySchemes: Readonly<Record<string, SecurityScheme['scheme']>> };
}

export interface OpenApiOperation {
  readonly operationId: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly OpenApiParameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly 'x-sallyport': { readonly id: string; readonly requests: number; readonly confidence: number };
}

export interface OpenApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: JsonSchema;
}
type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;

/** Methods a path item may hold (OpenAPI 3.1 section 4.8.9). */
const METHODS = new Set(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE']);

/**
 * One valid document for an API, from what its endpoints were seen to do. The same endpoints give the same text; the order
 * of the input does not matter.
 */
export function toOpenApi(api: Api, endpoints: readonly Endpoint[]): OpenApiDocument {
  const own = endpoints
    .filter((endpoint) => endpoint.api === api.id && METHODS.has(endpoint.method))
    .toSorted(byTemplate);
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  const schemes = new Map<string, SecurityScheme['scheme']>();
  const taken = new Set<string>();
  for (const endpoint of own) {
    const requirements = requirementsOf(endpoint);
    for (const { name, scheme } of requirements) schemes.set(name, scheme);
    const path = endpoint.template.slice(api.basePath.length) || '/';
    (paths[path] ??= {})[endpoint.method.toLowerCase()] = operationOf(endpoint, path, requirements, taken);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `${api.host}${api.basePath}`,
      version: /\/v?(\d[\w.]*)$/i.exec(api.basePath)?.[1] ?? '1',
      description: 'Learned from observed traffic. Required means present in every observation so far.',
    },
    servers: [{ url: `https://${api.host}${api.basePath}` }],
    paths,
    components: { securitySchemes: Object.fromEntries([...schemes].toSorted(([a], [b]) => (a < b ? -1 : 1))) },
  };
}

const byTemplate = (a: Endpoint, b: Endpoint): number =>
  a.template === b.template ? (a.method < b.method ? -1 : 1) : a.template < b.template ? -1 : 1;

function operationOf(
  endpoint: Endpoint,
  path: string,
  requirements: readonly SecurityScheme[],
  taken: Set<string>,
): OpenApiOperation {
  const tag = path.split('/').find((segment) => segment !== '' && !segment.includes('{'));
  const parameters = parametersOf(endpoint.fields);
  const request = endpoint.fields.filter(({ place }) => place === 'request');
  return {
    operationId: operationId(endpoint.method, path, taken),
    ...(tag !== undefined && { tags: [tag] }),
    ...(parameters.length > 0 && { parameters }),
    ...(request.length > 0 && {
      requestBody: { required: isAlwaysSent(endpoint), content: contentOf(endpoint.requestContentTypes, request) },
    }),
    responses: responsesOf(endpoint),
    security: requirements.length === 0 ? [] : [Object.fromEntries(requirements.map(({ name }) => [name, []]))],
    'x-sallyport': { id: endpoint.id, requests: endpoint.requests, confidence: endpoint.confidence },
  };
}

function operationId(method: string, path: string, taken: Set<string>): string {
  const words = path.match(/[A-Za-z0-9]+/g) ?? ['root'];
  const name = `${method.toLowerCase()}${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`;
  let unique = name;
  for (let count = 2; taken.has(unique); count++) unique = `${name}${count}`;
  taken.add(unique);
  return unique;
}

function parametersOf(fields: readonly FieldStats[]): readonly OpenApiParameter[] {
  const parameters: OpenApiParameter[] = [];
  for (const field of fields) {
    if (field.place === 'path')
      parameters.push({ name: field.name, in: 'path', required: true, schema: parameterSchema(field) });
    // Members of a repeated parameter, `page[]`, stand in the parameter itself.
    else if (field.place === 'query' && !/(\[\]|\{\})$/.test(field.name)) {
      parameters.push({
        name: unescapeKey(field.name),
        in: 'query',
        required: field.outOf > 0 && field.present === field.outOf,
        schema: querySchema(field, fields),
      });
    }
  }
  return parameters;
}

function querySchema(field: FieldStats, fields: readonly FieldStats[]): JsonSchema {
  const schema = parameterSchema(field);
  if (field.types['array'] === undefined) return schema;
  const items = fields.find(({ place, name }) => place === 'query' && name === `${field.name}[]`);
  return { ...schema, items: items === undefined ? {} : parameterSchema(items) };
}

const unescapeKey = (name: string): string => name.replace(/\\(.)/g, '$1');

const isAlwaysSent = (endpoint: Endpoint): boolean => sum(endpoint.requestContentTypes) >= endpoint.requests;

/** One answer a status; its schema is that of the status class. */
function responsesOf(endpoint: Endpoint): OpenApiOperation['responses'] {
  const responses: Record<string, { description: string; content?: Content }> = {};
  for (const status of Object.keys(endpoint.statuses).toSorted()) {
    if (!/^[1-5]\d\d$/.test(status)) continue;
    const fields = endpoint.fields.filter(
      ({ place, status: seen }) => place === 'response' && seen === `${status.charAt(0)}xx`,
    );
    const bodiless = status === '204' || status === '304' || status.startsWith('1');
    responses[status] = {
      description: `Seen ${endpoint.statuses[status] ?? 0} times`,
      ...(fields.length > 0 && !bodiless && { content: contentOf(endpoint.responseContentTypes, fields) }),
    };
  }
  return Object.keys(responses).length > 0 ? responses : { default: { description: 'No answer seen' } };
}

/** The schema under each structured media type seen; JSON when none was named. */
function contentOf(types: Readonly<Record<string, number>>, fields: readonly FieldStats[]): Content {
  const schema = bodySchema(fields);
  const structured = Object.keys(types).filter((type) => /[/+](json|xml|x-www-form-urlencoded|form-data)$/.test(type));
  return Object.fromEntries(
    (structured.length > 0 ? structured.toSorted() : ['application/json']).map((type) => [type, { schema }]),
  );
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);
