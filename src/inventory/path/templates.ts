import type { Operation } from '../operation.ts';
import type { ParentKind } from './evidence.ts';
import { createFoundWords } from './found-words.ts';
import type { Judgement } from './judge.ts';
import { decidePlace, type HostWords, type OwnerWishes, type Parameter } from './place.ts';
import type { ProfileMemo } from './profile.ts';
import { isSmallNumber, isVersion } from './shape.ts';
import type { TreeNode } from './tree.ts';

/** One decided segment of a template. */
export type TemplatePart =
  | {
      readonly kind: 'literal';
      readonly segment: string;
      readonly nodes: readonly TreeNode[];
      readonly judgement: Judgement;
      readonly requests: number;
      readonly siblings: number;
    }
  | { readonly kind: 'parameter'; readonly parameter: Parameter; readonly requests: number };

/** A place with answers: its template and what was seen there, by method. */
export interface TemplatePlace {
  readonly parts: readonly TemplatePart[];
  readonly operations: ReadonlyMap<string, readonly Operation[]>;
}

/** What bodies tell of words. */
export type KnownWords = Omit<HostWords, 'elsewhere' | 'profiles' | 'usual'>;

/**
 * All templates of a host. Decided top down, twice: what the first pass was sure of is evidence in the second.
 * Nothing of the tree is changed.
 */
export function templatesOf(
  root: TreeNode,
  words: KnownWords,
  wishes: OwnerWishes = () => undefined,
): readonly TemplatePlace[] {
  const profiles: ProfileMemo = new Map();
  const usual = usualSightings(root);
  const found = createFoundWords(words.hashOf);
  for (const { parts } of walk([root], [], { ...words, profiles, usual, elsewhere: () => ({}) }, wishes)) {
    const last = parts.at(-1);
    if (last?.kind === 'literal') found.add(last.segment, last.judgement);
    else if (last?.kind === 'parameter')
      for (const { segment, judgement } of last.parameter.words) found.add(segment, judgement);
  }
  return [...walk([root], [], { ...words, profiles, usual, elsewhere: found.elsewhere }, wishes)].filter(
    ({ operations }) => operations.size > 0,
  );
}

/** While little was seen, so many sightings are still few. */
const FEW = 3;

/** Mean answers of one method at one word. */
export function usualSightings(root: TreeNode): number {
  let live = 0;
  let count = 0;
  const visit = (node: TreeNode): void => {
    for (const operation of node.operations.values()) {
      if (operation.live === 0) continue;
      live += operation.live;
      count++;
    }
    for (const child of node.children.values()) visit(child);
    if (node.pool !== undefined) visit(node.pool);
  };
  visit(root);
  return Math.max(FEW, live / Math.max(1, count));
}

/** Every place in turn, also those without operations. */
function* walk(
  nodes: readonly TreeNode[],
  parts: readonly TemplatePart[],
  words: HostWords,
  wishes: OwnerWishes,
): Generator<TemplatePlace> {
  yield { parts, operations: operationsOf(nodes) };
  if (nodes.every((node) => node.children.size === 0 && node.pool === undefined)) return;
  const { literals, parameters } = decidePlace(nodes, parentKind(parts), words, wishes(parts));
  for (const { segment, nodes: below, judgement, requests } of literals) {
    const part = { kind: 'literal', segment, nodes: below, judgement, requests, siblings: literals.length } as const;
    yield* walk(below, [...parts, part], words, wishes);
  }
  for (const parameter of parameters) {
    const requests = parameter.nodes.reduce((sum, node) => sum + node.requests, 0);
    yield* walk(parameter.nodes, [...parts, { kind: 'parameter', parameter, requests }], words, wishes);
  }
}

function operationsOf(nodes: readonly TreeNode[]): ReadonlyMap<string, readonly Operation[]> {
  const operations = new Map<string, Operation[]>();
  for (const node of nodes) {
    for (const [method, operation] of node.operations) {
      const list = operations.get(method);
      if (list === undefined) operations.set(method, [operation]);
      else list.push(operation);
    }
  }
  return operations;
}

export function parentKind(
  parts: readonly { readonly kind: 'literal' | 'parameter'; readonly segment?: string }[],
): ParentKind {
  const last = parts.at(-1);
  if (last === undefined) return 'start';
  if (last.kind === 'parameter') return 'parameter';
  const segment = last.segment ?? '';
  if (isVersion(segment) || isSmallNumber(segment)) return 'version';
  return /[^siu]s$/i.test(segment) ? 'collection' : 'route';
}
