import type { FieldStats, OperationRef } from '../../model/index.ts';
import { requestBodyOf, responsesOf, type OpenApiResponses, type OpenApiRequestBody } from './content.ts';
import { tagOf, type Place } from './paths.ts';
import { parameterSchema, type JsonSchema } from './schema.ts';
import { requirementsOf, type SchemeNames } from './security.ts';

export interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly OpenApiParameter[];
  readonly requestBody?: OpenApiRequestBody;
  readonly responses: OpenApiResponses;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly 'x-sallyport': {
    readonly id: string;
    readonly requests: number;
    readonly confidence: number;
    /** What else is done at this place; OpenAPI has room for one operation. */
    readonly operations?: readonly (Partial<OperationRef> & { readonly id: string; readonly requests: number })[];
  };
}

export interface OpenApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: JsonSchema;
}

export function operationOf(place: Place, schemes: SchemeNames, taken: Set<string>): OpenApiOperation {
  const { endpoint, method, path, others } = place;
  const tag = tagOf(path);
  const parameters = [...pathParameters(place), ...otherParameters(endpoint.fields)];
  const requestBody = requestBodyOf(endpoint);
  const requirements = requirementsOf(endpoint).map((scheme) => schemes.nameOf(scheme));
  const also = [...(endpoint.operation === undefined ? [] : [endpoint]), ...others];
  return {
    operationId: operationId(method, path, taken),
    summary: `${endpoint.method} ${path}`,
    ...(tag !== undefined && { tags: [tag] }),
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody !== undefined && { requestBody }),
    responses: responsesOf(endpoint),
    security: requirements.length === 0 ? [] : [Object.fromEntries(requirements.map((name) => [name, []]))],
    'x-sallyport': {
      id: endpoint.id,
      requests: endpoint.requests,
      confidence: endpoint.confidence,
      ...(also.length > 0 && {
        operations: also.map(({ id, requests, operation }) => ({ id, ...operation, requests })),
      }),
    },
  };
}

function operationId(method: string, path: string, taken: Set<string>): string {
  const words = path.match(/[A-Za-z0-9]+/g) ?? ['root'];
  const name = `${method}${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`;
  let unique = name;
  for (let count = 2; taken.has(unique); count++) unique = `${name}_${count}`;
  taken.add(unique);
  return unique;
}

/** Every parameter of the path is declared, also one of which nothing more is known. */
function pathParameters({ endpoint, parameters }: Place): readonly OpenApiParameter[] {
  return [...parameters].map(([name, own]) => {
    const field = endpoint.fields.find((known) => known.place === 'path' && known.name === own);
    return { name, in: 'path', required: true, schema: field === undefined ? {} : parameterSchema(field) };
  });
}

function otherParameters(fields: readonly FieldStats[]): readonly OpenApiParameter[] {
  const parameters: OpenApiParameter[] = [];
  for (const place of ['query', 'header'] as const) {
    const own = fields.filter((field) => field.place === place);
    const items = new Map(own.filter(({ name }) => name.endsWith('[]')).map((field) => [field.name, field]));
    for (const field of own) {
      // Members of a repeated parameter, `page[]`, stand in the parameter itself.
      if (/(\[\]|\{\})$/.test(field.name)) continue;
      parameters.push({
        name: field.name.replace(/\\(.)/gs, '$1'),
        in: place,
        required: field.outOf > 0 && field.present === field.outOf,
        schema: listSchema(field, items.get(`${field.name}[]`)),
      });
    }
  }
  const taken = new Set<string>();
  return parameters.filter(({ in: place, name }) => {
    const key = `${place} ${place === 'header' ? name.toLowerCase() : name}`;
    const isNew = name !== '' && !taken.has(key);
    taken.add(key);
    return isNew;
  });
}

function listSchema(field: FieldStats, items: FieldStats | undefined): JsonSchema {
  const schema = parameterSchema(field);
  if (field.types['array'] === undefined) return schema;
  return { ...schema, items: items === undefined ? {} : parameterSchema(items) };
}
