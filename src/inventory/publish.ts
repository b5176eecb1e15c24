import { createHash } from 'node:crypto';
import type { Endpoint, OperationRef, SegmentReason } from '../model/index.ts';
import { anonymousUse } from './answers.ts';
import { authUses } from './authentication.ts';
import { fieldsOf } from './fields.ts';
import type { Operation } from './operation.ts';
import { pathOfOperation } from './named-path.ts';
import { isNamed, readOperationKey } from './operation-key.ts';
import { describeParts, type DescribedParts } from './path/describe.ts';
import type { TemplatePlace } from './path/templates.ts';
import { mergedOperation } from './path/tree.ts';
import { useOf } from './use.ts';

/** An endpoint about to be published, with the operations it was made from. */
export interface Draft {
  readonly method: string;
  /** What it is told apart by at its place. */
  readonly key: string;
  readonly spoken?: OperationRef;
  readonly template: string;
  readonly segments: readonly SegmentReason[];
  readonly parts: DescribedParts;
  readonly place: TemplatePlace;
  readonly sources: readonly Operation[];
  readonly operation: Operation;
}

/** What of a host's places is an API endpoint. */
export function draftsOf(places: readonly TemplatePlace[]): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const place of places) {
    const live = [...place.operations].filter(([key, sources]) => isNamed(key) || isEndpoint(key, sources, place));
    if (live.length === 0) continue;
    const described = describeParts(place.parts);
    for (const [key, sources] of live) {
      const { method, operation: spoken } = readOperationKey(key, described.template);
      const parts = pathOfOperation(described, spoken);
      drafts.push({
        method,
        key,
        ...(spoken !== undefined && { spoken }),
        template: parts.template,
        segments: parts.segments,
        parts,
        place,
        sources,
        operation: mergedOperation(sources),
      });
    }
  }
  return drafts;
}

/** Statuses that a request reached its endpoint's code with: probes of what is not there end in 404, 403, 401 or 405. */
const REACHED = new Set([400, 409, 412, 415, 422, 429, 500, 502, 503, 504]);

function isEndpoint(method: string, sources: readonly Operation[], place: TemplatePlace): boolean {
  if (method === 'HEAD' && place.operations.has('GET')) return false;
  if (sources.some((operation) => operation.live > 0)) return true;
  // Where operations are known, what only failed asked for one that does not exist.
  if ([...place.operations.keys()].some((key) => key.startsWith(`${method} `))) return false;
  return sources.some(
    (operation) =>
      [...operation.statuses.keys()].some((status) => REACHED.has(status)) &&
      [...operation.auth.values()].some(({ credential }) => credential.scheme !== 'none'),
  );
}

/** Permanent id of an endpoint first seen under this template; `salt` tells apart a later one under the same text. */
export const endpointId = (key: string, host: string, canonical: string, salt = ''): string =>
  `E-${createHash('sha256').update(`${key} ${host} ${canonical}${salt}`).digest('hex').slice(0, 10)}`;

export function toEndpoint(
  draft: Draft,
  host: string,
  api: string,
  id: string,
  formerIds: readonly string[],
): Endpoint {
  const { operation } = draft;
  const fields = [...draft.parts.fields, ...fieldsOf(operation)];
  const anonymous = anonymousUse(operation.answers);
  return {
    id,
    formerIds,
    api,
    method: draft.method,
    host,
    template: draft.template,
    ...(draft.spoken !== undefined && { operation: draft.spoken }),
    segments: draft.segments,
    requests: operation.requests,
    statuses: counts(operation.statuses),
    ...(operation.failed !== undefined && { failed: operation.failed }),
    ...(operation.tools !== undefined && { tools: [...operation.tools.values()].toSorted(byName) }),
    firstSeen: operation.firstSeen,
    lastSeen: operation.lastSeen,
    auth: authUses(operation.auth),
    fields,
    dataClasses: classesOf(fields),
    requestContentTypes: counts(operation.requestTypes),
    responseContentTypes: counts(operation.responseTypes),
    ...(anonymous !== undefined && { anonymous }),
    ...(operation.use !== undefined && { use: useOf(operation.use) }),
    confidence: draft.segments.reduce((least, segment) => Math.min(least, segment.confidence), 1),
  };
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);

const counts = (map: ReadonlyMap<string | number, number>): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...map].map(([key, count]) => [String(key), count] as const).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

function classesOf(fields: Endpoint['fields']): Readonly<Record<string, number>> {
  const found = new Map<string, number>();
  for (const field of fields)
    for (const dataClass of Object.keys(field.classes)) found.set(dataClass, (found.get(dataClass) ?? 0) + 1);
  return counts(found);
}
