import { LIMITS, type RecognisedOperation } from '../model/index.ts';
import type { Host } from './host.ts';
import type { LearnerState } from './state.ts';
import { addCalls } from './calls.ts';
import { isLive, type Sighting } from './operation.ts';
import { dropDead, foldPlace, relieve } from './fold.ts';
import { revealWord } from './path/hide.ts';
import { DEEPEST, decodeSegment } from './path/segments.ts';
import { isSmallNumber, strongShape } from './path/shape.ts';
import { parentKind } from './path/templates.ts';
import { newNode, poolOf, type TreeNode } from './path/tree.ts';
import { addToSketch } from './path/value-sketch.ts';
import { readWord } from './path/word-form.ts';

/** A number of one or two digits in the first segments may be a version; it is kept apart until its company tells. */
const VERSION_DEPTH = 3;

/** Puts one transaction at its place in the host's tree; false when there is no room. */
export function placeTransaction(
  state: LearnerState,
  host: Host,
  method: string,
  segments: readonly string[],
  sighting: Sighting,
  calls: readonly RecognisedOperation[],
): boolean {
  if (segments.length > DEEPEST) return false;
  const before = state.budget.used;
  const nodes = descend(state, host, segments, sighting.weight);
  if (nodes === undefined) return false;
  const last = nodes.at(-1) as TreeNode;
  for (const node of nodes) node.requests += sighting.weight;
  addCalls(last.operations, method, sighting, calls, host.sink);
  if (isLive(sighting)) host.live += sighting.weight;
  host.items += state.budget.used - before;
  host.publication = undefined;
  return true;
}

/** The nodes from the root to the place of a path, made where they are missing. */
function descend(state: LearnerState, host: Host, segments: readonly string[], weight: number): TreeNode[] | undefined {
  let node = host.root;
  const nodes = [node];
  for (const [depth, segment] of segments.entries()) {
    const child = node.children.get(segment) ?? newChild(state, host, node, segments, depth, weight);
    if (child === undefined) return undefined;
    nodes.push(child);
    node = child;
  }
  return nodes;
}

function newChild(
  state: LearnerState,
  host: Host,
  node: TreeNode,
  segments: readonly string[],
  depth: number,
  weight: number,
): TreeNode | undefined {
  const segment = segments[depth] as string;
  const decoded = decodeSegment(segment);
  const revealed = host.hidden ? revealWord(node, segment, state.seed) : undefined;
  if (revealed !== undefined) return revealed;
  if (host.corrections.size > 0 && host.corrections.keepsApart(segments.slice(0, depth), segment))
    return addChild(state, node, segment, node.pool !== undefined);
  const strong = depth < VERSION_DEPTH && isSmallNumber(decoded) ? undefined : strongShape(decoded);
  if (strong !== undefined) return toPool(state, node, decoded, strong.type, strong.suffix, weight);
  // A segment that was cut cannot be matched as a word; none that long is a route.
  if (segment.length >= LIMITS.segmentChars) return toPool(state, node, decoded, 'encoded', '', weight);
  // A full place is not judged again with every word: that would cost milliseconds each.
  if (node.children.size >= LIMITS.segmentValues || (node.folded && !looksLikeRoute(decoded))) {
    const word = readWord(decoded);
    return toPool(state, node, decoded, word.form, word.extension, weight);
  }
  return hasRoom(state, host, node, segments, depth) ? addChild(state, node, segment, false) : undefined;
}

function addChild(state: LearnerState, node: TreeNode, segment: string, splitOff: boolean): TreeNode {
  const child = newNode();
  if (splitOff) child.splitOff = true;
  node.children.set(segment, child);
  state.budget.used += 2;
  return child;
}

function toPool(
  state: LearnerState,
  node: TreeNode,
  value: string,
  type: string,
  suffix: string,
  weight: number,
): TreeNode {
  const pool = poolOf(node);
  addToSketch(pool.values, value, type, suffix, weight, state.seed);
  return pool;
}

/** After a place was found to hold values, only what is written like a route is kept apart there. */
function looksLikeRoute(decoded: string): boolean {
  const word = readWord(decoded);
  return word.known >= 0.5 || word.form === 'version' || word.form === 'plural' || word.form === 'camel-case';
}

function hasRoom(state: LearnerState, host: Host, node: TreeNode, segments: readonly string[], depth: number): boolean {
  if (state.budget.used >= state.budget.limit) relieve(state);
  if (state.budget.used >= state.budget.limit) return false;
  if (node.children.size < node.room) return true;
  dropDead(node, state.budget);
  const parent = parentKind(depth === 0 ? [] : [{ kind: 'literal', segment: segments[depth - 1] as string }]);
  foldPlace(node, parent, host, state, segments.slice(0, depth));
  if (node.children.size > node.room / 2) node.room = Math.min(LIMITS.segmentValues, node.room * 2);
  return node.children.size < node.room;
}
