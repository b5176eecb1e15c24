import { randomUUID } from 'node:crypto';
import { act, actionsFrom, isOpen, stateAt, type Undoable, undo, undoable } from '../../findings/index.ts';
import { CodedError, type Finding, LIMITS } from '../../model/index.ts';
import type { Caller } from '../auth/session.ts';
import type { Call, Context, Handlers } from '../handler.ts';
import { createSorter, facetsOf, pageOf, type SortKey } from '../page.ts';
import type { Exhibit, FindingRow } from '../types.ts';
import { curlFor } from '../views/curl.ts';
import { findingMatches } from '../views/filters.ts';
import { allSignals, severityRank, transactionRow } from '../views/rows.ts';

/** What is most pressing comes first: regressed and new before what somebody already looks at. */
const URGENCY = [
  'regressed',
  'new',
  'triaged',
  'fixing',
  'suppressed',
  'accepted',
  'fixed',
  'verified',
  'not-a-threat',
];

const KEYS: Readonly<Record<string, SortKey<FindingRow>>> = {
  severity: (row) =>
    severityRank(row.severity) * 100 - (isOpen(row.state) ? 0 : 1_000) + (row.state === 'regressed' ? 50 : 0),
  firstSeen: (row) => row.firstSeen,
  lastSeen: (row) => row.lastSeen,
  occurrences: (row) => row.occurrences,
  state: (row) => URGENCY.indexOf(row.state),
  title: (row) => row.title,
};

const FACETS: Readonly<Record<string, (row: FindingRow) => readonly string[]>> = {
  severity: (row) => [row.severity],
  state: (row) => [row.state],
  kind: (row) => [row.kind],
  rule: (row) => [row.rule],
  proof: (row) => [row.proof],
};

interface Changed {
  readonly before: Finding;
  readonly after: Finding;
}
interface Outcome {
  readonly changed: readonly Changed[];
  readonly refused: readonly { readonly id: string; readonly detail: string }[];
}

/** Actions that can still be taken back, newest last. */
type UndoShelf = Map<string, { readonly at: number; readonly actions: ReadonlyMap<string, Undoable> }>;

export function findingHandlers(context: Context): Handlers<'findings' | 'finding' | 'actOnFindings' | 'undoFindings'> {
  const { deps, views } = context;
  const shelf: UndoShelf = new Map();
  const inOrder = createSorter(KEYS);

  const keepForUndo = (changed: readonly Changed[], at: number): string | null => {
    if (changed.length === 0) return null;
    const id = `U-${randomUUID()}`;
    shelf.set(id, { at, actions: new Map(changed.map(({ before, after }) => [after.id, undoable(before, after)])) });
    if (shelf.size > LIMITS.undoActions) shelf.delete(shelf.keys().next().value as string);
    return id;
  };
  const rowsOf = async (changed: readonly Changed[]): Promise<readonly FindingRow[]> => {
    const ids = new Set(changed.map(({ after }) => after.id));
    return (await views.findings()).rows.filter((row) => ids.has(row.id));
  };

  return {
    async findings({ query }) {
      const { rows, partial } = await views.findings();
      const matching = inOrder(rows, query.sort ?? '-severity').filter((row) => findingMatches(row, query));
      return { ...pageOf(matching, query, partial), facets: facetsOf(matching, FACETS) };
    },
    finding: ({ params }) => findingDetail(context, params.id),
    async actOnFindings({ body, caller }) {
      const at = deps.clock();
      const by = caller.session.user;
      const ids = await selectedIds(context, body.select);
      const outcome = await changeAll(context, ids, (finding) => act(finding, body.action, { by, at }));
      await record(
        context,
        caller,
        `finding.${body.action.type}`,
        outcome,
        'reason' in body.action ? body.action.reason : undefined,
      );
      return {
        changed: await rowsOf(outcome.changed),
        refused: outcome.refused,
        undo: keepForUndo(outcome.changed, at),
      };
    },
    async undoFindings({ body, caller }) {
      const at = deps.clock();
      const by = caller.session.user;
      const kept = shelf.get(body.undo);
      if (kept === undefined || kept.at + LIMITS.undoMs < at)
        throw new CodedError('SP0004', 'nothing to take back under this id, or no longer');
      shelf.delete(body.undo);
      const outcome = await changeAll(context, [...kept.actions.keys()], (finding) => {
        const action = kept.actions.get(finding.id);
        return action === undefined
          ? { ok: false, why: 'it was not part of the action' }
          : undo(finding, action, { by, at });
      });
      await record(context, caller, 'finding.undo', outcome);
      return { changed: await rowsOf(outcome.changed), refused: outcome.refused };
    },
  };
}

async function selectedIds(
  { views }: Context,
  select: Call<'actOnFindings'>['body']['select'],
): Promise<readonly string[]> {
  if ('ids' in select) return [...new Set(select.ids)];
  const matching = (await views.findings()).rows.filter((row) => findingMatches(row, select.matching));
  if (matching.length === select.expected) return matching.map((row) => row.id);
  throw new CodedError('SP3008', `${matching.length} findings match now, not ${select.expected}`);
}

type Change = Parameters<Context['deps']['control']['changeFinding']>[1];

async function changeAll({ deps, views }: Context, ids: readonly string[], change: Change): Promise<Outcome> {
  const changed: Changed[] = [];
  const refused: { id: string; detail: string }[] = [];
  for (const id of ids) {
    let before: Finding | undefined;
    const outcome = await deps.control.changeFinding(id, (finding) => {
      before = finding;
      return change(finding);
    });
    if (outcome?.ok === true && before !== undefined) changed.push({ before, after: outcome.finding });
    else refused.push({ id, detail: outcome?.ok === false ? outcome.why : `no finding ${id}` });
  }
  views.changed('finding');
  return { changed, refused };
}

async function record(
  context: Context,
  caller: Caller,
  what: string,
  { changed }: Outcome,
  reason?: string,
): Promise<void> {
  for (const { before, after } of changed) {
    const comment = reason ?? after.timeline.at(-1)?.comment;
    await context.audit(caller, {
      what,
      object: after.id,
      before: {
        state: before.state,
        ...(before.suppressedUntil === undefined ? {} : { until: before.suppressedUntil }),
      },
      after: { state: after.state, ...(after.suppressedUntil === undefined ? {} : { until: after.suppressedUntil }) },
      ...(comment === undefined ? {} : { reason: comment }),
    });
  }
}

async function findingDetail(context: Context, id: string): Promise<Awaited<ReturnType<Handlers['finding']>>> {
  const { deps, views } = context;
  const [finding] = await deps.records.get('finding', [id]);
  if (finding === undefined) throw new CodedError('SP0004', `no finding ${id}`);
  const rows = await Promise.all(finding.transactions.map((transaction) => deps.journal.get(transaction)));
  const kept = rows.filter((record) => record !== undefined);
  const endpointId = finding.endpoint === null ? undefined : await views.endpointId(finding.endpoint);
  const { rows: mitigations } = await views.mitigations();
  return {
    finding,
    rule: views.rule(finding.rule) ?? null,
    endpoint: (await views.endpoints()).rows.find((row) => row.id === endpointId) ?? null,
    actors: (await views.actors()).rows.filter((actor) => finding.actors.includes(actor.id)),
    exhibit: kept[0] === undefined ? null : await exhibit(context, kept[0].id, finding.rule),
    control: finding.control === undefined ? null : await exhibit(context, finding.control, finding.rule),
    transactions: kept.map(transactionRow),
    mitigations: mitigations.filter((row) => finding.actors.includes(row.target.value)),
    actions: actionsFrom(stateAt(finding, deps.clock())),
  };
}

/** A transaction as evidence; null when the journal no longer holds it. */
async function exhibit({ deps }: Context, id: string, rule: string): Promise<Exhibit | null> {
  const record = await deps.journal.get(id);
  if (record === undefined) return null;
  const sample = (await deps.journal.sample(id)) ?? null;
  const { gateway } = await deps.control.status();
  return {
    transaction: transactionRow(record),
    sample,
    evidence: allSignals(record)
      .filter((signal) => signal.rule === rule)
      .map((signal) => signal.evidence),
    curl: curlFor(record, sample, gateway).command,
  };
}
