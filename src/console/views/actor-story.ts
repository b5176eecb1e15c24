import type { Actor, TransactionRecord } from '../../model/index.ts';
import type { ActorEvent, ActorRow, MitigationRow, Statement } from '../types.ts';
import type { RuleInfo } from '../control.ts';
import { allSignals } from './rows.ts';
import { iso, many, percent } from './sentences.ts';

type RuleOf = (id: string) => RuleInfo | undefined;

const MAX_EVENTS = 200;

/** What happened with one request, as events worth telling. */
function eventsOf(record: TransactionRecord, known: Set<string>, ruleOf: RuleOf): readonly ActorEvent[] {
  const event = (kind: ActorEvent['kind'], title: string, severity: ActorEvent['severity'] = null): ActorEvent => ({
    time: record.time,
    kind,
    title,
    times: 1,
    transaction: record.id,
    severity,
  });
  const events: ActorEvent[] = [];
  if (known.size > 0 && !known.has(record.address)) events.push(event('new-address', `came from ${record.address}`));
  known.add(record.address);
  if (record.login !== undefined) events.push(event('login', `login: ${record.login.result ?? 'result unknown'}`));
  for (const rule of new Set(allSignals(record).map((signal) => signal.rule))) {
    const info = ruleOf(rule);
    events.push(event('signal', info?.title ?? rule, info?.severity ?? 'info'));
  }
  if (record.verdict.conclusion === 'block') events.push(event('refused', `refused: ${record.verdict.reason}`));
  return events;
}

/** Neighbours that tell the same are told once, with how often. */
function merged(events: readonly ActorEvent[]): readonly ActorEvent[] {
  const told: ActorEvent[] = [];
  const open = new Map<string, number>();
  for (const event of events) {
    const key = `${event.kind} ${event.title}`;
    const at = open.get(key);
    const last = at === undefined ? undefined : told[at];
    if (at !== undefined && last !== undefined && event.time - last.time < MERGE_MS)
      told[at] = { ...last, times: last.times + 1 };
    else open.set(key, told.push(event) - 1);
  }
  return told;
}
/** Within a minute the same thing again is one event. */
const MERGE_MS = 60_000;

/** The actor's life from oldest to newest. `records` come newest first. */
export function timelineOf(
  actor: Actor,
  records: readonly TransactionRecord[],
  mitigations: readonly MitigationRow[],
  ruleOf: RuleOf,
): readonly ActorEvent[] {
  const known = new Set<string>();
  const seen = records.toReversed().flatMap((record) => eventsOf(record, known, ruleOf));
  const plain = { times: 1, transaction: null, severity: null } as const;
  const measures = mitigations.flatMap((row): ActorEvent[] => [
    { ...plain, time: row.since, kind: 'blocked', title: `blocked until ${iso(row.until)}: ${row.reason}` },
    ...(row.ended === undefined
      ? []
      : [{ ...plain, time: row.ended.at, kind: 'ended' as const, title: `block ended by ${row.ended.by}` }]),
  ]);
  const middle = [...merged(seen), ...measures].toSorted((a, b) => a.time - b.time).slice(-MAX_EVENTS);
  return [
    { ...plain, time: actor.firstSeen, kind: 'first-seen', title: 'first seen' },
    ...middle,
    { ...plain, time: actor.lastSeen, kind: 'last-seen', title: 'last seen' },
  ];
}

const explore = (actor: Actor, more: string): string => `/explore?actor=${encodeURIComponent(actor.id)}${more}`;

/** What speaks for it being an attacker; each statement leads to its rows. */
export function evidenceFor(actor: Actor, records: readonly TransactionRecord[], ruleOf: RuleOf): readonly Statement[] {
  const statements: Statement[] = [];
  for (const [rule, signals] of Object.entries(actor.signals).toSorted((a, b) => b[1] - a[1])) {
    const newest = records.flatMap(allSignals).find((signal) => signal.rule === rule);
    const said = newest === undefined ? '' : `, lately: ${newest.evidence.statement}`;
    statements.push({
      statement: `${ruleOf(rule)?.title ?? rule}: ${many(signals, 'signal')}${said}`,
      link: explore(actor, `&rule=${rule}`),
    });
  }
  if (actor.refused > 0) {
    statements.push({
      statement: `${many(actor.refused, 'request')} refused`,
      link: explore(actor, '&conclusion=block'),
    });
  }
  if (actor.requests >= 10 && actor.errors / actor.requests > 0.5) {
    statements.push({
      statement: `${percent(actor.errors / actor.requests)} of its requests ended in an error`,
      link: explore(actor, '&status=4xx'),
    });
  }
  const failed = records.filter((record) => record.login?.result === 'failure');
  const names = new Set(failed.map((record) => record.login?.name)).size;
  if (names > 1)
    statements.push({ statement: `failed to log in under ${names} different names`, link: explore(actor, '') });
  return statements;
}

/** What speaks against it. Never empty: when nothing does, that is said with what was looked at. */
export function evidenceAgainst(actor: Actor, records: readonly TransactionRecord[]): readonly Statement[] {
  const statements: Statement[] = [];
  const calm = records.filter(
    (record) => allSignals(record).length === 0 && record.status >= 200 && record.status < 300,
  );
  if (calm.length > 0) {
    statements.push({
      statement: `${calm.length} of the last ${many(records.length, 'request')} were answered with success and raised no signal`,
      link: explore(actor, ''),
    });
  }
  const days = (actor.lastSeen - actor.firstSeen) / 86_400_000;
  if (days >= 1)
    statements.push({
      statement: `known for ${many(Math.floor(days), 'day')}, since ${iso(actor.firstSeen)}`,
      link: null,
    });
  if (records.some((record) => record.login?.result === 'success')) {
    statements.push({ statement: 'logged in with success', link: explore(actor, '') });
  }
  if (actor.kind === 'address') {
    const programs = actor.userAgents.length > 1 ? ` (${actor.userAgents.length} different programs were seen)` : '';
    statements.push({ statement: `known by its address only: several people can share one${programs}`, link: null });
  }
  if (actor.kind === 'fingerprint')
    statements.push({
      statement: 'known by its fingerprint only: the same program looks alike for everybody',
      link: null,
    });
  if (statements.length === 0) {
    statements.push({
      statement: `nothing found in the last ${many(records.length, 'request')}; whether a person or a program is behind it was not checked`,
      link: null,
    });
  }
  return statements;
}

/** One sentence on who it is, what it did, and whether it is stopped. */
export function actorSentence(actor: Actor, row: ActorRow, ruleOf: RuleOf): string {
  const rules = Object.entries(actor.signals)
    .toSorted((a, b) => b[1] - a[1])
    .map(([rule]) => ruleOf(rule)?.title ?? rule);
  const did = rules.length === 0 ? 'raised no signal' : `raised ${many(row.signals, 'signal')}, most for: ${rules[0]}`;
  const refused = actor.refused > 0 ? `, ${many(actor.refused, 'request')} refused` : '';
  const stopped = row.blocked === null ? 'not blocked now' : `blocked until ${iso(row.blocked.until)}`;
  return `${actor.label} made ${many(actor.requests, 'request')} and ${did}${refused}; ${stopped}.`;
}
