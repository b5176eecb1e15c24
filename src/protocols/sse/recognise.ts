import type { JsonValue } from '../../model/index.ts';
import { bodyText, isFine, type Recogniser } from '../lib/index.ts';
import { parseJson } from '../http/json.ts';
import { readEvents } from './events.ts';

/**
 * A stream of server-sent events, named by its path. A POST that is answered by one stays what it is: its answer has
 * another shape, nothing more.
 */
export const recogniseSse: Recogniser = ({ request, response }) => {
  if (request.head.method !== 'GET' || response?.contentType !== 'text/event-stream' || !isFine(response))
    return undefined;
  const events = typedEvents(bodyText(response.body) ?? '');
  return [{ protocol: 'sse', name: request.path, ...(events !== undefined && { response: events }) }];
};

const EVENT_NAME = /^[A-Za-z_][\w.:/-]{0,63}$/;
const MOST_TYPES = 32;

/** Lists of what came, by event name; data that is no JSON is a text. */
function typedEvents(text: string): JsonValue | undefined {
  const types = new Map<string, JsonValue[]>();
  for (const { event, data } of readEvents(text)) {
    const name = EVENT_NAME.test(event) ? event : 'message';
    const parsed = parseJson(data);
    const value = 'value' in parsed ? parsed.value : data;
    const known = types.get(name);
    if (known !== undefined) known.push(value);
    else if (types.size < MOST_TYPES) types.set(name, [value]);
  }
  return types.size === 0 ? undefined : Object.fromEntries(types);
}
