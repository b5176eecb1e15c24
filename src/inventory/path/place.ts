import { companyOf, type Candidate, type ParentKind } from './evidence.ts';
import { judge, type Judgement } from './judge.ts';
import { profileOf, type ProfileMemo } from './profile.ts';
import { decodeSegment } from './segments.ts';
import type { TreeNode } from './tree.ts';
import { readWord } from './word-form.ts';

/** What one host tells about words, beside its tree. */
export interface HostWords {
  isValue(word: string): boolean;
  isKey(word: string): boolean;
  /** The word was surely a parameter's value at a place other than the one that judges it so with `logOdds`. */
  isValueElsewhere(word: string, logOdds: number): boolean;
  readonly profiles: ProfileMemo;
}

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
}

export interface Decision {
  readonly literals: readonly Literal[];
  readonly parameters: readonly Parameter[];
}

const UNJUDGED: Judgement = { parameter: false, logOdds: 0, evidence: {} };

/** Decides which words below some nodes, taken as one place, are routes and which are values of its parameter. */
export function decidePlace(nodes: readonly TreeNode[], parent: ParentKind, words: HostWords): Decision {
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
  const isParameter = (candidate: Candidate): boolean => judged.get(candidate)?.parameter ?? false;
  const hasParameter = pools.length > 0 || candidates.some(isParameter);
  const values: Candidate[] = [];
  const literals: Literal[] = [];
  for (const candidate of candidates) {
    const value =
      candidate.profile.live > 0 ? isParameter(candidate) : hasParameter && candidate.word.form !== 'version';
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
  };
  return { literals: formats.literals, parameters: [...formats.parameters, parameter] };
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
  return {
    segment,
    word: readWord(decoded),
    profile: profileOf(nodes, words.profiles),
    inValues: words.isValue(decoded),
    inKeys: words.isKey(decoded),
  };
}

/** Twice: first beside all unknown words, then beside those that the first round took for values. */
function judgeAll(
  candidates: readonly Candidate[],
  pools: readonly TreeNode[],
  parent: ParentKind,
  words: HostWords,
): ReadonlyMap<Candidate, Judgement> {
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
  const first = companyOf(
    open.filter(({ word, inValues, inKeys }) => word.known < 0.5 || (inValues && !inKeys)),
    strong,
  );
  const values = open.filter((candidate) => judge(candidate, parent, first, false).parameter);
  const second = companyOf(values, strong);
  for (const candidate of open) {
    const alone = judge(candidate, parent, second, false);
    const elsewhere = words.isValueElsewhere(candidate.segment, alone.logOdds);
    judged.set(candidate, elsewhere ? judge(candidate, parent, second, true) : alone);
  }
  return judged;
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
