import type { z } from 'zod';
import { isOpen } from '../../findings/index.ts';
import { FINDING_STATES } from '../../model/index.ts';
import type { ActorFilter, EndpointFilter, FindingSelection } from '../contract/inputs.ts';
import type { ActorRow, EndpointRow, FindingRow } from '../types.ts';

const within = (wanted: readonly string[] | undefined, values: readonly string[]): boolean =>
  wanted === undefined || values.some((value) => wanted.includes(value));

const contains = (wanted: string | undefined, ...names: readonly string[]): boolean =>
  wanted === undefined || names.join(' ').toLowerCase().includes(wanted.toLowerCase());

/** Whether an endpoint passes all conditions of a filter. */
export function endpointMatches(row: EndpointRow, filter: Omit<z.output<typeof EndpointFilter>, 'limit'>): boolean {
  return (
    contains(filter.q, row.method, row.host + row.template, row.operation ?? '', row.id) &&
    (filter.api === undefined || row.api === filter.api) &&
    (filter.host === undefined || row.host === filter.host) &&
    within(filter.method, [row.method]) &&
    within(filter.authentication, [row.authentication]) &&
    within(filter.scheme, row.authSchemes) &&
    within(filter.dataClass, row.dataClasses) &&
    within(filter.class, row.classes) &&
    within(filter.protocol, [row.protocol]) &&
    (filter.owner === undefined || filter.owner === (row.owner ?? '')) &&
    (filter.owned === undefined || filter.owned === (row.owner !== null)) &&
    (filter.sensitive === undefined || filter.sensitive === row.dataClasses.length > 0) &&
    (filter.findings === undefined || filter.findings === row.openFindings > 0) &&
    (filter.newSince === undefined || row.firstSeen >= filter.newSince)
  );
}

type Selection = z.output<typeof FindingSelection>;

function statesOf(wanted: Selection['state']): readonly string[] | undefined {
  return wanted?.flatMap((state): readonly string[] => {
    if (state === 'open') return FINDING_STATES.filter(isOpen);
    return state === 'closed' ? FINDING_STATES.filter((one) => !isOpen(one)) : [state];
  });
}

/** Whether a finding passes all conditions of a filter. */
export function findingMatches(row: FindingRow, filter: Selection): boolean {
  return (
    contains(filter.q, row.id, row.title, row.summary, row.endpoint?.template ?? '') &&
    within(statesOf(filter.state), [row.state]) &&
    within(filter.severity, [row.severity]) &&
    (filter.kind === undefined || row.kind === filter.kind) &&
    within(filter.rule, [row.rule]) &&
    (filter.endpoint === undefined || row.endpoint?.id === filter.endpoint) &&
    (filter.actor === undefined || row.actors.includes(filter.actor)) &&
    (filter.succeeded === undefined || filter.succeeded === row.succeeded > 0) &&
    (filter.seenSince === undefined || row.lastSeen >= filter.seenSince)
  );
}

/** Whether an actor passes all conditions of a filter. */
export function actorMatches(row: ActorRow, filter: Omit<z.output<typeof ActorFilter>, 'limit'>): boolean {
  return (
    contains(filter.q, row.id, row.label, ...row.addresses) &&
    within(filter.kind, [row.kind]) &&
    within(filter.rule, row.rules) &&
    (filter.signals === undefined || filter.signals === row.signals > 0) &&
    (filter.blocked === undefined || filter.blocked === (row.blocked !== null)) &&
    (filter.seenSince === undefined || row.lastSeen >= filter.seenSince)
  );
}
