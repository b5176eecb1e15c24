import { LIMITS } from '../../../model/index.ts';
import type { Decoder, DecoderContext, Item } from '../decoder.ts';
import type { Loose } from '../loose.ts';
import { asList, asObject } from '../loose.ts';
import { parseJson } from '../ndjson.ts';
import { createGatherer } from '../split.ts';
import type { Surroundings } from './exchange.ts';
import { readPostmanRequest } from './exchange.ts';
import type { Variables } from './variables.ts';
import { withVariables } from './variables.ts';

export interface PostmanContext extends DecoderContext {
  /** Values that win over the collection's own. */
  readonly environment: Variables;
}

function inside(folder: Loose, around: Surroundings, environment: Variables): Surroundings {
  const variables = withVariables(around.variables, folder['variable']);
  return {
    ...around,
    variables: environment.size > 0 ? new Map([...variables, ...environment]) : variables,
    auth: folder['auth'] ?? around.auth,
  };
}

interface Place {
  readonly item: Loose;
  readonly around: Surroundings;
  readonly depth: number;
}

/** Requests of a collection, each with its examples, depth first in the order of the file. */
function* readCollection(collection: Loose, context: PostmanContext): Generator<Item> {
  const { defaultHost, fileTime, environment, nextId } = context;
  const nothing: Surroundings = { variables: new Map(), auth: undefined, defaultHost, fileTime };
  const open: Place[] = [{ item: collection, around: nothing, depth: 0 }];
  let requests = 0;
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { item, depth } = place;
    if (Array.isArray(item['item'])) {
      if (depth >= LIMITS.collectionDepth) {
        nextId();
        yield 'too-large';
        continue;
      }
      const around = inside(item, place.around, environment);
      const children = asList(item['item']).map((child) => ({ item: asObject(child), around, depth: depth + 1 }));
      open.push(...children.toReversed());
      continue;
    }
    if (++requests > LIMITS.collectionRequests) {
      nextId();
      yield 'too-large';
      return;
    }
    const examples = asList(item['response']).filter((example) => typeof example === 'object' && example !== null);
    for (const example of examples.length > 0 ? examples : [undefined])
      yield item['request'] === undefined && example === undefined
        ? skip('malformed', nextId)
        : readPostmanRequest(item['request'], example, nextId(), place.around);
  }
}

function skip(reason: 'malformed' | 'too-large', nextId: () => string): Item {
  nextId();
  return reason;
}

/** A Postman collection v2.0 or v2.1, bare or as Postman's API wraps it. It is read as a whole, up to its bound. */
export function createPostmanDecoder(context: PostmanContext): Decoder {
  const whole = createGatherer(LIMITS.importEntryBytes);
  return {
    push(chunk) {
      whole.add(chunk);
      return [];
    },
    *end() {
      const bytes = whole.take(Buffer.alloc(0));
      const value = typeof bytes === 'string' ? undefined : parseJson(textOf(bytes));
      if (typeof bytes === 'string') yield bytes;
      else if (value === undefined) yield 'truncated';
      else yield* readCollection(asObject(asObject(value)['collection'] ?? value), context);
    },
  };
}

const textOf = (bytes: Buffer): string => bytes.toString('utf8').replace(/^\u{feff}/u, '');
