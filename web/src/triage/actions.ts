import type { FindingActionInput, FindingDetail } from '../api/types.gen.ts';

export type ActionType = FindingDetail['actions'][number];

interface ActionSpec {
  /** On the button. */
  readonly title: string;
  /** In the toast, after a number: "2 findings suppressed". */
  readonly done: string;
  readonly key: string;
  /** What must be said first; none means it is done at once, with Undo. */
  readonly asks: readonly ('reason' | 'end' | 'approver' | 'comment')[];
}

export const ACTIONS: Readonly<Record<ActionType, ActionSpec>> = {
  triage: { title: 'Mark triaged', done: 'marked triaged', key: 'm', asks: [] },
  'start-fix': { title: 'Start fix', done: 'marked as being fixed', key: 'w', asks: [] },
  fixed: { title: 'Fixed', done: 'marked fixed', key: 'f', asks: [] },
  suppress: { title: 'Suppress', done: 'suppressed', key: 's', asks: ['reason', 'end'] },
  'not-a-threat': { title: 'Not a threat', done: 'marked not a threat', key: 'n', asks: ['reason'] },
  accept: { title: 'Accept risk', done: 'accepted as a risk', key: 'a', asks: ['reason', 'approver', 'end'] },
  reopen: { title: 'Reopen', done: 'reopened', key: 'r', asks: ['reason'] },
  comment: { title: 'Comment', done: 'commented', key: 'c', asks: ['comment'] },
};

/** Actions offered for a selection whose states differ; the server refuses those that do not fit and says which. */
export const BULK_ACTIONS: readonly ActionType[] = ['triage', 'suppress', 'not-a-threat', 'fixed', 'reopen'];

export const REASONS = [
  'Known test or scan of our own',
  'Fixed elsewhere, waiting for release',
  'Accepted partner behaviour',
  'Duplicate of another finding',
  'Not reachable from outside',
] as const;

export interface Said {
  readonly reason: string;
  readonly comment: string;
  readonly approver: string;
  /** Milliseconds since the epoch. */
  readonly end: number;
}

/** The action as the API takes it. */
export function actionInput(type: ActionType, said: Said): FindingActionInput {
  switch (type) {
    case 'triage':
    case 'start-fix':
    case 'fixed':
      return { type };
    case 'suppress':
      return { type, reason: said.reason, until: said.end };
    case 'accept':
      return { type, reason: said.reason, approver: said.approver, reviewAt: said.end };
    case 'not-a-threat':
    case 'reopen':
      return { type, reason: said.reason };
    case 'comment':
      return { type, comment: said.comment };
  }
}
