import { LIMITS } from '../../model/index.ts';
import { mergeOperation, newOperation, type Operation } from '../operation.ts';
import { mergeSketch, newSketch, type ValueSketch } from './value-sketch.ts';

/**
 * One place in the paths of a host. Words are kept exactly, each with all that was seen below it; values with a strong
 * type go to the pool at once. Which words are values is decided anew from the evidence; when a place overflows, what is
 * decided then is merged into its pool for good.
 */
export interface TreeNode {
  readonly children: Map<string, TreeNode>;
  pool?: TreeNode;
  readonly operations: Map<string, Operation>;
  /** Transactions at or below it. */
  requests: number;
  /** Only in pools. */
  values?: ValueSketch;
  /** Words were merged into the pool: further ones join it unless they look like a route. */
  folded: boolean;
  /** It was set apart by its owner after words were merged: earlier sightings are counted in the pool beside it. */
  splitOff?: true;
  /** Words it may hold before it is judged. */
  room: number;
}

export const newNode = (): TreeNode => ({
  children: new Map(),
  operations: new Map(),
  requests: 0,
  folded: false,
  room: LIMITS.wordsPerPlace,
});

export function poolOf(node: TreeNode): TreeNode & { values: ValueSketch } {
  node.pool ??= newNode();
  node.pool.values ??= newSketch();
  return node.pool as TreeNode & { values: ValueSketch };
}

/** Adds all of `from` to `into`; `from` must not be used afterwards. */
export function mergeNode(into: TreeNode, from: TreeNode): void {
  into.folded ||= from.folded;
  into.requests += from.requests;
  into.room = Math.max(into.room, from.room);
  for (const [method, operation] of from.operations) {
    const own = into.operations.get(method);
    if (own === undefined) into.operations.set(method, operation);
    else mergeOperation(own, operation);
  }
  for (const [segment, child] of from.children) {
    const own = into.children.get(segment);
    if (own === undefined) into.children.set(segment, child);
    else mergeNode(own, child);
  }
  if (from.pool !== undefined) {
    if (into.pool === undefined) into.pool = from.pool;
    else {
      if (from.pool.values !== undefined) mergeSketch((into.pool.values ??= newSketch()), from.pool.values);
      mergeNode(into.pool, from.pool);
    }
  }
}

/** The operations of several nodes as one; nothing of the nodes is changed. */
export function mergedOperation(operations: readonly Operation[]): Operation {
  const [first, ...rest] = operations as [Operation, ...Operation[]];
  if (rest.length === 0) return first;
  const merged = newOperation(first.firstSeen);
  for (const operation of operations) mergeOperation(merged, operation);
  return merged;
}
