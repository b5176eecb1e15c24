import { bump } from './bump.ts';
import { hash32 } from '../lib/text/hash.ts';
import type { Endpoint, TransactionResponse } from '../model/index.ts';

/** How requests of one kind (with credentials, without) were answered. Weighted, mergeable. */
export interface Answers {
  requests: number;
  accepted: number;
  /** Status class → requests. */
  readonly statuses: Map<number, number>;
  /** 2xx answers whose body could be read, and in how many of them each top member (hashed) stood; the first members only. */
  bodies: number;
  readonly members: Map<number, number>;
}

export interface AnswersByCredential {
  readonly with: Answers;
  readonly without: Answers;
}

/** Bodies looked at: more tell the shares of members no better. */
const BODIES = 512;
/** Members told apart. */
const MEMBERS = 64;
/** Requests of each kind before the two are compared. */
const ENOUGH = 5;
/** Share of answers that must differ in status class to call them different. */
const DIFFERENT = 0.3;

const newAnswers = (): Answers => ({ requests: 0, accepted: 0, statuses: new Map(), bodies: 0, members: new Map() });
export const newAnswersByCredential = (): AnswersByCredential => ({ with: newAnswers(), without: newAnswers() });

export function addAnswer(
  answers: Answers,
  status: number,
  response: TransactionResponse | undefined,
  weight: number,
): void {
  const accepted = status >= 200 && status < 300;
  answers.requests += weight;
  if (accepted) answers.accepted += weight;
  bump(answers.statuses, Math.trunc(status / 100), weight);
  const members = accepted && answers.bodies < BODIES ? membersOf(response) : undefined;
  if (members === undefined) return;
  answers.bodies += weight;
  for (const member of members) addMember(answers.members, hash32(member, 0), weight);
}

function addMember(members: Map<number, number>, member: number, weight: number): void {
  if (members.has(member) || members.size < MEMBERS) bump(members, member, weight);
}

/** Top member names, of a list those of its first member; undefined when nothing is known of the body. */
function membersOf(response: TransactionResponse | undefined): readonly string[] | undefined {
  const body = response?.body;
  if (body === undefined || body.kind === 'unread') return undefined;
  if (body.kind !== 'json')
    return body.kind === 'none' && response?.rawBody.complete !== true ? undefined : [body.kind];
  const list = Array.isArray(body.value);
  const value: unknown = list ? (body.value as readonly unknown[])[0] : body.value;
  // An empty list has the members of any list.
  if (list && value === undefined) return undefined;
  const place = list ? '[]' : '';
  if (value === null || typeof value !== 'object') return [`${place}${typeof value}`];
  return Object.keys(value)
    .slice(0, MEMBERS)
    .map((key) => `${place}.${key}`);
}

export function mergeAnswers(into: AnswersByCredential, from: AnswersByCredential): void {
  for (const kind of ['with', 'without'] as const) {
    const own = into[kind];
    const other = from[kind];
    own.requests += other.requests;
    own.accepted += other.accepted;
    for (const [status, count] of other.statuses) bump(own.statuses, status, count);
    own.bodies += other.bodies;
    for (const [member, count] of other.members) addMember(own.members, member, count);
  }
}

/** What requests without credentials get; undefined when there were none. */
export function anonymousUse(answers: AnswersByCredential | undefined): Endpoint['anonymous'] | undefined {
  if (answers === undefined || answers.without.requests === 0) return undefined;
  const { requests, accepted } = answers.without;
  return { requests, accepted, answers: compared(answers) };
}

function compared({ with: known, without }: AnswersByCredential): 'same' | 'different' | 'unknown' {
  if (known.requests < ENOUGH || without.requests < ENOUGH) return 'unknown';
  if (distance(known.statuses, without.statuses) > DIFFERENT) return 'different';
  // Where nobody is let in, or no body could be read, the statuses are all there is.
  if (known.accepted === 0 && without.accepted === 0) return 'same';
  const bodies = Math.min(known.bodies, without.bodies);
  if (bodies < ENOUGH) return 'unknown';
  return widestGap(known, without) > 0.5 + 0.9 / Math.sqrt(bodies) ? 'different' : 'same';
}

/** The member whose presence differs most; optional members differ by chance, the less the more answers there are. */
function widestGap(one: Answers, two: Answers): number {
  let widest = 0;
  for (const key of new Set([...one.members.keys(), ...two.members.keys()]))
    widest = Math.max(
      widest,
      Math.abs((one.members.get(key) ?? 0) / one.bodies - (two.members.get(key) ?? 0) / two.bodies),
    );
  return widest;
}

/** Half the sum of differences of the shares: 0 alike, 1 nothing in common. */
function distance<K>(one: ReadonlyMap<K, number>, two: ReadonlyMap<K, number>): number {
  const all = [total(one), total(two)] as const;
  let sum = 0;
  for (const key of new Set([...one.keys(), ...two.keys()]))
    sum += Math.abs((one.get(key) ?? 0) / all[0] - (two.get(key) ?? 0) / all[1]);
  return sum / 2;
}

const total = <K>(counts: ReadonlyMap<K, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);
