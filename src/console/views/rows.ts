import { stateAt } from '../../findings/index.ts';
import {
  type Actor,
  type Endpoint,
  type Finding,
  type Mitigation,
  SEVERITIES,
  type Severity,
  type TransactionRecord,
} from '../../model/index.ts';
import type { ActorRow, EndpointRow, FindingRow, MitigationRow, TransactionRow } from '../types.ts';

/** What is held of an endpoint between two requests; what other records say about it is joined on demand. */
export interface EndpointSummary extends Omit<EndpointRow, 'openFindings' | 'worst'> {
  readonly formerIds: readonly string[];
}
export type ActorSummary = Omit<ActorRow, 'openFindings' | 'worst' | 'blocked'>;
/** A finding without its long parts. */
export type FindingSummary = Omit<Finding, 'evidence' | 'timeline' | 'counterEvidence' | 'references'>;

export const severityRank = (severity: Severity): number => SEVERITIES.indexOf(severity);

export const worstOf = (severities: readonly Severity[]): Severity | null =>
  severities.toSorted((a, b) => severityRank(b) - severityRank(a))[0] ?? null;

/** Judged by accepted answers: what the API demands shows in what it lets in. */
export function authenticationOf(endpoint: Pick<Endpoint, 'auth'>): EndpointRow['authentication'] {
  const accepted = endpoint.auth.filter((use) => use.accepted > 0);
  const without = accepted.some((use) => use.scheme === 'none');
  const withSome = accepted.some((use) => use.scheme !== 'none');
  if (without) return withSome ? 'optional' : 'none';
  return withSome ? 'required' : 'unknown';
}

function statusClasses(statuses: Readonly<Record<string, number>>): Record<string, number> {
  const classes: Record<string, number> = {};
  for (const [status, requests] of Object.entries(statuses)) {
    const name = `${status[0] ?? '0'}xx`;
    classes[name] = (classes[name] ?? 0) + requests;
  }
  return classes;
}

export const endpointSummary = (endpoint: Endpoint): EndpointSummary => ({
  id: endpoint.id,
  formerIds: endpoint.formerIds,
  api: endpoint.api,
  method: endpoint.method,
  host: endpoint.host,
  template: endpoint.template,
  operation: endpoint.operation?.name ?? null,
  protocol: endpoint.operation?.protocol ?? 'rest',
  requests: endpoint.requests,
  statusClasses: statusClasses(endpoint.statuses),
  firstSeen: endpoint.firstSeen,
  lastSeen: endpoint.lastSeen,
  authentication: authenticationOf(endpoint),
  authSchemes: [...new Set(endpoint.auth.map((use) => use.scheme).filter((scheme) => scheme !== 'none'))],
  dataClasses: Object.keys(endpoint.dataClasses).toSorted(),
  classes: [...new Set(endpoint.classes?.map((one) => one.class))],
  owner: endpoint.owner?.name ?? null,
  confidence: endpoint.confidence,
});

export const actorSummary = (actor: Actor): ActorSummary => ({
  id: actor.id,
  kind: actor.kind,
  label: actor.label,
  firstSeen: actor.firstSeen,
  lastSeen: actor.lastSeen,
  requests: actor.requests,
  refused: actor.refused,
  errors: actor.errors,
  addresses: actor.addresses,
  rules: Object.keys(actor.signals).toSorted(),
  signals: Object.values(actor.signals).reduce((sum, seen) => sum + seen, 0),
});

export const findingSummary = ({ evidence, timeline, counterEvidence, references, ...rest }: Finding): FindingSummary =>
  rest;

/** Where many operations share a place, the place alone does not say which is meant. */
const labelOf = (endpoint: EndpointSummary | undefined): string | undefined =>
  endpoint === undefined || endpoint.operation === null
    ? endpoint?.template
    : `${endpoint.template} ${endpoint.operation}`;

export function findingRow(finding: FindingSummary, endpoint: EndpointSummary | undefined, now: number): FindingRow {
  return {
    id: finding.id,
    kind: finding.kind,
    rule: finding.rule,
    title: finding.title,
    summary: finding.summary,
    severity: finding.severity,
    confidence: finding.confidence,
    proof: finding.proof,
    state: stateAt(finding, now),
    endpoint:
      finding.endpoint === null
        ? null
        : { id: endpoint?.id ?? finding.endpoint, template: labelOf(endpoint) ?? finding.endpoint },
    method: endpoint?.method ?? null,
    actors: finding.actors,
    firstSeen: finding.firstSeen,
    lastSeen: finding.lastSeen,
    occurrences: finding.occurrences,
    refused: finding.refused,
    succeeded: finding.succeeded,
    suppressedUntil: finding.suppressedUntil ?? null,
  };
}

export const allSignals = (record: TransactionRecord): TransactionRecord['requestSignals'] => [
  ...record.requestSignals,
  ...record.responseSignals,
  ...record.stateSignals,
];

export const transactionRow = (record: TransactionRecord): TransactionRow => ({
  id: record.id,
  time: record.time,
  durationMs: record.durationMs,
  method: record.method,
  host: record.host,
  path: record.path,
  query: record.query,
  endpoint: record.endpoint,
  status: record.status,
  end: record.end,
  requestBytes: record.requestBytes,
  responseBytes: record.responseBytes,
  address: record.address,
  sensor: record.sensor ?? null,
  actor: record.actor,
  conclusion: record.verdict.conclusion,
  wouldBe: record.verdict.wouldBe,
  reason: record.verdict.reason,
  rules: [...new Set(allSignals(record).map((signal) => signal.rule))],
});

export function mitigationRow(mitigation: Mitigation, label: string, now: number): MitigationRow {
  const state = mitigation.ended !== undefined ? 'ended' : mitigation.until <= now ? 'expired' : 'active';
  return { ...mitigation, state, label };
}
