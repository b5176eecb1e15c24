import { createHash } from 'node:crypto';
import type { Endpoint } from '../model/index.ts';
import { apiOf } from './apis.ts';
import { assignIds } from './ids.ts';
import { operationKey } from './operation-key.ts';
import type { LearnerState } from './state.ts';
import { readCorrections, type HostCorrections } from './corrections.ts';
import { createBodyWords, type BodyWords } from './body-words.ts';
import { templatesOf } from './path/templates.ts';
import { newNode, type TreeNode } from './path/tree.ts';
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
  /** What bodies tell of words. */
  readonly words: BodyWords;
  readonly sink: SchemaSink;
  /** Words of its tree were stored under pseudonyms and have not been seen since. */
  hidden: boolean;
  /** What its owner corrected. */
  corrections: HostCorrections;
  /** What was published last; undefined when traffic came since. */
  publication: HostPublication | undefined;
}

export interface HostPublication {
  readonly endpoints: readonly Endpoint[];
  /** Changes exactly when ids, methods or templates do. */
  readonly signature: string;
  /** Places whose words are part of a template: no secret any more. */
  readonly routes: ReadonlySet<TreeNode>;
}

export function createHost(
  name: string,
  { seed, budget, classify, corrections }: Pick<LearnerState, 'seed' | 'budget' | 'classify' | 'corrections'>,
): Host {
  const words = createBodyWords(seed);
  const sink: SchemaSink = { budget, classify, string: words.addValue, key: words.addKey };
  return {
    name,
    root: newNode(),
    live: 0,
    noise: 0,
    items: 0,
    words,
    sink,
    hidden: false,
    corrections: readCorrections(corrections.get(name) ?? []),
    publication: undefined,
  };
}

/** An API's host sees a few assets and pages; where they are a fifth of the traffic, people's browsers are served. */
const isSite = (host: Host): boolean => host.noise * 4 > host.live;

/** On a site, a page or a data file of a build looks like an open API call: only what such a file cannot have counts. */
function isApiOnSite({ method, template, operation, spoken }: Draft): boolean {
  if (
    spoken !== undefined ||
    operation.request !== undefined ||
    [...operation.auth.values()].some(({ credential }) => credential.scheme !== 'none')
  )
    return true;
  const structured = [...operation.responseTypes.keys()].some((type) => /[/+](json|xml|protobuf|grpc)\b/.test(type));
  return structured && (method !== 'GET' || !/\.\w{2,5}$/.test(template));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const sortKey = ({ method, operation }: Endpoint): string =>
  operation === undefined ? method : operationKey(method, operation);

/** What would be published under some corrections. */
export function draftsWith(host: Host, corrections: HostCorrections): readonly Draft[] {
  const all = draftsOf(templatesOf(host.root, host.words, corrections.wishes));
  return isSite(host) ? all.filter(isApiOnSite) : all;
}

/** The endpoints of a host, judged anew if traffic came. Operations remember the ids they were published under. */
export function publishHost(host: Host): HostPublication {
  if (host.publication !== undefined) return host.publication;
  const drafts = draftsWith(host, host.corrections);
  const ids = assignIds(drafts, host.name);
  const endpoints = drafts
    .map((draft, index) => {
      const { id, formerIds } = ids[index] as { id: string; formerIds: readonly string[] };
      return toEndpoint(draft, host.name, apiOf(host.name, draft.segments).id, id, formerIds);
    })
    .toSorted((a, b) => compare(a.template, b.template) || compare(sortKey(a), sortKey(b)));
  const hash = createHash('sha256');
  for (const endpoint of endpoints) hash.update(`${endpoint.id} ${sortKey(endpoint)} ${endpoint.template}\n`);
  const routes = new Set(
    drafts.flatMap(({ place }) => place.parts.flatMap((part) => (part.kind === 'literal' ? part.nodes : []))),
  );
  host.publication = { endpoints, routes, signature: `${host.name}:${hash.digest('base64url')}` };
  return host.publication;
}
