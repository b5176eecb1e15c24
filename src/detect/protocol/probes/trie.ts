import type { ProbeGroup } from './probe.ts';

export interface Match {
  readonly group: ProbeGroup;
  /** Position of the first segment that matched. */
  readonly at: number;
  readonly entry: string;
}

/** Which entry of which group a path is, by its segments. */
export interface ProbeTrie {
  /** The surest of all matches. `segments` in lower case, without empty ones. */
  find(segments: readonly string[]): Match | undefined;
  readonly entries: number;
}

interface Target {
  readonly group: ProbeGroup;
  readonly entry: string;
  readonly rooted: boolean;
}

interface Node {
  readonly next: Map<string, Node>;
  /** Beginnings of segments, with what follows. */
  readonly begins: [string, Node][];
  any: Node | undefined;
  /** Entries that end here: at the path's end, or anywhere in it. */
  end: Target[];
  folder: Target[];
}

/** Segments of a path that are looked at. */
const MOST_SEGMENTS = 32;

const newNode = (): Node => ({ next: new Map(), begins: [], any: undefined, end: [], folder: [] });

export function createProbeTrie(groups: readonly ProbeGroup[]): ProbeTrie {
  const root = newNode();
  let entries = 0;
  for (const group of groups)
    for (const path of group.paths) {
      entries++;
      insert(root, group, path);
    }
  return {
    entries,
    find(segments) {
      let best: Match | undefined;
      for (let at = 0; at < Math.min(segments.length, MOST_SEGMENTS); at++) {
        if (!mayBegin(root, segments[at]!)) continue;
        const found = walk(root, segments, at);
        if (found !== undefined && found.group.confidence > (best?.group.confidence ?? 0))
          best = { group: found.group, entry: found.entry, at };
      }
      return best;
    },
  };
}

/** Most segments of most paths begin nothing. */
const mayBegin = ({ next, begins, any }: Node, segment: string): boolean =>
  next.has(segment) || any !== undefined || begins.some(([begin]) => segment.startsWith(begin));

function insert(root: Node, group: ProbeGroup, path: string): void {
  const segments = path.split('/').filter((segment) => segment !== '');
  let node = root;
  for (const segment of segments) node = child(node, segment);
  (path.endsWith('/') ? node.folder : node.end).push({ group, entry: path, rooted: path.startsWith('/') });
}

function child(node: Node, segment: string): Node {
  if (segment === '*') return (node.any ??= newNode());
  if (segment.endsWith('*')) {
    const begin = segment.slice(0, -1);
    const known = node.begins.find(([text]) => text === begin);
    if (known !== undefined) return known[1];
    const made = newNode();
    node.begins.push([begin, made]);
    return made;
  }
  let next = node.next.get(segment);
  if (next === undefined) node.next.set(segment, (next = newNode()));
  return next;
}

/** The surest target that is reached from `at`. Entries are short, and few nodes have more than one way on. */
function walk(root: Node, segments: readonly string[], at: number): Target | undefined {
  let best: Target | undefined;
  const look = (targets: readonly Target[]): void => {
    for (const target of targets)
      if ((at === 0 || !target.rooted) && target.group.confidence > (best?.group.confidence ?? 0)) best = target;
  };
  let nodes: readonly Node[] = [root];
  for (let i = at; i < segments.length && nodes.length > 0; i++) {
    nodes = nodes.flatMap((node) => step(node, segments[i]!));
    for (const node of nodes) {
      look(node.folder);
      if (i === segments.length - 1) look(node.end);
    }
  }
  return best;
}

function step(node: Node, segment: string): readonly Node[] {
  const exact = node.next.get(segment);
  if (node.begins.length === 0 && node.any === undefined) return exact === undefined ? [] : [exact];
  return [
    ...(exact === undefined ? [] : [exact]),
    ...(node.any === undefined ? [] : [node.any]),
    ...node.begins
      .filter(([begin]) => segment.length > begin.length && segment.startsWith(begin))
      .map(([, next]) => next),
  ];
}
