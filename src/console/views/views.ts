import { isOpen } from '../../findings/index.ts';
import type { Mitigation, Severity } from '../../model/index.ts';
import { readRange } from '../address.ts';
import { createCollection } from '../collection.ts';
import type { ConsoleDeps, RuleInfo } from '../control.ts';
import { createMemo } from '../memo.ts';
import type { ActorRow, EndpointRow, FindingRow, MitigationRow } from '../types.ts';
import {
  type ActorSummary,
  actorSummary,
  type EndpointSummary,
  endpointSummary,
  findingRow,
  findingSummary,
  mitigationRow,
  worstOf,
} from './rows.ts';

export interface Rows<Row> {
  readonly rows: readonly Row[];
  /** There were more than the console reads. */
  readonly partial: boolean;
}

/** The records as lists to sort and filter, each row joined with what other records say about it. */
export interface Views {
  endpoints(): Promise<Rows<EndpointRow>>;
  findings(): Promise<Rows<FindingRow>>;
  actors(): Promise<Rows<ActorRow>>;
  /** Kept and standing measures, newest first. */
  mitigations(): Promise<Rows<MitigationRow>>;
  /** Present id of an endpoint by a present or former one. */
  endpointId(id: string): Promise<string | undefined>;
  rule(id: string): RuleInfo | undefined;
  /** To be called after a write, so that the next read shows it. */
  changed(kind: 'finding' | 'mitigation' | 'endpoint'): void;
}

type OpenFindings = ReadonlyMap<string, readonly Severity[]>;

const grouped = (findings: readonly FindingRow[], keys: (finding: FindingRow) => readonly string[]): OpenFindings => {
  const groups = new Map<string, Severity[]>();
  for (const finding of findings) {
    if (!isOpen(finding.state)) continue;
    for (const key of keys(finding)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [finding.severity]);
      else group.push(finding.severity);
    }
  }
  return groups;
};

const NONE_OPEN = { openFindings: 0, worst: null } as const;

const openPart = (
  open: OpenFindings,
  id: string,
): { readonly openFindings: number; readonly worst: Severity | null } => {
  const severities = open.get(id);
  if (severities === undefined) return NONE_OPEN;
  return { openFindings: severities.length, worst: worstOf(severities) };
};

/** The block that stops an actor, by its id or by one of its addresses. */
function blockFinder(active: readonly MitigationRow[]): (actor: ActorSummary) => Mitigation | null {
  const bare = active.map(({ state: _, label: __, ...mitigation }): Mitigation => mitigation);
  const exact = new Map(bare.map((mitigation) => [mitigation.target.value, mitigation]));
  const wide = bare
    .filter(({ target }) => target.kind === 'address' && target.value.includes('/'))
    .map((mitigation) => ({ mitigation, range: readRange(mitigation.target.value) }));
  return (actor) => {
    const direct = [actor.id, ...actor.addresses]
      .map((value) => exact.get(value))
      .find((mitigation) => mitigation !== undefined);
    const around = (): Mitigation | undefined =>
      wide.find(({ range }) => actor.addresses.some((address) => range.contains(address)))?.mitigation;
    return direct ?? around() ?? null;
  };
}

const joinEndpoints = (
  endpoints: readonly EndpointSummary[],
  findings: readonly FindingRow[],
): readonly EndpointRow[] => {
  const open = grouped(findings, (finding) => (finding.endpoint === null ? [] : [finding.endpoint.id]));
  return endpoints.map(({ formerIds: _, ...row }) => ({ ...row, ...openPart(open, row.id) }));
};

const joinActors = (
  actors: readonly ActorSummary[],
  findings: readonly FindingRow[],
  active: readonly MitigationRow[],
): readonly ActorRow[] => {
  const open = grouped(findings, (finding) => finding.actors);
  const blockOf = blockFinder(active);
  return actors.map((row) => ({ ...row, ...openPart(open, row.id), blocked: blockOf(row) }));
};

const joinMitigations = (
  mitigations: readonly Mitigation[],
  labels: ReadonlyMap<string, string>,
  now: number,
): readonly MitigationRow[] =>
  mitigations
    .map((mitigation) => mitigationRow(mitigation, labels.get(mitigation.target.value) ?? mitigation.target.value, now))
    .toSorted((a, b) => b.since - a.since || (a.id < b.id ? 1 : -1));

/** Endpoints by their former and present ids; where both claim one, the present owner has it. */
const byAnyId = (endpoints: readonly EndpointSummary[]): ReadonlyMap<string, EndpointSummary> =>
  new Map([
    ...endpoints.flatMap((row) => row.formerIds.map((id) => [id, row] as const)),
    ...endpoints.map((row) => [row.id, row] as const),
  ]);

export function createViews({ records, control, rules, clock }: ConsoleDeps): Views {
  const endpoints = createCollection(records, 'endpoint', endpointSummary);
  const findings = createCollection(records, 'finding', findingSummary);
  const actors = createCollection(records, 'actor', actorSummary);
  const mitigations = createCollection(records, 'mitigation', (mitigation): Mitigation => mitigation);
  const rulesById = new Map(rules.map((rule) => [rule.id, rule]));
  const idMemo = createMemo<ReadonlyMap<string, EndpointSummary>>();
  const endpointMemo = createMemo<readonly EndpointRow[]>();
  const findingMemo = createMemo<readonly FindingRow[]>();
  const actorMemo = createMemo<readonly ActorRow[]>();
  const labelMemo = createMemo<ReadonlyMap<string, string>>();

  const endpointsById = async (): Promise<ReadonlyMap<string, EndpointSummary>> => {
    const { rows } = await endpoints.rows();
    return idMemo([rows], () => byAnyId(rows));
  };

  const views: Views = {
    async endpoints() {
      const { rows, partial } = await endpoints.rows();
      const all = (await views.findings()).rows;
      return { partial, rows: endpointMemo([rows, all], () => joinEndpoints(rows, all)) };
    },
    async findings() {
      const { rows, partial } = await findings.rows();
      const byId = await endpointsById();
      const now = clock();
      // States change by themselves only where a suppression falls due.
      const due = rows.filter((row) => row.suppressedUntil !== undefined && row.suppressedUntil <= now).length;
      const join = (): readonly FindingRow[] => rows.map((row) => findingRow(row, byId.get(row.endpoint ?? ''), now));
      return { partial, rows: findingMemo([rows, byId, due], join) };
    },
    async actors() {
      const { rows, partial } = await actors.rows();
      const all = (await views.findings()).rows;
      const active = (await views.mitigations()).rows.filter((row) => row.state === 'active');
      const standing = active.map((row) => row.id).join();
      return { partial, rows: actorMemo([rows, all, standing], () => joinActors(rows, all, active)) };
    },
    async mitigations() {
      const kept = await mitigations.rows();
      // The gateway's word on what stands now is newer than what was written down.
      const all = [...kept.rows, ...(await control.mitigations())];
      const { rows: known } = await actors.rows();
      const labels = labelMemo([known], () => new Map(known.map((actor) => [actor.id, actor.label])));
      const newest = new Map(all.map((mitigation) => [mitigation.id, mitigation]));
      return { partial: kept.partial, rows: joinMitigations([...newest.values()], labels, clock()) };
    },
    endpointId: async (id) => (await endpointsById()).get(id)?.id,
    rule: (id) => rulesById.get(id),
    changed: (kind) => ({ finding: findings, mitigation: mitigations, endpoint: endpoints })[kind].invalidate(),
  };
  return views;
}
