import type { JsonValue, TransactionResponse } from '../../model/index.ts';
import { bodyText, isFine, isList, isObject, type JsonObject } from '../lib/index.ts';
import { eventValues } from '../sse/index.ts';

export interface GraphqlAnswer {
  /** `other`: an answer that no GraphQL server gives. */
  readonly kind: 'graphql' | 'other' | 'unknown';
  readonly data?: JsonValue;
  readonly failed?: boolean;
  /** Errors and no `data`: nothing was executed (GraphQL §7.1). */
  readonly rejected?: true;
}

const UNKNOWN: GraphqlAnswer = { kind: 'unknown' };

/** What was answered to the `index`th of `count` calls. */
export function answerTo(response: TransactionResponse | undefined, index: number, count: number): GraphqlAnswer {
  if (response === undefined) return UNKNOWN;
  if (response.contentType === 'text/event-stream') return fromStream(bodyText(response.body) ?? '');
  if (response.body.kind !== 'json') return UNKNOWN;
  const { value } = response.body;
  if (count === 1 && !isList(value)) return fromValue(value, response);
  if (!isList(value)) return UNKNOWN;
  const one = value[index];
  return one === undefined ? UNKNOWN : fromValue(one, response);
}

function fromValue(value: JsonValue, response: TransactionResponse): GraphqlAnswer {
  if (isObject(value)) {
    if ('data' in value || isList(value['errors'])) return resultOf(value);
    if (Object.keys(value).length === 0) return UNKNOWN;
  }
  // Gateways and login pages answer for a server in their own words.
  return isFine(response) ? { kind: 'other' } : UNKNOWN;
}

function resultOf(value: JsonObject): GraphqlAnswer {
  const { data, errors } = value;
  const failed = isList(errors) && errors.length > 0;
  return {
    kind: 'graphql',
    ...(data !== undefined && data !== null && { data }),
    failed,
    ...(failed && !('data' in value) && { rejected: true as const }),
  };
}

/** A subscription over server-sent events (`event: next`), or one JSON object a line as older servers send. */
function fromStream(text: string): GraphqlAnswer {
  for (const value of eventValues(text)) {
    const payload = isObject(value) && isObject(value['payload']) ? value['payload'] : value;
    if (isObject(payload) && ('data' in payload || isList(payload['errors']))) return resultOf(payload);
  }
  return UNKNOWN;
}
