import { Kind, parse, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql/language';
import { LRUCache } from 'lru-cache';
import { IGNORED } from '../../lib/graphql/lexer.ts';
import { LIMITS } from '../../model/index.ts';

/** One executable definition of a document. */
export interface DocumentOperation {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly name: string | undefined;
  /** Fields of the root, by their name in the schema, in order. */
  readonly roots: readonly string[];
}

/** Clients send the same few documents over and over; parsing one costs as much as all the rest of its decoding. */
const known = new LRUCache<string, readonly DocumentOperation[]>({ max: 500 });
const REMEMBERED_CHARS = 8_192;
const NONE: readonly DocumentOperation[] = [];

/** The operations of an executable document; none when it is no such document or larger than `LIMITS.graphqlTokens`. */
export function readDocument(text: string): readonly DocumentOperation[] {
  const remembered = known.get(text);
  if (remembered !== undefined) return remembered;
  const operations = looksLikeDocument(text) ? operationsOf(text) : NONE;
  if (text.length <= REMEMBERED_CHARS && operations.length > 0) known.set(text, operations);
  return operations;
}

/** A document begins with a brace or a keyword; comments, commas and space may stand before. */
const BEGINNING = new RegExp(
  String.raw`^${IGNORED}(?:\{|(?:query|mutation|subscription|fragment)\b|"|extend\b|directive\b)`,
);
const looksLikeDocument = (text: string): boolean => text.includes('{') && BEGINNING.test(text);

function operationsOf(text: string): readonly DocumentOperation[] {
  let document: DocumentNode;
  try {
    document = parse(text, { noLocation: true, maxTokens: LIMITS.graphqlTokens });
  } catch {
    return NONE;
  }
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const roots = new Set<string>();
    addRoots(roots, definition.selectionSet, fragments, new Set());
    return [{ kind: definition.operation, name: definition.name?.value, roots: [...roots] }];
  });
}

/** Spread fragments are followed once each. */
function addRoots(
  roots: Set<string>,
  selection: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  followed: Set<string>,
): void {
  for (const one of selection.selections) {
    if (one.kind === Kind.FIELD) roots.add(one.name.value);
    else if (one.kind === Kind.INLINE_FRAGMENT) addRoots(roots, one.selectionSet, fragments, followed);
    else if (!followed.has(one.name.value)) {
      followed.add(one.name.value);
      const fragment = fragments.get(one.name.value);
      if (fragment !== undefined) addRoots(roots, fragment.selectionSet, fragments, followed);
    }
  }
}
