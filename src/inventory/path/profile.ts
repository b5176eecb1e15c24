import type { Operation } from '../operation.ts';
import type { SchemaNode } from '../schema.ts';
import { isAnswered } from '../traffic-kind.ts';
import type { TreeNode } from './tree.ts';

/** What stands at and below one candidate, in a form that can be compared with its siblings. */
export interface Profile {
  /** Real answers at or below it. Without any, it says nothing about the API. */
  readonly live: number;
  /** Methods with real answers at the place itself. */
  readonly methods: ReadonlySet<string>;
  /** Names of answer, request and query fields, each with method and part. */
  readonly fields: ReadonlySet<string>;
  /** What follows: distance and segment; a pool is `{}`. */
  readonly next: ReadonlySet<string>;
  /** At the place itself, by method and part: names of fields, and statuses and content types of answers. */
  readonly answers: ReadonlyMap<string, ReadonlySet<string>>;
  /** Values in the form of ids follow at once. */
  readonly leadsToIds: boolean;
}

const DEPTH = 4;
const TOKENS = 256;

interface Draft {
  live: number;
  readonly methods: Set<string>;
  readonly fields: Set<string>;
  readonly next: Set<string>;
  readonly answers: Map<string, Set<string>>;
  leadsToIds: boolean;
}

/** Profiles made during one judgement; the tree does not change meanwhile. */
export type ProfileMemo = Map<TreeNode, Profile>;

/** Profile of some nodes taken as one. */
export function profileOf(nodes: readonly TreeNode[], memo: ProfileMemo): Profile {
  const [only] = nodes;
  if (only === undefined || nodes.length > 1) return newProfile(nodes);
  const known = memo.get(only);
  if (known !== undefined) return known;
  const profile = newProfile(nodes);
  memo.set(only, profile);
  return profile;
}

function newProfile(nodes: readonly TreeNode[]): Profile {
  const draft: Draft = {
    live: 0,
    methods: new Set(),
    fields: new Set(),
    next: new Set(),
    answers: new Map(),
    leadsToIds: false,
  };
  for (const node of nodes) visit(node, draft, 0);
  return draft;
}

function visit(node: TreeNode, draft: Draft, distance: number): void {
  for (const [method, operation] of node.operations) {
    if (operation.live === 0) continue;
    draft.live += operation.live;
    if (distance === 0) {
      draft.methods.add(method);
      addAnswers(draft.answers, method, operation);
    }
    if (draft.fields.size < TOKENS) addFields(draft.fields, `${distance} ${method}`, operation);
    if (draft.next.size < TOKENS) draft.next.add(`${distance} ${method}`);
  }
  if (distance === DEPTH) return;
  for (const [segment, child] of node.children) {
    const before = draft.live;
    visit(child, draft, distance + 1);
    if (draft.live > before && draft.next.size < TOKENS) draft.next.add(`${distance + 1}/${segment}`);
  }
  if (node.pool !== undefined) {
    const before = draft.live;
    visit(node.pool, draft, distance + 1);
    if (draft.live > before && draft.next.size < TOKENS) draft.next.add(`${distance + 1}/{}`);
    if (draft.live > before && distance === 0) draft.leadsToIds = true;
  }
}

function addFields(fields: Set<string>, place: string, operation: Operation): void {
  const answer = operation.responses.get(2);
  addNames(fields, `${place} <`, answer);
  addNames(fields, `${place} >`, operation.request);
  for (const name of operation.query.properties?.keys() ?? []) fields.add(`${place} ?${name}`);
}

/** Names in the object, or in the objects of the list; a body without names gives its type. */
function addNames(fields: Set<string>, place: string, schema: SchemaNode | undefined): void {
  if (schema === undefined) {
    fields.add(`${place}-`);
    return;
  }
  const rows = schema.items?.properties;
  for (const name of schema.properties?.keys() ?? []) fields.add(`${place}${name}`);
  for (const name of rows?.keys() ?? []) fields.add(`${place}[${name}`);
  if (schema.properties === undefined && rows === undefined) fields.add(`${place}=`);
}

function addAnswers(answers: Map<string, Set<string>>, method: string, operation: Operation): void {
  const at = (part: string): Set<string> => {
    let names = answers.get(`${method} ${part}`);
    if (names === undefined) answers.set(`${method} ${part}`, (names = new Set()));
    return names;
  };
  for (const status of operation.statuses.keys()) if (isAnswered(status)) at('status').add(String(status));
  for (const type of operation.responseTypes.keys()) at('type').add(type);
  for (const name of operation.query.properties?.keys() ?? []) at('?').add(name);
  const answer = operation.responses.get(2);
  if (answer !== undefined) addNames(at('<'), '', answer);
  if (operation.request !== undefined) addNames(at('>'), '', operation.request);
}
