import { maskValue } from './mask-value.ts';
import { isPseudonym, partPseudonym, writePseudonym } from './pseudonym.ts';
import { decodeSegment } from './segments.ts';
import type { TreeNode } from './tree.ts';
import { valueHash } from './value-sketch.ts';
import { readWord, singularPart } from './word-form.ts';

/** The pseudonym of a raw segment: the same with the same seed, and judged as the segment is. */
export function pseudonymOf(segment: string, seed: number): string {
  if (isPseudonym(segment)) return segment;
  const decoded = decodeSegment(segment);
  const { form, known, parts, extension } = readWord(decoded);
  return writePseudonym({
    hash: valueHash(decoded, seed),
    form,
    known,
    extension,
    parts: parts
      .filter((part) => part.length > 1 && !/^\d+$/.test(part))
      .map((part) => partPseudonym(valueHash(singularPart(part), seed), part.length)),
    mask: maskValue(segment),
  });
}

/**
 * A copy of the tree for storing, in which only routes keep their words: what is published as a literal, and words that
 * nothing answered to but that are made of an API's vocabulary. All others may name people.
 */
export function hideWords(node: TreeNode, routes: ReadonlySet<TreeNode>, seed: number): TreeNode {
  const children = new Map<string, TreeNode>();
  for (const [segment, child] of node.children) {
    const plain = routes.has(child) || (!isAnswered(child) && readWord(decodeSegment(segment)).known >= 0.99);
    children.set(plain ? segment : pseudonymOf(segment, seed), hideWords(child, routes, seed));
  }
  return { ...node, children, ...(node.pool !== undefined && { pool: hideWords(node.pool, routes, seed) }) };
}

function isAnswered(node: TreeNode): boolean {
  for (const operation of node.operations.values()) if (operation.live > 0) return true;
  for (const child of node.children.values()) if (isAnswered(child)) return true;
  return node.pool !== undefined && isAnswered(node.pool);
}

/** Gives a word that was hidden its name again, now that it was seen; undefined when it was not there. */
export function revealWord(node: TreeNode, segment: string, seed: number): TreeNode | undefined {
  const name = pseudonymOf(segment, seed);
  const child = node.children.get(name);
  if (child === undefined) return undefined;
  node.children.delete(name);
  node.children.set(segment, child);
  return child;
}
