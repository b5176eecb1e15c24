import { createHash } from 'node:crypto';
import { LIMITS, type BaselineRecord, type Endpoint, type OperationContract } from '../../model/index.ts';
import { learnedContract, placeKey, shapeKey } from '../../specifications/index.ts';

/** Accepted anonymous requests until an endpoint counts as open: one may be a client's slip that the server forgave. */
const OPEN_AFTER = 3;
/** Share of all answers that a status must have had for its absence to say something. */
const USUAL = 0.5;

export function baselineOf(endpoint: Endpoint, contract: OperationContract): BaselineRecord {
  return {
    id: endpoint.id,
    contract,
    requests: endpoint.requests,
    lastSeen: endpoint.lastSeen,
    fields: Object.fromEntries(
      endpoint.fields.map((field) => [placeKey(field), [field.present, field.outOf] as const]),
    ),
    statuses: endpoint.statuses,
    accepted: acceptedOf(endpoint),
  };
}

function acceptedOf({ auth }: Endpoint): Readonly<Record<string, number>> {
  const accepted: Record<string, number> = {};
  for (const use of auth) accepted[use.scheme] = (accepted[use.scheme] ?? 0) + use.accepted;
  return accepted;
}

export const isSettled = ({ requests }: Pick<BaselineRecord, 'requests'>): boolean =>
  requests >= LIMITS.settledRequests;

/** Whether enough new traffic came to tell what is no longer there. */
export const isWindowFull = (baseline: Pick<BaselineRecord, 'requests'>, endpoint: Endpoint): boolean =>
  endpoint.requests - baseline.requests >= LIMITS.settledRequests * 4;

/**
 * What the endpoint does now. What is new shows at once; that something is gone shows only once enough traffic without it
 * came, because the learner's counts never fall: what was always there and was not once since the baseline is gone.
 */
export function presentContract(baseline: BaselineRecord, endpoint: Endpoint): OperationContract {
  const learned = learnedContract(endpoint);
  const full = isWindowFull(baseline, endpoint);
  const believed = new Map(baseline.contract.fields.map((field) => [placeKey(field), field]));
  const stats = new Map(endpoint.fields.map((field) => [placeKey(field), field]));
  const fields = learned.fields.filter((field) => {
    const key = placeKey(field);
    const before = believed.get(key);
    const [present = 0, outOf = 0] = baseline.fields[key] ?? [];
    const now = stats.get(key);
    if (now === undefined) return true;
    // Of a field that was gone before, only new sightings count.
    if (before === undefined) return now.present > present;
    const asked = now.outOf - outOf;
    return !(full && before.required && asked >= LIMITS.settledRequests && now.present === present);
  });
  const security = presentSecurity(baseline, endpoint, full, learned.security);
  const { security: _, ...rest } = learned;
  return {
    ...rest,
    fields,
    statuses: learned.statuses.filter((status) => !isStatusGone(status, baseline, endpoint, full)),
    ...(security !== undefined && { security }),
  };
}

function isStatusGone(status: string, baseline: BaselineRecord, endpoint: Endpoint, full: boolean): boolean {
  const before = baseline.statuses[status] ?? 0;
  const isSilent = endpoint.statuses[status] === before;
  if (!baseline.contract.statuses.includes(status)) return isSilent && before > 0;
  return full && isSilent && before >= baseline.requests * USUAL;
}

/** Required or open is judged by the requests accepted since the baseline, not by what was let in long ago. */
function presentSecurity(
  baseline: BaselineRecord,
  endpoint: Endpoint,
  full: boolean,
  learned: OperationContract['security'],
): OperationContract['security'] {
  const before = baseline.contract.security;
  if (learned === undefined || before === undefined) return learned;
  const now = acceptedOf(endpoint);
  const since = (scheme: string): number => (now[scheme] ?? 0) - (baseline.accepted[scheme] ?? 0);
  const schemes = learned.schemes.filter((scheme) => before.schemes.includes(scheme) || since(scheme) > 0);
  if (before.required) return { required: since('none') < OPEN_AFTER, schemes };
  const withCredentials = learned.schemes.reduce((sum, scheme) => sum + since(scheme), 0);
  return { required: full && since('none') === 0 && withCredentials >= LIMITS.settledRequests, schemes };
}

/** Equal for equal contracts; neither the order of fields nor what parameters are called matters. */
export function contractHash(contract: OperationContract): string {
  const { fields, template, ...rest } = contract;
  const lines = fields.map((field) => JSON.stringify(field)).toSorted();
  return createHash('sha256')
    .update(JSON.stringify([shapeKey(template), rest]))
    .update(lines.join('\n'))
    .digest('base64url')
    .slice(0, 16);
}
