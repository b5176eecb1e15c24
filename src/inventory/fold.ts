import type { Host } from './host.ts';
import type { LearnerState } from './state.ts';
import type { Operation } from './operation.ts';
import { countFields, type Budget } from './schema.ts';
import type { ParentKind } from './path/evidence.ts';
import { decidePlace } from './path/place.ts';
import { decodeSegment } from './path/segments.ts';
import { parentKind } from './path/templates.ts';
import { mergeNode, poolOf, type TreeNode } from './path/tree.ts';
import { addToSketch } from './path/value-sketch.ts';
import { readWord } from './path/word-form.ts';

/** While a place fills up, its words are rare or frequent by this: a tenth of a full place's. */
const USUAL = 4;

/** Merges the words of a place that are judged to be values into its pool, for good. Every count survives. */
export function foldPlace(
  node: TreeNode,
  parent: ParentKind,
  { words, corrections }: Pick<Host, 'words' | 'corrections'>,
  state: Pick<LearnerState, 'seed' | 'budget'>,
  path: readonly (string | undefined)[],
): void {
  for (const parameter of decidePlace([node], parent, {
    ...words,
    profiles: new Map(),
    usual: USUAL,
    elsewhere: () => ({}),
  }).parameters) {
    if (parameter.prefix !== '') continue;
    const before = parameter.words.length === 0 ? 0 : itemsOf(node);
    for (const { segment } of parameter.words) {
      const child = node.children.get(segment);
      if (child === undefined || corrections.keepsApart(path, segment)) continue;
      const pool = poolOf(node);
      const decoded = decodeSegment(segment);
      const word = readWord(decoded);
      addToSketch(pool.values, decoded, word.form, word.extension, child.requests, state.seed);
      mergeNode(pool, child);
      node.children.delete(segment);
      node.folded = true;
    }
    if (parameter.words.length > 0) state.budget.used -= before - itemsOf(node);
  }
}

/** Drops words below which nothing was ever answered: probes of scanners. */
export function dropDead(node: TreeNode, budget: Budget): void {
  for (const [segment, child] of node.children) {
    if (isLive(child)) continue;
    budget.used -= itemsOf(child);
    node.children.delete(segment);
  }
}

function isLive(node: TreeNode): boolean {
  for (const operation of node.operations.values()) if (operation.live > 0) return true;
  for (const child of node.children.values()) if (isLive(child)) return true;
  return node.pool !== undefined && isLive(node.pool);
}

/** Folds and drops everywhere: the budget is spent. Tried again only after as much traffic as a tenth of the budget. */
export function relieve(state: LearnerState): void {
  if (state.observed < state.relieveAfter) return;
  state.relieveAfter = state.observed + state.budget.limit / 10;
  state.budget.used = 0;
  for (const host of state.hosts.values()) {
    foldBelow(host.root, 'start', host, state, []);
    host.items = itemsOf(host.root);
    host.publication = undefined;
  }
  state.budget.used = [...state.hosts.values()].reduce((sum, host) => sum + host.items, 0);
}

function foldBelow(
  node: TreeNode,
  parent: ParentKind,
  host: Host,
  state: LearnerState,
  path: readonly (string | undefined)[],
): void {
  dropDead(node, state.budget);
  foldPlace(node, parent, host, state, path);
  for (const [segment, child] of node.children)
    foldBelow(child, parentKind([{ kind: 'literal', segment }]), host, state, [...path, segment]);
  if (node.pool !== undefined) foldBelow(node.pool, 'parameter', host, state, [...path, undefined]);
}

/** What a subtree takes of the budget; the same sums as where they are taken. */
export function itemsOf(node: TreeNode): number {
  let items = 2;
  for (const operation of node.operations.values()) items += itemsOfOperation(operation);
  for (const child of node.children.values()) items += itemsOf(child);
  return node.pool === undefined ? items : items + itemsOf(node.pool);
}

export function itemsOfOperation(operation: Operation): number {
  let fields = 4 + countFields(operation.query) - 1;
  if (operation.headers !== undefined) fields += countFields(operation.headers) - 1;
  if (operation.request !== undefined) fields += countFields(operation.request) - 1;
  for (const schema of operation.responses.values()) fields += countFields(schema) - 1;
  return fields;
}
