import { z } from 'zod';
import { count, facetedPageOf, identifier, pageOf, queryListOf, reason } from '../schemas/base.ts';
import { byId, paging, FindingFilter, FindingSelection, FindingActionBody, BlockTarget, durationMs } from './inputs.ts';
import * as view from '../schemas/views.ts';
import type { RouteContract } from './route.ts';

/** Findings and standing measures, and what people do about them. */
export const RESPOND_ROUTES = {
  findings: {
    method: 'GET',
    path: '/findings',
    summary:
      'Findings. Sort by severity, firstSeen, lastSeen, occurrences, state, title; `-` before the name turns it round',
    tag: 'findings',
    access: 'viewer',
    query: FindingFilter,
    answer: facetedPageOf(view.FindingRow),
  },
  finding: {
    method: 'GET',
    path: '/findings/:id',
    summary: 'One finding with its evidence',
    tag: 'findings',
    access: 'viewer',
    params: byId,
    answer: view.FindingDetail,
  },
  actOnFindings: {
    method: 'POST',
    path: '/findings/actions',
    summary: 'Change the state of findings, by id or all that match',
    tag: 'findings',
    access: 'analyst',
    body: z.strictObject({
      action: FindingActionBody,
      select: z.union([
        z.object({ ids: z.array(identifier).min(1).max(1_000) }),
        /** All that match; refused when their number is no longer the one the person saw. */
        z.object({ matching: FindingSelection, expected: count }),
      ]),
    }),
    answer: z.object({
      changed: z.array(view.FindingRow),
      refused: z.array(z.object({ id: z.string(), detail: z.string() })),
      /** Pass to undo; null when nothing changed. */
      undo: z.string().nullable(),
    }),
  },
  undoFindings: {
    method: 'POST',
    path: '/findings/undo',
    summary: 'Take an action on findings back',
    tag: 'findings',
    access: 'analyst',
    body: z.strictObject({ undo: identifier }),
    answer: z.object({
      changed: z.array(view.FindingRow),
      refused: z.array(z.object({ id: z.string(), detail: z.string() })),
    }),
  },
  mitigations: {
    method: 'GET',
    path: '/mitigations',
    summary: 'Standing measures, newest first',
    tag: 'response',
    access: 'viewer',
    query: z.strictObject({
      state: queryListOf(['active', 'expired', 'ended']).exactOptional(),
      target: identifier.exactOptional(),
      ...paging,
    }),
    answer: pageOf(view.MitigationRow),
  },
  mitigation: {
    method: 'GET',
    path: '/mitigations/:id',
    summary: 'One standing measure with what it refused',
    tag: 'response',
    access: 'viewer',
    params: byId,
    answer: z.object({
      mitigation: view.MitigationRow,
      /** Requests refused by it; null when its target is an address range. */
      hits: z.object({ value: count, exact: z.boolean() }).nullable(),
      actor: view.ActorRow.nullable(),
    }),
  },
  previewBlock: {
    method: 'POST',
    path: '/mitigations/preview',
    summary: 'Who a block would hit, from the last seven days',
    tag: 'response',
    access: 'viewer',
    body: z.strictObject({ target: BlockTarget, durationMs }),
    answer: view.BlockPreview,
  },
  block: {
    method: 'POST',
    path: '/mitigations',
    summary: 'Block an actor or an address for a time',
    tag: 'response',
    access: 'analyst',
    body: z.strictObject({
      target: BlockTarget,
      durationMs,
      reason,
      /** The number of good users that the preview counted, where it counted any. */
      acceptHarm: count.exactOptional(),
    }),
    answer: view.MitigationRow,
  },
  endMitigation: {
    method: 'POST',
    path: '/mitigations/:id/end',
    summary: 'End a standing measure now',
    tag: 'response',
    access: 'analyst',
    params: byId,
    body: z.strictObject({ reason }),
    answer: view.MitigationRow,
  },
} as const satisfies Record<string, RouteContract>;
