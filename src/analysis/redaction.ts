import { classifyValue, type Classify } from '../inventory/index.ts';
import { createRedactor } from '../lib/redact/index.ts';
import { LIMITS, type Body, type ExchangeSample } from '../model/index.ts';
import { decodeResponse } from '../protocols/http/index.ts';
import type { RawExchange } from '../pipeline/index.ts';

/**
 * Short words and short numbers: nothing of them is personal or secret without a name beside it, and most paths are made of
 * them only. Saves a third of what recording costs (no classifier is asked).
 */
const PLAIN_PATH = /^(?:\/(?:[a-z]{0,16}|v\d{1,2}|\d{1,6}))*$/;

/** Turns what was captured into what may be kept. */
export interface Redaction {
  path(path: string): string;
  query(query: string): string;
  sample(raw: RawExchange): ExchangeSample;
}

/** `key` is the installation's: the same value gives the same pseudonym under it. `classify`: the built-in classes when absent. */
export function createRedaction(key: Uint8Array, classify: Classify = classifyValue): Redaction {
  const redactor = createRedactor({ key, classify });
  const body = (headers: readonly string[], content: Body | null): string | null => {
    if (content === null || content.size === 0) return null;
    // Requests and answers carry bodies alike; the decoder undoes compression within its bounds.
    const decoded = decodeResponse({ status: 200, headers, time: 0 }, content);
    if (decoded.body.kind === 'binary' || decoded.body.kind === 'none') return null;
    const text = Buffer.from(content.bytes.buffer, content.bytes.byteOffset, content.bytes.byteLength).toString('utf8');
    if (decoded.header('content-encoding') !== undefined)
      return decoded.body.kind === 'json'
        ? keep(redactor.body(JSON.stringify(decoded.body.value), 'application/json'))
        : null;
    return keep(redactor.body(text, decoded.contentType));
  };
  return {
    path: (path) => (PLAIN_PATH.test(path) ? path : redactor.path(path)),
    query: (query) => (query === '' ? '' : redactor.query(query)),
    sample: (raw) => ({
      requestHeaders: redactor.headers(raw.requestHeaders),
      requestBody: body(raw.requestHeaders, raw.requestBody),
      responseHeaders: redactor.headers(raw.responseHeaders),
      responseBody: body(raw.responseHeaders, raw.responseBody),
    }),
  };
}

const keep = (text: string): string => text.slice(0, LIMITS.sampleBodyChars);
