import type { Exchange } from '../../model/index.ts';
import { readHarEntry } from './har.ts';
import { readJsonLogLine } from './json-log.ts';
import { asObject } from './loose.ts';
import type { SkipReason } from './report.ts';

/** JSON text, or undefined when it is none. V8 parses without recursion, so that depth costs nothing. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isHarEntry = (value: unknown): boolean =>
  typeof asObject(asObject(value)['request'])['url'] === 'string' && 'startedDateTime' in asObject(value);

/** One line of NDJSON: a HAR entry, or an object of an access log. */
export function readJsonLine(text: string, id: string, defaultHost: string): Exchange | SkipReason {
  const value = parseJson(text);
  if (value === undefined) return 'malformed';
  return isHarEntry(value) ? readHarEntry(value, id) : readJsonLogLine(value, id, defaultHost);
}
