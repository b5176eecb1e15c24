import { type Actor, CodedError, LIMITS, type TransactionRecord } from '../../model/index.ts';
import type { Context, Handlers } from '../handler.ts';
import { createSorter, facetsOf, pageOf, type SortKey } from '../page.ts';
import type { ActorRow } from '../types.ts';
import { actorSentence, evidenceAgainst, evidenceFor, timelineOf } from '../views/actor-story.ts';
import { actorMatches } from '../views/filters.ts';
import { transactionRow } from '../views/rows.ts';

const KEYS: Readonly<Record<string, SortKey<ActorRow>>> = {
  lastSeen: (row) => row.lastSeen,
  firstSeen: (row) => row.firstSeen,
  requests: (row) => row.requests,
  refused: (row) => row.refused,
  errors: (row) => row.errors,
  signals: (row) => row.signals,
  findings: (row) => row.openFindings,
  label: (row) => row.label,
};

const FACETS: Readonly<Record<string, (row: ActorRow) => readonly string[]>> = {
  kind: (row) => [row.kind],
  rule: (row) => row.rules,
  blocked: (row) => [String(row.blocked !== null)],
};

/** Endpoints an actor asked most, as they are called now. */
async function busiest(
  { views }: Context,
  actor: Actor,
): Promise<{ endpoint: { id: string; template: string }; method: string; requests: number }[]> {
  const rows = new Map((await views.endpoints()).rows.map((row) => [row.id, row]));
  return Object.entries(actor.endpoints)
    .toSorted((a, b) => b[1] - a[1])
    .flatMap(([id, requests]) => {
      const row = rows.get(id);
      return row === undefined ? [] : [{ endpoint: { id, template: row.template }, method: row.method, requests }];
    });
}

/** An actor that analysis has not written down yet, from the requests the journal has of it. */
function fromJournal(records: readonly TransactionRecord[]): Actor | undefined {
  const [newest] = records;
  const oldest = records.at(-1);
  if (newest === undefined || oldest === undefined) return undefined;
  return {
    ...newest.actor,
    firstSeen: oldest.time,
    lastSeen: newest.time,
    requests: records.length,
    refused: records.filter((record) => record.end === 'refused').length,
    errors: records.filter((record) => record.status >= 400).length,
    addresses: [...new Set(records.map((record) => record.address))],
    userAgents: [],
    endpoints: {},
    signals: {},
  };
}

export function threatHandlers(context: Context): Handlers<'actors' | 'actor'> {
  const { deps, views } = context;
  const inOrder = createSorter(KEYS);
  return {
    async actors({ query }) {
      const { rows, partial } = await views.actors();
      const matching = inOrder(rows, query.sort ?? '-lastSeen').filter((row) => actorMatches(row, query));
      return { ...pageOf(matching, query, partial), facets: facetsOf(matching, FACETS) };
    },
    async actor({ params }) {
      const page = await deps.journal.query({ actor: params.id, limit: LIMITS.storyRows });
      const [kept] = await deps.records.get('actor', [params.id]);
      const actor = kept ?? fromJournal(page.records);
      if (actor === undefined) throw new CodedError('SP0004', `no actor ${params.id}`);
      const mitigations = (await views.mitigations()).rows.filter((row) => row.target.value === actor.id);
      const findings = (await views.findings()).rows.filter((finding) => finding.actors.includes(actor.id));
      const row = (await views.actors()).rows.find((one) => one.id === actor.id) ?? plainRow(actor);
      return {
        actor,
        row,
        sentence: actorSentence(actor, row, views.rule),
        for: evidenceFor(actor, page.records, views.rule),
        against: evidenceAgainst(actor, page.records),
        timeline: timelineOf(actor, page.records, mitigations, views.rule),
        timelinePartial: page.next !== undefined || page.partial,
        endpoints: await busiest(context, actor),
        findings,
        mitigations,
        transactions: page.records.slice(0, 20).map(transactionRow),
      };
    },
  };
}

const plainRow = ({ userAgents: _, endpoints: __, signals, ...rest }: Actor): ActorRow => ({
  ...rest,
  rules: Object.keys(signals),
  signals: 0,
  openFindings: 0,
  worst: null,
  blocked: null,
});
