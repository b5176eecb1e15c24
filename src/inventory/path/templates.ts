import type { Operation } from '../operation.ts';
import type { ParentKind } from './evidence.ts';
import type { Judgement } from './judge.ts';
import { decidePlace, type HostWords, type Parameter } from './place.ts';
import type { ProfileMemo } from './profile.ts';
import { isSmallNumber, isVersion } from './shape.ts';
import type { TreeNode } from './tree.ts';

/** One decided segment of a template. */
export type TemplatePart =
  | {
      readonly kind: 'literal';
      readonly segment: string;
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
export type KnownWords = Pick<HostWords, 'isValue' | 'isKey'>;

/** Surely enough to be told to other places of the host. */
const SURE = 1;

/**
 * All templates of a host. Decided top down, twice: words that the first pass was sure of are evidence in the second.
 * Nothing of the tree is changed.
 */
export function templatesOf(root: TreeNode, words: KnownWords): readonly TemplatePlace[] {
  const sure = new Map<string, number>();
  const profiles: ProfileMemo = new Map();
  const first: HostWords = { ...words, profiles, isValueElsewhere: () => false };
  for (const { parts } of walk([root], [], first)) {
    const last = parts.at(-1);
    if (last?.kind !== 'parameter') continue;
    for (const { segment, judgement } of last.parameter.words)
      if (judgement.logOdds > SURE) sure.set(segment, (sure.get(segment) ?? 0) + 1);
  }
  const second: HostWords = {
    ...words,
    profiles,
    isValueElsewhere: (word, logOdds) => (sure.get(word) ?? 0) > (logOdds > SURE ? 1 : 0),
  };
  return [...walk([root], [], second)].filter(({ operations }) => operations.size > 0);
}

/** Every place in turn, also those without operations. */
function* walk(nodes: readonly TreeNode[], parts: readonly TemplatePart[], words: HostWords): Generator<TemplatePlace> {
  yield { parts, operations: operationsOf(nodes) };
  if (nodes.every((node) => node.children.size === 0 && node.pool === undefined)) return;
  const { literals, parameters } = decidePlace(nodes, parentKind(parts), words);
  for (const { segment, nodes: below, judgement, requests } of literals) {
    yield* walk(below, [...parts, { kind: 'literal', segment, judgement, requests, siblings: literals.length }], words);
  }
  for (const parameter of parameters) {
    const requests = parameter.nodes.reduce((sum, node) => sum + node.requests, 0);
    yield* walk(parameter.nodes, [...parts, { kind: 'parameter', parameter, requests }], words);
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
