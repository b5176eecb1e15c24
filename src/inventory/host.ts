import { createHash } from 'node:crypto';
import { LIMITS, type Endpoint } from '../model/index.ts';
import { apiOf } from './apis.ts';
import { assignIds } from './ids.ts';
import type { LearnerState } from './state.ts';
import { templatesOf, type KnownWords } from './path/templates.ts';
import { newNode, type TreeNode } from './path/tree.ts';
import { valueHash } from './path/value-sketch.ts';
import { draftsOf, toEndpoint, type Draft } from './publish.ts';
import type { SchemaSink } from './schema.ts';

/** All that was learned of one host. */
export interface Host {
  readonly name: string;
  readonly root: TreeNode;
  /** Real answers of what may be an API. */
  live: number;
  /** Assets, pages, forms and beacons. */
  noise: number;
  /** Its share of the learner's budget. */
  items: number;
  /** Hashes of short strings in bodies, and names of fields. */
  readonly bodyWords: Set<number>;
  readonly bodyKeys: Set<string>;
  readonly sink: SchemaSink;
  /** What was published last; undefined when traffic came since. */
  publication: HostPublication | undefined;
}

export interface HostPublication {
  readonly endpoints: readonly Endpoint[];
  /** Changes exactly when ids, methods or templates do. */
  readonly signature: string;
}

const BODY_KEYS = 5_000;
const KEY_CHARS = 64;

export function createHost(name: string, { seed, budget }: Pick<LearnerState, 'seed' | 'budget'>): Host {
  const bodyWords = new Set<number>();
  const bodyKeys = new Set<string>();
  const sink: SchemaSink = {
    budget,
    string(value) {
      if (bodyWords.size < LIMITS.bodyWordsPerHost && !value.includes(' ')) bodyWords.add(valueHash(value, seed));
    },
    key(key) {
      if (bodyKeys.size < BODY_KEYS && key.length <= KEY_CHARS) bodyKeys.add(key);
    },
  };
  return { name, root: newNode(), live: 0, noise: 0, items: 0, bodyWords, bodyKeys, sink, publication: undefined };
}

export const wordsOf = (host: Host, seed: number): KnownWords => ({
  isValue: (word) => host.bodyWords.has(valueHash(word, seed)),
  isKey: (word) => host.bodyKeys.has(word),
});

/** An API's host sees a few assets and pages; where they are a fifth of the traffic, people's browsers are served. */
const isSite = (host: Host): boolean => host.noise * 4 > host.live;

/** On a site, a page or a data file of a build looks like an open API call: only what such a file cannot have counts. */
function isApiOnSite({ method, template, operation }: Draft): boolean {
  if (
    operation.request !== undefined ||
    [...operation.auth.values()].some(({ credential }) => credential.scheme !== 'none')
  )
    return true;
  const structured = [...operation.responseTypes.keys()].some((type) => /[/+](json|xml|protobuf|grpc)\b/.test(type));
  return structured && (method !== 'GET' || !/\.\w{2,5}$/.test(template));
}

/** The endpoints of a host, judged anew if traffic came. Operations remember the ids they were published under. */
export function publishHost(host: Host, { seed }: Pick<LearnerState, 'seed'>): HostPublication {
  if (host.publication !== undefined) return host.publication;
  const all = draftsOf(templatesOf(host.root, wordsOf(host, seed)));
  const drafts = isSite(host) ? all.filter(isApiOnSite) : all;
  const ids = assignIds(drafts, host.name);
  const endpoints = drafts
    .map((draft, index) => {
      const { id, formerIds } = ids[index] as { id: string; formerIds: readonly string[] };
      return toEndpoint(draft, host.name, apiOf(host.name, draft.segments).id, id, formerIds);
    })
    .toSorted((a, b) =>
      a.template === b.template ? (a.method < b.method ? -1 : 1) : a.template < b.template ? -1 : 1,
    );
  const hash = createHash('sha256');
  for (const { id, method, template } of endpoints) hash.update(`${id} ${method} ${template}\n`);
  host.publication = { endpoints, signature: `${host.name}:${hash.digest('base64url')}` };
  return host.publication;
}
