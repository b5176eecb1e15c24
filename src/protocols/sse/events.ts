import type { JsonValue } from '../../model/index.ts';
import { parseJson } from '../http/json.ts';

export interface ServerEvent {
  /** `message` when the stream does not say. */
  readonly event: string;
  readonly data: string;
}

/** Events looked at in one stream; shapes repeat long before. */
const MOST_EVENTS = 200;

/** Whole events of an event stream (WHATWG HTML §9.2.6), the first of them. An event that the end cuts off is none. */
export function readEvents(text: string): readonly ServerEvent[] {
  const events: ServerEvent[] = [];
  let event = '';
  let data: string[] = [];
  for (let from = 0; from < text.length && events.length < MOST_EVENTS;) {
    const to = lineEnd(text, from);
    if (to === text.length) break;
    const line = text.slice(from, to);
    from = to + (text.startsWith('\r\n', to) ? 2 : 1);
    if (line === '') {
      if (data.length > 0) events.push({ event: event || 'message', data: data.join('\n') });
      event = '';
      data = [];
      continue;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
  }
  return events;
}

function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return text.length;
}

/** The JSON values that the events of a stream carry. */
export function eventValues(text: string): readonly JsonValue[] {
  return readEvents(text).flatMap(({ data }) => {
    const parsed = parseJson(data);
    return 'value' in parsed ? [parsed.value] : [];
  });
}
