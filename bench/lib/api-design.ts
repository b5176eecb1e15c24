import type { Chance } from './chance.ts';
import { LEXICONS, type Lexicon } from './lexicons.ts';
import { FORM_KINDS, inventWord, valuePool, WORD_KINDS, type ValueKind } from './path-values.ts';

/** A place of a path that takes values: text before and after each, as in `{lat},{lon}` or `{id}.json`. */
export interface Slot {
  readonly text: readonly string[];
  readonly pools: readonly (readonly string[])[];
}
export type DesignedSegment = string | Slot;

export interface DesignedEndpoint {
  readonly method: string;
  readonly host: string;
  readonly segments: readonly DesignedSegment[];
  /** Field names of the answer and of the request. */
  readonly answers: readonly string[];
  readonly takes: readonly string[];
  readonly list: boolean;
}

export interface Design {
  readonly endpoints: readonly DesignedEndpoint[];
  /** Per API: values that its bodies mention. */
  readonly mentioned: ReadonlyMap<string, readonly (readonly string[])[]>;
}

export const isSlot = (segment: DesignedSegment): segment is Slot => typeof segment !== 'string';

/** The template in the scorer's form: every segment that holds a parameter is `{}`. */
export const canonicalOf = (segments: readonly DesignedSegment[]): string =>
  `/${segments.map((segment) => (isSlot(segment) ? '{}' : segment)).join('/')}`;

interface Api {
  readonly host: string;
  readonly base: readonly string[];
  readonly route: Lexicon;
  readonly valueWords: readonly string[];
  readonly join: (parts: readonly string[]) => string;
  readonly fields: readonly string[];
  readonly endpoints: Map<string, DesignedEndpoint>;
  readonly mentioned: (readonly string[])[];
  readonly chance: Chance;
}

/** Some APIs of one organisation; one or two behind each host. */
export function designApis(count: number, chance: Chance): Design {
  const endpoints: DesignedEndpoint[] = [];
  const mentioned = new Map<string, readonly (readonly string[])[]>();
  for (let index = 0; index < count; index++) {
    const shared = index % 4 === 3;
    const host = shared ? `gate${index >> 2}.corp.example` : `svc-${index}.corp.example`;
    for (let own = 0; own < (shared ? 2 : 1); own++) {
      const api = newApi(host, shared, chance);
      for (let left = 2 + chance.below(6); left > 0; left--) addResource(api, api.base, 0);
      endpoints.push(...api.endpoints.values());
      mentioned.set(host, [...(mentioned.get(host) ?? []), ...api.mentioned]);
    }
  }
  return { endpoints, mentioned };
}

function newApi(host: string, shared: boolean, chance: Chance): Api {
  const invented = (): Lexicon => ({
    nouns: Array.from({ length: 24 }, () => inventWord(chance)),
    verbs: Array.from({ length: 10 }, () => inventWord(chance)),
    states: Array.from({ length: 6 }, () => inventWord(chance)),
  });
  const names = Object.keys(LEXICONS);
  const draw = (): Lexicon => (chance.odds(0.25) ? invented() : (LEXICONS[chance.pick(names)] as Lexicon));
  const route = draw();
  const other = chance.odds(0.5) ? draw() : invented();
  const version = chance.pick([[], [], ['v1'], ['v2'], ['api', 'v1'], ['api', '2'], ['rest', 'v1.3']]);
  const joins: readonly Api['join'][] = [
    (parts) => parts.join('-'),
    (parts) => parts.join('_'),
    (parts) => parts.map((part, at) => (at === 0 ? part : part.charAt(0).toUpperCase() + part.slice(1))).join(''),
  ];
  const join = chance.pick(joins);
  const fields = Array.from({ length: 30 }, () =>
    join(chance.some([...route.nouns, ...route.verbs, 'id', 'name', 'date', 'total'], 1 + chance.below(2))),
  );
  return {
    host,
    base: [...(shared ? [inventWord(chance)] : []), ...version],
    route,
    valueWords: [...other.nouns, ...Array.from({ length: 20 }, () => inventWord(chance))],
    join,
    fields,
    endpoints: new Map(),
    mentioned: [],
    chance,
  };
}

const noun = (api: Api): string => {
  const word = api.join(api.chance.some(api.route.nouns, api.chance.odds(0.3) ? 2 : 1));
  return api.chance.odds(0.5) && !word.endsWith('s') ? `${word}s` : word;
};
const verb = (api: Api): string =>
  api.join([api.chance.pick(api.route.verbs), ...(api.chance.odds(0.3) ? [api.chance.pick(api.route.nouns)] : [])]);

function newPool(api: Api, kind: ValueKind): readonly string[] {
  const pool = valuePool(
    kind,
    api.chance.upTo(kind === 'state' || kind === 'locale' ? 5 : 60),
    api.chance,
    api.valueWords,
    api.route.states,
  );
  if (api.chance.odds(0.5)) api.mentioned.push(pool);
  return pool;
}

function newKind(chance: Chance): ValueKind {
  return chance.odds(0.45) ? chance.pick(WORD_KINDS) : chance.pick(FORM_KINDS);
}

function newSlot(api: Api): Slot {
  const { chance } = api;
  if (chance.odds(0.85)) return { text: ['', ''], pools: [newPool(api, newKind(chance))] };
  const ids = newPool(api, chance.pick(FORM_KINDS));
  return chance.pick<() => Slot>([
    () => ({ text: ['', '.json'], pools: [ids] }),
    () => ({ text: ['', ':', ''], pools: [ids, newPool(api, 'integer')] }),
    () => ({ text: ['', ',', ''], pools: [newPool(api, 'float'), newPool(api, 'float')] }),
    () => ({ text: ['@', ''], pools: [newPool(api, 'user')] }),
    () => ({ text: ['', '.', ''], pools: [[noun(api)], ['json', 'csv', 'xml'].slice(0, 2 + chance.below(2))] }),
  ])();
}

/** A resource with its collection, items, actions and what is nested below. */
function addResource(api: Api, above: readonly DesignedSegment[], depth: number): void {
  const { chance } = api;
  const path = [...above, noun(api)];
  const fields = chance.some(api.fields, 3 + chance.below(8));
  const add = (method: string, segments: readonly DesignedSegment[], list = false, own = fields): void => {
    if (segments.length > 12) return;
    const key = `${method} ${api.host} ${canonicalOf(segments)}`;
    const takes = method === 'GET' || method === 'DELETE' ? [] : chance.some(own, 1 + chance.below(own.length));
    if (!api.endpoints.has(key))
      api.endpoints.set(key, {
        method,
        host: api.host,
        segments,
        answers: method === 'DELETE' ? [] : own,
        takes,
        list,
      });
  };
  const action = (segments: readonly DesignedSegment[]): void =>
    add(chance.pick(['GET', 'POST', 'POST', 'PUT']), segments, false, chance.some(api.fields, 2 + chance.below(5)));
  if (chance.odds(0.7)) add('GET', path, true);
  if (chance.odds(0.4)) add('POST', path);
  for (let left = chance.odds(0.35) ? 1 + chance.below(4) : 0; left > 0; left--)
    action([...path, chance.odds(0.2) ? 'me' : verb(api)]);
  if (chance.odds(0.2)) return;
  let item: readonly DesignedSegment[] = [...path, newSlot(api)];
  if (chance.odds(0.15)) item = [...item, newSlot(api)];
  if (chance.odds(0.85)) add('GET', item);
  if (chance.odds(0.35)) add(chance.pick(['PUT', 'PATCH']), item);
  if (chance.odds(0.3)) add('DELETE', item);
  for (let left = chance.below(4); left > 0; left--) action([...item, verb(api)]);
  for (let left = depth < 3 ? chance.below(3) : 0; left > 0; left--) addResource(api, item, depth + 1);
}
