import type { Endpoint, FieldStats } from '../../model/index.ts';
import { bodySchema, type JsonSchema } from './schema.ts';

export type OpenApiContent = Readonly<Record<string, { readonly schema: JsonSchema }>>;
export interface OpenApiRequestBody {
  readonly required: boolean;
  readonly content: OpenApiContent;
}
export type OpenApiResponses = Readonly<
  Record<string, { readonly description: string; readonly content?: OpenApiContent }>
>;

const MEDIA_TYPE = /^[a-z0-9!#$&^_.+-]{1,127}\/[a-z0-9!#$&^_.+-]{1,127}$/;
/** Media types whose structure is read. */
const STRUCTURED = /[/+](?:json|xml|x-www-form-urlencoded|form-data)$/;

export function requestBodyOf(endpoint: Endpoint): OpenApiRequestBody | undefined {
  const fields = bodyFields(endpoint).filter(({ place }) => place === 'request');
  const content = contentOf(endpoint.requestContentTypes, fields);
  if (content === undefined) return undefined;
  return { required: sum(endpoint.requestContentTypes) >= endpoint.requests, content };
}

/** The fields of another protocol's operation are its arguments and result: in the body they stand in an envelope. */
const bodyFields = ({ operation, fields }: Endpoint): readonly FieldStats[] => (operation === undefined ? fields : []);

/** One answer a status; its schema is that of the status class. */
export function responsesOf(endpoint: Endpoint): OpenApiResponses {
  const responses: Record<string, { description: string; content?: OpenApiContent }> = {};
  for (const status of Object.keys(endpoint.statuses).toSorted()) {
    if (!/^[1-5]\d\d$/.test(status)) continue;
    const fields = bodyFields(endpoint).filter(
      ({ place, status: seen }) => place === 'response' && seen === `${status.charAt(0)}xx`,
    );
    const bodiless = status === '204' || status === '304' || status.startsWith('1');
    // Media types are counted for all answers together: without a structure only a success is known to have one.
    const content =
      bodiless || (fields.length === 0 && !status.startsWith('2'))
        ? undefined
        : contentOf(endpoint.responseContentTypes, fields);
    const times = endpoint.statuses[status] ?? 0;
    responses[status] = {
      description: `Seen ${times} ${times === 1 ? 'time' : 'times'}.`,
      ...(content !== undefined && { content }),
    };
  }
  return Object.keys(responses).length > 0 ? responses : { default: { description: 'No answer seen.' } };
}

/** The schema under each structured media type seen (JSON when none was named), other types as what they are. */
function contentOf(types: Readonly<Record<string, number>>, fields: readonly FieldStats[]): OpenApiContent | undefined {
  const seen = Object.keys(types)
    .filter((type) => MEDIA_TYPE.test(type))
    .toSorted();
  const structured = seen.filter((type) => STRUCTURED.test(type));
  if (fields.length > 0) {
    const schema = bodySchema(fields);
    return Object.fromEntries(
      (structured.length > 0 ? structured : ['application/json']).map((type) => [type, { schema }]),
    );
  }
  const open = seen.filter((type) => !STRUCTURED.test(type));
  if (open.length === 0) return undefined;
  return Object.fromEntries(open.map((type) => [type, { schema: type.startsWith('text/') ? { type: 'string' } : {} }]));
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);
