import { type Finding, type FindingEvent, type FindingState, LIMITS } from '../model/index.ts';

/** What a person can do to a finding. Times are milliseconds since the epoch. */
export type FindingAction =
  | { readonly type: 'triage' }
  | { readonly type: 'start-fix' }
  | { readonly type: 'fixed'; readonly comment?: string }
  | { readonly type: 'suppress'; readonly reason: string; readonly until: number }
  | { readonly type: 'not-a-threat'; readonly reason: string }
  | { readonly type: 'accept'; readonly reason: string; readonly approver: string; readonly reviewAt: number }
  | { readonly type: 'reopen'; readonly reason: string }
  | { readonly type: 'comment'; readonly comment: string };
export type FindingActionType = FindingAction['type'];

export type Transition =
  | { readonly ok: true; readonly finding: Finding }
  | { readonly ok: false; readonly why: string };

/** Who does it and when. */
export interface Act {
  readonly by: string;
  readonly at: number;
}

const YEAR_MS = 366 * 86_400_000;

const OPEN: readonly FindingState[] = ['new', 'triaged', 'fixing', 'regressed'];

const OPEN_ACTIONS: readonly FindingActionType[] = [
  'triage',
  'start-fix',
  'fixed',
  'suppress',
  'not-a-threat',
  'accept',
  'comment',
];
const CLOSED_ACTIONS: readonly FindingActionType[] = ['reopen', 'comment'];

/** `verified` is missing here: only a retest may say it, never a person. */
const NEXT: Readonly<Record<Exclude<FindingActionType, 'comment'>, FindingState>> = {
  triage: 'triaged',
  'start-fix': 'fixing',
  fixed: 'fixed',
  suppress: 'suppressed',
  'not-a-threat': 'not-a-threat',
  accept: 'accepted',
  reopen: 'new',
};

/** The state at a time: a suppression that is over and an accepted risk due for review are open again. */
export function stateAt(finding: Standing, now: number): FindingState {
  const pausing = finding.state === 'suppressed' || finding.state === 'accepted';
  return pausing && finding.suppressedUntil !== undefined && finding.suppressedUntil <= now ? 'new' : finding.state;
}

export const isOpen = (state: FindingState): boolean => OPEN.includes(state);

/** What may be done from a state, in the order in which a person would think of it. */
export function actionsFrom(state: FindingState): readonly FindingActionType[] {
  if (!isOpen(state)) return CLOSED_ACTIONS;
  return OPEN_ACTIONS.filter((action) => action === 'comment' || NEXT[action] !== state);
}

/** The finding after an action, or why it cannot be done. */
export function act(finding: Finding, action: FindingAction, { by, at }: Act): Transition {
  const state = stateAt(finding, at);
  if (!actionsFrom(state).includes(action.type))
    return { ok: false, why: `"${action.type}" cannot be done to a finding that is ${state}` };
  const why = refusal(action, at);
  if (why !== undefined) return { ok: false, why };
  const { suppressedUntil: _, ...rest } = finding;
  const until = endOf(action) ?? (action.type === 'comment' ? finding.suppressedUntil : undefined);
  const next: Finding = {
    ...rest,
    state: action.type === 'comment' ? finding.state : NEXT[action.type],
    ...(until === undefined ? {} : { suppressedUntil: until }),
  };
  return { ok: true, finding: withEvent(next, { at, by, ...told(action) }) };
}

/** A finding that is seen again: what was fixed has regressed, what was paused until a past date is open again. */
export function regress(finding: Finding, at: number): Finding {
  if (finding.state === 'fixed' || finding.state === 'verified') {
    return withEvent(
      { ...finding, state: 'regressed' },
      { at, by: 'analysis', what: `seen again after it was ${finding.state}` },
    );
  }
  const state = stateAt(finding, at);
  if (state === finding.state) return finding;
  const { suppressedUntil: _, ...rest } = finding;
  const what =
    finding.state === 'accepted' ? 'seen again after the review date' : 'seen again after the suppression ended';
  return withEvent({ ...rest, state }, { at, by: 'analysis', what });
}

/** What is needed to take an action back: the state around it and what the timeline said. */
export interface Undoable {
  readonly before: Standing;
  readonly after: Standing;
  readonly what: string;
}
type Standing = Pick<Finding, 'state' | 'suppressedUntil'>;

const standing = ({ state, suppressedUntil }: Standing): Standing => ({
  state,
  ...(suppressedUntil === undefined ? {} : { suppressedUntil }),
});

export const undoable = (before: Finding, after: Finding): Undoable => ({
  before: standing(before),
  after: standing(after),
  what: after.timeline.at(-1)?.what ?? '',
});

/** Takes an action back: the state before it returns and the timeline tells so. Refused when the state has moved on. */
export function undo(finding: Finding, { before, after, what }: Undoable, { by, at }: Act): Transition {
  if (finding.state !== after.state || finding.suppressedUntil !== after.suppressedUntil) {
    return { ok: false, why: `it has become ${stateAt(finding, at)} meanwhile` };
  }
  const { suppressedUntil: _, ...rest } = finding;
  return { ok: true, finding: withEvent({ ...rest, ...before }, { at, by, what: `took back: ${what}` }) };
}

function refusal(action: FindingAction, at: number): string | undefined {
  const end = endOf(action);
  if (end === undefined) return undefined;
  if (!(end > at)) return 'the end must lie in the future';
  return end > at + YEAR_MS ? 'the end must lie within a year' : undefined;
}

function endOf(action: FindingAction): number | undefined {
  if (action.type === 'suppress') return action.until;
  return action.type === 'accept' ? action.reviewAt : undefined;
}

function told(action: FindingAction): { readonly what: string; readonly comment?: string } {
  switch (action.type) {
    case 'triage':
      return { what: 'triaged' };
    case 'start-fix':
      return { what: 'started to fix' };
    case 'fixed':
      return { what: 'marked as fixed', ...(action.comment === undefined ? {} : { comment: action.comment }) };
    case 'suppress':
      return { what: `suppressed until ${iso(action.until)}`, comment: action.reason };
    case 'not-a-threat':
      return { what: 'judged not a threat', comment: action.reason };
    case 'accept':
      return { what: `risk accepted by ${action.approver}, review on ${iso(action.reviewAt)}`, comment: action.reason };
    case 'reopen':
      return { what: 'reopened', comment: action.reason };
    case 'comment':
      return { what: 'commented', comment: action.comment };
  }
}

const iso = (time: number): string => new Date(time).toISOString();

/** The opening stays; beyond the bound the oldest events after it leave. */
function withEvent(finding: Finding, event: FindingEvent): Finding {
  const [opening, ...later] = finding.timeline;
  if (opening === undefined) return { ...finding, timeline: [event] };
  return { ...finding, timeline: [opening, ...[...later, event].slice(1 - LIMITS.findingEvents)] };
}
