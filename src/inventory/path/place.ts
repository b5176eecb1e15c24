import { companyOf, evidenceFor, type Candidate, type Evidence, type ParentKind, type Pooled } from './evidence.ts';
import { judge, type Judgement } from './judge.ts';
import { profileOf, type ProfileMemo } from './profile.ts';
import { isPseudonym } from './pseudonym.ts';
import { decodeSegment } from './segments.ts';
import type { TemplatePart } from './templates.ts';
import type { TreeNode } from './tree.ts';
import { isWordForm, readWord, shareOfParts } from './word-form.ts';

/** What one host tells about words, beside its tree. */
export interface HostWords {
  isValue(word: string): boolean;
  isKey(word: string): boolean;
  /** The part of a word is one of a value, or of a field's name, in bodies. */
  isValuePart(part: string): boolean;
  isKeyPart(part: string): boolean;
  /** What the word and its parts were found to be at places other than the one that judges it with `logOdds`. */
  elsewhere(word: string, parts: readonly string[], logOdds: number): Evidence;
  /** Of a word or a part: what it is compared by. */
  hashOf(text: string): number;
  /** Sightings of one word of the host on average: what makes rare and frequent comparable however long it was watched. */
  readonly usual: number;
  readonly profiles: ProfileMemo;
}

/** What the owner of an API wants at one place, each with who said so, when and why. */
export interface OwnerWish {
  /** Decoded words that are routes. */
  readonly literals: ReadonlyMap<string, string>;
  /** All other words that lead to such paths (undefined: any segment) are values of one parameter. */
  readonly merged?: readonly { readonly rest: readonly (string | undefined)[]; readonly statement: string }[];
  readonly named?: { readonly name: string; readonly statement: string };
}
export type OwnerWishes = (parts: readonly TemplatePart[]) => OwnerWish | undefined;

export interface Literal {
  readonly segment: string;
  readonly nodes: readonly TreeNode[];
  readonly judgement: Judgement;
  readonly requests: number;
}

/** Words that are values of one parameter, and the places below them; the pools of strong values included. */
export interface Parameter {
  readonly nodes: readonly TreeNode[];
  readonly pools: readonly TreeNode[];
  readonly words: readonly { readonly segment: string; readonly judgement: Judgement; readonly requests: number }[];
  /** Literal before the value, for a parameter that is only the extension: `report.{format}`. */
  readonly prefix: string;
  /** The name and the statement of its owner. */
  readonly named?: OwnerWish['named'];
}

export interface Decision {
  readonly literals: readonly Literal[];
  readonly parameters: readonly Parameter[];
}

const UNJUDGED: Judgement = { parameter: false, logOdds: 0, evidence: {} };

/** Decides which words below some nodes, taken as one place, are routes and which are values of its parameter. */
export function decidePlace(
  nodes: readonly TreeNode[],
  parent: ParentKind,
  words: HostWords,
  wish?: OwnerWish,
): Decision {
  const groups = new Map<string, TreeNode[]>();
  const pools: TreeNode[] = [];
  for (const node of nodes) {
    for (const [segment, child] of node.children) {
      const group = groups.get(segment);
      if (group === undefined) groups.set(segment, [child]);
      else group.push(child);
    }
    if (node.pool !== undefined) pools.push(node.pool);
  }
  const candidates = [...groups].map(([segment, group]) => candidateOf(segment, group, words));
  const judged = judgeAll(candidates, pools, parent, words);
  if (wish !== undefined) followOwner(judged, candidates, groups, wish);
  const isParameter = (candidate: Candidate): boolean => judged.get(candidate)?.parameter ?? false;
  const hasParameter = pools.length > 0 || candidates.some(isParameter);
  const values: Candidate[] = [];
  const literals: Literal[] = [];
  for (const candidate of candidates) {
    const isOpen = candidate.profile.live === 0 && judged.get(candidate)?.owner === undefined;
    const value =
      isPseudonym(candidate.segment) ||
      (isOpen ? hasParameter && candidate.word.form !== 'version' : isParameter(candidate));
    if (value) values.push(candidate);
    else literals.push(literalOf(candidate.segment, groups.get(candidate.segment) ?? [], judged.get(candidate)));
  }
  const formats = takeFormats(literals, words);
  if (pools.length === 0 && values.length === 0) return { literals: formats.literals, parameters: formats.parameters };
  const parameter: Parameter = {
    nodes: [...pools, ...values.flatMap((value) => groups.get(value.segment) ?? [])],
    pools,
    words: values.map((value) => ({
      segment: value.segment,
      judgement: judged.get(value) ?? UNJUDGED,
      requests: requestsOf(groups.get(value.segment) ?? []),
    })),
    prefix: '',
    ...(wish?.named !== undefined && { named: wish.named }),
  };
  return { literals: formats.literals, parameters: [...formats.parameters, parameter] };
}

/** The owner's word stands above all evidence. A version is merged only by name. */
function followOwner(
  judged: Map<Candidate, Judgement>,
  candidates: readonly Candidate[],
  groups: ReadonlyMap<string, readonly TreeNode[]>,
  { literals, merged = [] }: OwnerWish,
): void {
  for (const candidate of candidates) {
    const nodes = groups.get(candidate.segment) ?? [];
    const owner = literals.get(decodeSegment(candidate.segment));
    if (owner !== undefined) {
      const late = nodes.some(({ splitOff }) => splitOff === true);
      const note = late ? `${owner} (what came before is counted at the parameter beside it)` : owner;
      judged.set(candidate, { parameter: false, logOdds: -9, evidence: {}, owner: note });
      continue;
    }
    const wish = merged.find(({ rest }) => nodes.some((node) => leadsTo(node, rest, 0)));
    if (wish !== undefined && candidate.word.form !== 'version')
      judged.set(candidate, { parameter: true, logOdds: 9, evidence: {}, owner: wish.statement });
  }
}

/** Whether anything was seen at the end of such a path. */
function leadsTo(node: TreeNode, rest: readonly (string | undefined)[], from: number): boolean {
  if (from === rest.length) return node.operations.size > 0;
  const segment = rest[from];
  if (segment !== undefined) {
    const child = node.children.get(segment);
    return child !== undefined && leadsTo(child, rest, from + 1);
  }
  if (node.pool !== undefined && leadsTo(node.pool, rest, from + 1)) return true;
  for (const child of node.children.values()) if (leadsTo(child, rest, from + 1)) return true;
  return false;
}

const requestsOf = (nodes: readonly TreeNode[]): number => nodes.reduce((sum, node) => sum + node.requests, 0);

const literalOf = (segment: string, nodes: readonly TreeNode[], judgement: Judgement | undefined): Literal => ({
  segment,
  nodes,
  judgement: judgement ?? UNJUDGED,
  requests: requestsOf(nodes),
});

function candidateOf(segment: string, nodes: readonly TreeNode[], words: HostWords): Candidate {
  const decoded = decodeSegment(segment);
  const word = readWord(decoded);
  return {
    segment,
    word,
    profile: profileOf(nodes, words.profiles),
    inValues: words.isValue(decoded),
    inKeys: words.isKey(decoded),
    keyParts: shareOfParts(word.parts, words.isKeyPart),
    valueParts: shareOfParts(word.parts, words.isValuePart),
  };
}

/** Twice: first beside all unknown words, then beside those that the first round took for values. */
function judgeAll(
  candidates: readonly Candidate[],
  pools: readonly TreeNode[],
  parent: ParentKind,
  words: HostWords,
): Map<Candidate, Judgement> {
  const judged = new Map<Candidate, Judgement>();
  const open: Candidate[] = [];
  for (const candidate of candidates) {
    const fixed = fixedJudgement(candidate, candidates, pools, parent);
    if (fixed !== undefined) judged.set(candidate, fixed);
    else if (candidate.profile.live > 0) open.push(candidate);
  }
  if (open.length === 0) return judged;
  const pool = pools.length > 0 ? profileOf(pools, words.profiles) : undefined;
  const strong = pool !== undefined && pool.live > 0 ? pool : undefined;
  const pooled = pooledOf(pools);
  const first = companyOf(
    open.filter(({ word, inValues, inKeys }) => word.known < 0.5 || (inValues && !inKeys)),
    strong,
    pooled,
    words.usual,
  );
  const values = open.filter((candidate) => judge(evidenceFor(candidate, parent, first)).parameter);
  const second = companyOf(values, strong, pooled, words.usual);
  for (const candidate of open) {
    const here = evidenceFor(candidate, parent, second);
    const elsewhere = words.elsewhere(candidate.segment, candidate.word.parts, judge(here).logOdds);
    judged.set(candidate, judge({ ...here, ...elsewhere }));
  }
  return judged;
}

/** Merged words are known by the type they were counted under. */
function pooledOf(pools: readonly TreeNode[]): Pooled {
  let ids = 0;
  let words = 0;
  for (const { values } of pools) {
    if (values === undefined) continue;
    let all = 0;
    let merged = 0;
    for (const [type, count] of values.types) {
      all += count;
      if (isWordForm(type)) merged += count;
    }
    const share = all === 0 ? 0 : merged / all;
    words += values.seen.size * share;
    ids += values.seen.size * (1 - share);
  }
  return { ids, words };
}

/**
 * What cannot be weighed: `v2` is a route; a number of one or two digits is a version while it stands near the front,
 * only continues, and has no ids beside it, else an id.
 */
function fixedJudgement(
  candidate: Candidate,
  candidates: readonly Candidate[],
  pools: readonly TreeNode[],
  parent: ParentKind,
): Judgement | undefined {
  if (candidate.word.form === 'version') return { parameter: false, logOdds: -6, evidence: { 'form:version': 1 } };
  if (candidate.word.form !== 'small-number') return undefined;
  const numbers = candidates.filter(({ word }) => word.form === 'small-number').length;
  const front = parent === 'start' || parent === 'route';
  const version = numbers <= 3 && pools.length === 0 && candidate.profile.methods.size === 0 && front;
  return version
    ? { parameter: false, logOdds: -3, evidence: { 'form:version': 1 } }
    : { parameter: true, logOdds: 3, evidence: { 'form:small-number': 1 } };
}

/** Literals that differ only in their extension and answer the same methods are one template: `report.{format}`. */
function takeFormats(literals: readonly Literal[], words: HostWords): Decision {
  const byStem = new Map<string, Literal[]>();
  for (const literal of literals) {
    const dot = literal.segment.lastIndexOf('.');
    const stem =
      dot > 0 && /^\.[a-z][a-z0-9]{1,9}$/i.test(literal.segment.slice(dot)) ? literal.segment.slice(0, dot) : undefined;
    if (stem === undefined || profileOf(literal.nodes, words.profiles).live === 0) continue;
    const group = byStem.get(stem);
    if (group === undefined) byStem.set(stem, [literal]);
    else group.push(literal);
  }
  const taken = new Set<Literal>();
  const parameters: Parameter[] = [];
  for (const [stem, group] of byStem) {
    if (group.length < 2) continue;
    for (const literal of group) taken.add(literal);
    parameters.push({
      nodes: group.flatMap((literal) => literal.nodes),
      pools: [],
      words: group.map((literal) => ({
        segment: literal.segment,
        judgement: { parameter: true, logOdds: group.length, evidence: { 'form:format': 1 } },
        requests: literal.requests,
      })),
      prefix: `${stem}.`,
    });
  }
  return { literals: literals.filter((literal) => !taken.has(literal)), parameters };
}
