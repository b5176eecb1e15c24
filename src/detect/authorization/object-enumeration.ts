import { addRow, findRow, isRecent, type Rows } from '../../lib/bounded/index.ts';
import { LIMITS, type Counter, type Observation, type Outcome } from '../../model/index.ts';
import { defineActorRule, type ActorAnswer, type RuleLimits } from '../define.ts';
import { fires, silent } from './object-enumeration.examples.ts';
import {
  isAnonymous,
  isBulk,
  isPublic,
  NEW_READER,
  newReadership,
  noteAnswered,
  noteBulk,
  noteObject,
  otherReaders,
  usualObjects,
  type Reader,
  type Readership,
} from './readership.ts';
import { findSequence, type Sequence } from './sequence.ts';

/**
 * One object the actor asked for, as a row: key, time, the outermost and the innermost number among its ids (a walk may
 * go through users as well as through their invoices; -1 for none), 1 when answered with 403 or 404, 1 when its request
 * was answered for (its miss would only say the same again).
 */
const [TIME, OUTER, INNER, MISSED, REPORTED, WIDTH] = [1, 2, 3, 4, 5, 6] as const;

/** What one actor did in one collection. */
interface State extends Reader {
  readonly asked: Rows;
  /** Requests for the collection itself: its answer names objects, so reading those is no guessing. */
  listings: number;
  listedAt: number;
}

/** Path parameters that choose a slice of the data, not an object. */
const SLICE = /^(page|offset|start|limit|size|year|month|day|date|version|lang|language|locale)$/i;

export const objectEnumeration = defineActorRule<State, Readership>({
  id: 'object-enumeration',
  version: 1,
  title: 'Object enumeration: one actor walks through ids that are not its own',
  severity: 'high',
  references: ['API1:2023', 'OAT-011', 'CWE-639', 'CAPEC-210'],
  explanation:
    'Ids of orders, invoices or accounts are tried one after the other to read what belongs to others. The rule counts, for ' +
    'one actor and one collection, the different objects asked for, how many of them lie in a row, and how many were refused ' +
    'or not found. It stays silent where many actors read the same objects (a catalogue), where a list was read first that ' +
    'can have named them, where nobody else has objects or most read in bulk (interfaces for machines), and for people who read many objects in no order (support). It does ' +
    'not see ids that were harvested elsewhere and all exist, nor a walk spread thinly over many actors; a job that walks ' +
    'through everything customers own needs an exception.',
  limits: {
    windowMs: 3_600_000,
    /** Different objects in a row from which a walk is told. The busiest customers read about ten of their own. */
    objectsInSequence: 25,
    /** Share of neighbours one step apart. Support staff picking recent objects stay under 0.3. */
    sequentialShare: 0.75,
    /** Other actors that must use the collection: where nobody else has objects, a walk is a job over one's own. */
    otherReaders: 3,
    /** Share of misses that shows a walk to be guessing, whoever else uses the collection. */
    missedShareOfWalk: 0.15,
    /** Objects that one reading of the list can account for: a usual page. Larger, and a thief who first looks at the own
     * list takes that many more. */
    objectsPerListing: 30,
    /** Different objects refused or not found from which guessing is told, and their share of all. */
    missedObjects: 20,
    missedShare: 0.5,
    /** The same without a principal or in public collections, where dead links are met: more, and nearly all. */
    missedPublicObjects: 30,
    missedPublicShare: 0.8,
  },
  action: 'block-actor',
  blockMs: 900_000,
  key(observation, outcome) {
    if (outcome !== undefined && !tells(observation, outcome)) return undefined;
    const collection = collectionOf(observation);
    return collection === undefined ? undefined : `${observation.actor.id} ${collection}`;
  },
  initial: () => ({ asked: [], listings: 0, listedAt: 0, ...NEW_READER }),
  shared: {
    key: (observation) => (observation.objects.length === 0 ? undefined : collectionOf(observation)),
    initial: newReadership,
  },
  request(state, observation, limits, readership) {
    const { time, actor } = observation;
    if (readership === undefined) {
      noteListing(state, time, limits['windowMs'] ?? 0);
      return undefined;
    }
    const key = objectKey(observation);
    const known = findRow(state.asked, WIDTH, key);
    if (known >= 0) {
      state.asked[known + TIME] = time;
      return undefined;
    }
    const offset = addRow(state.asked, [key, time, ...numbersOf(observation), 0, 0], LIMITS.distinctPerActor);
    noteObject(readership, state, actor, key);
    const answer = judge(state, observation, limits, readership);
    if (answer !== undefined) state.asked[offset + REPORTED] = 1;
    return answer;
  },
  outcome(state, observation, outcome, limits, readership) {
    if (readership === undefined) return undefined;
    if (!isMiss(outcome)) {
      noteAnswered(readership, state);
      return undefined;
    }
    const offset = findRow(state.asked, WIDTH, objectKey(observation));
    if (offset < 0 || state.asked[offset + MISSED] === 1) return undefined;
    state.asked[offset + MISSED] = 1;
    return state.asked[offset + REPORTED] === 1 ? undefined : judge(state, observation, limits, readership);
  },
  examples: { fires, silent },
});

const isMiss = (outcome: Outcome): boolean => outcome.status === 403 || outcome.status === 404;

/** Misses of everybody, and what is handed out without a sign-in. */
const tells = (observation: Observation, outcome: Outcome): boolean =>
  observation.objects.length > 0 &&
  (isMiss(outcome) || (isAnonymous(observation.actor) && outcome.status >= 200 && outcome.status < 300));

/**
 * Host and path up to the last parameter: `/orders` for `/orders/{id}` and `/orders/{id}/items`. A path without
 * parameters is its own collection when it names an object in the query, or when it is read: then it lists.
 */
function collectionOf(observation: Observation): string | undefined {
  const { endpoint, objects, method, host } = observation;
  if (endpoint === null || method === 'OPTIONS') return undefined;
  if (objects.length === 0 && method !== 'GET') return undefined;
  const last = endpoint.template.lastIndexOf('/{');
  return host + (last < 0 ? endpoint.template : endpoint.template.slice(0, last));
}

/** All ids of the request together: order 7 of user 1 is not order 7 of user 2. */
function objectKey(observation: Observation): number {
  let key = 0x811c9dc5;
  for (const object of observation.objects) key = Math.imul(key ^ object.key, 0x01000193);
  return key >>> 0;
}

/** Outermost and innermost. */
function numbersOf(observation: Observation): readonly [number, number] {
  let outer = -1;
  let inner = -1;
  for (const { ordinal, name } of observation.objects) {
    if (ordinal === undefined || SLICE.test(name)) continue;
    inner = ordinal;
    if (outer < 0) outer = ordinal;
  }
  return [outer, inner];
}

function noteListing(state: State, time: number, windowMs: number): void {
  state.listings = isRecent(state.listedAt, time, windowMs) ? state.listings + 1 : 1;
  state.listedAt = time;
}

function judge(
  state: State,
  observation: Observation,
  limits: RuleLimits,
  readership: Readership,
): ActorAnswer | undefined {
  const { windowMs = 0, objectsInSequence = 0, missedObjects = 0, missedShareOfWalk = 0 } = limits;
  if (state.asked.length < Math.min(objectsInSequence, missedObjects) * WIDTH) return undefined;
  const open = isPublic(readership, state, observation.actor);
  const { asked, missed, sequence } = measure(state.asked, observation.time, windowMs, open);
  const listings = isRecent(state.listedAt, observation.time, windowMs) ? state.listings : 0;
  const inRow = isWalk(sequence, listings, limits);
  const walks = inRow && (missed >= asked * missedShareOfWalk || standsOut(readership, state, limits));
  const guesses = isGuessing(missed, asked, open, limits);
  if (!walks && !guesses) {
    if (!inRow && asked >= objectsInSequence) noteBulk(readership, state);
    return undefined;
  }
  const usual = usualObjects(readership);
  const counters: readonly Counter[] = [
    { name: 'different objects', value: asked, limit: objectsInSequence, windowMs },
    { name: 'share in sequence', value: round(sequence.share), limit: limits['sequentialShare'] ?? 0 },
    { name: 'refused or not found', value: missed, limit: missedObjects, windowMs },
    { name: 'readings of the list', value: listings, windowMs },
    ...(usual === undefined ? [] : [{ name: 'objects an actor usually asks for here', value: usual }]),
  ];
  return {
    confidence: confidenceOf(walks ? sequence.distinct / objectsInSequence : 0, guesses ? missed / missedObjects : 0),
    evidence: { statement: statementOf(asked, sequence, missed, windowMs), counters },
  };
}

/** What was asked for lately. In a public collection a walk is no question, and is not looked for. */
function measure(
  rows: Readonly<Rows>,
  now: number,
  windowMs: number,
  open: boolean,
): { asked: number; missed: number; sequence: Sequence } {
  const outer: number[] = [];
  const inner: number[] = [];
  let asked = 0;
  let missed = 0;
  for (let offset = 0; offset < rows.length; offset += WIDTH) {
    if (!isRecent(rows[offset + TIME] ?? 0, now, windowMs)) continue;
    asked++;
    missed += rows[offset + MISSED] ?? 0;
    const [first = -1, last = -1] = [rows[offset + OUTER], rows[offset + INNER]];
    if (open || last < 0) continue;
    inner.push(last);
    if (first !== last) outer.push(first);
  }
  return { asked, missed, sequence: longer(findSequence(inner), findSequence(outer)) };
}

const longer = (one: Sequence, other: Sequence): Sequence =>
  other.share * other.distinct > one.share * one.distinct ? other : one;

function isWalk(sequence: Sequence, listings: number, limits: RuleLimits): boolean {
  const { objectsInSequence = 0, sequentialShare = 0, objectsPerListing = 0 } = limits;
  if (sequence.distinct < objectsInSequence || sequence.share < sequentialShare) return false;
  return sequence.distinct > listings * objectsPerListing;
}

/** Others have objects here, and they do not read in bulk as a rule. */
const standsOut = (readership: Readership, state: State, limits: RuleLimits): boolean =>
  otherReaders(readership) >= (limits['otherReaders'] ?? 0) && !isBulk(readership, state);

function isGuessing(missed: number, asked: number, open: boolean, limits: RuleLimits): boolean {
  const { missedObjects = 0, missedShare = 0, missedPublicObjects = 0, missedPublicShare = 0 } = limits;
  return open
    ? missed >= missedPublicObjects && missed >= asked * missedPublicShare
    : missed >= missedObjects && missed >= asked * missedShare;
}

/** 0.75 at the limit, 0.95 at twice the limit; both signs together are surer than one. */
function confidenceOf(walk: number, guess: number): number {
  const one = 0.55 + 0.2 * Math.max(walk, guess);
  return round(Math.min(0.98, Math.min(0.95, one) + (walk > 0 && guess > 0 ? 0.03 : 0)));
}

function statementOf(asked: number, sequence: Sequence, missed: number, windowMs: number): string {
  const row = sequence.share >= 0.5 ? `, ${Math.round(sequence.share * 100)} % of them ${sequence.step} apart` : '';
  const refused = missed > 0 ? `, ${missed} refused or not found` : '';
  return `${asked} different objects asked for within ${Math.round(windowMs / 60_000)} min${row}${refused}`;
}

const round = (value: number): number => Math.round(value * 100) / 100;
