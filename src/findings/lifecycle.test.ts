import { describe, expect, test } from 'vitest';
import { FINDING_STATES, type Finding, type FindingState, LIMITS } from '../model/index.ts';
import { act, actionsFrom, type FindingAction, isOpen, regress, stateAt, undo, undoable } from './lifecycle.ts';

const NOW = Date.UTC(2026, 0, 15, 12);
const DAY = 86_400_000;
const BY = { by: 'ann', at: NOW };

const finding = (state: FindingState, more: Partial<Finding> = {}): Finding => ({
  id: 'F-1',
  key: 'threat r E-1',
  kind: 'threat',
  rule: 'r',
  ruleVersion: 1,
  title: 'Title',
  summary: 'Summary.',
  severity: 'high',
  confidence: 0.9,
  proof: 'observed',
  state,
  endpoint: 'E-1',
  actors: ['A-0000000001'],
  firstSeen: NOW - DAY,
  lastSeen: NOW - 1_000,
  occurrences: 3,
  refused: 1,
  succeeded: 2,
  evidence: [],
  transactions: ['t-1'],
  counterEvidence: ['Seen in traffic only.'],
  references: ['CWE-89'],
  timeline: [{ at: NOW - DAY, by: 'analysis', what: 'opened' }],
  ...more,
});

const ACTIONS: Readonly<Record<FindingAction['type'], FindingAction>> = {
  triage: { type: 'triage' },
  'start-fix': { type: 'start-fix' },
  fixed: { type: 'fixed', comment: 'in release 4' },
  suppress: { type: 'suppress', reason: 'known scanner', until: NOW + DAY },
  'not-a-threat': { type: 'not-a-threat', reason: 'own test' },
  accept: { type: 'accept', reason: 'internal only', approver: 'bob', reviewAt: NOW + 90 * DAY },
  reopen: { type: 'reopen', reason: 'came back' },
  comment: { type: 'comment', comment: 'asked the team' },
};

function after(before: Finding, action: FindingAction, at = NOW): Finding {
  const outcome = act(before, action, { by: 'ann', at });
  if (!outcome.ok) throw new Error(outcome.why);
  return outcome.finding;
}

describe('actions', () => {
  test('every state allows exactly the actions it names', () => {
    let ran = 0;
    for (const state of FINDING_STATES) {
      const allowed = actionsFrom(state);
      for (const action of Object.values(ACTIONS)) {
        expect(act(finding(state), action, BY).ok, `${action.type} from ${state}`).toBe(allowed.includes(action.type));
        ran++;
      }
    }
    expect(ran).toBe(9 * 8);
  });

  test('an open finding can be closed, a closed one only reopened', () => {
    const open = FINDING_STATES.filter(isOpen);
    expect(open).toEqual(['new', 'triaged', 'fixing', 'regressed']);
    for (const state of open)
      expect(actionsFrom(state)).toEqual(expect.arrayContaining(['fixed', 'suppress', 'accept']));
    for (const state of FINDING_STATES.filter((one) => !isOpen(one)))
      expect(actionsFrom(state)).toEqual(['reopen', 'comment']);
  });

  test('nobody can say verified', () => {
    for (const state of FINDING_STATES) {
      for (const action of actionsFrom(state))
        expect(after(finding(state), ACTIONS[action]).state === 'verified').toBe(
          state === 'verified' && action === 'comment',
        );
    }
  });

  test('who, when and why stand in the timeline', () => {
    const suppressed = after(finding('new'), ACTIONS.suppress);
    expect(suppressed.state).toBe('suppressed');
    expect(suppressed.suppressedUntil).toBe(NOW + DAY);
    expect(suppressed.timeline.at(-1)).toEqual({
      at: NOW,
      by: 'ann',
      what: 'suppressed until 2026-01-16T12:00:00.000Z',
      comment: 'known scanner',
    });
    expect(after(finding('new'), ACTIONS.accept).timeline.at(-1)?.what).toContain('accepted by bob');
  });

  test('an end in the past or beyond a year is refused', () => {
    for (const until of [NOW, NOW - 1, NOW + 400 * DAY, Number.NaN]) {
      expect(act(finding('new'), { type: 'suppress', reason: 'because', until }, BY).ok).toBe(false);
      expect(act(finding('new'), { type: 'accept', reason: 'because', approver: 'bob', reviewAt: until }, BY).ok).toBe(
        false,
      );
    }
  });

  test('a comment changes nothing but the timeline', () => {
    const before = finding('suppressed', { suppressedUntil: NOW + DAY });
    const { timeline, ...rest } = after(before, ACTIONS.comment);
    const { timeline: old, ...same } = before;
    expect(rest).toEqual(same);
    expect(timeline).toHaveLength(old.length + 1);
  });

  test('the timeline is bounded and keeps its opening', () => {
    let one = finding('new');
    for (let n = 0; n < LIMITS.findingEvents + 20; n++) one = after(one, { type: 'comment', comment: `n ${n}` });
    expect(one.timeline).toHaveLength(LIMITS.findingEvents);
    expect(one.timeline[0]?.what).toBe('opened');
    expect(one.timeline.at(-1)?.comment).toBe(`n ${LIMITS.findingEvents + 19}`);
  });
});

describe('time', () => {
  test('a suppression ends by itself, an accepted risk falls due', () => {
    for (const state of ['suppressed', 'accepted'] as const) {
      const paused = finding(state, { suppressedUntil: NOW });
      expect(stateAt(paused, NOW - 1)).toBe(state);
      expect(stateAt(paused, NOW)).toBe('new');
      expect(act(paused, ACTIONS.triage, BY).ok).toBe(true);
    }
    expect(stateAt(finding('fixed', { suppressedUntil: NOW - 1 }), NOW)).toBe('fixed');
  });

  test('what is seen again after a fix has regressed', () => {
    for (const state of ['fixed', 'verified'] as const) {
      const again = regress(finding(state), NOW);
      expect(again.state).toBe('regressed');
      expect(again.timeline.at(-1)).toMatchObject({ by: 'analysis', what: `seen again after it was ${state}` });
    }
  });

  test('what is seen again while paused stays paused, after it is open', () => {
    const paused = finding('suppressed', { suppressedUntil: NOW });
    expect(regress(paused, NOW - 1)).toBe(paused);
    const open = regress(paused, NOW + 1);
    expect(open.state).toBe('new');
    expect(open.suppressedUntil).toBeUndefined();
  });

  test('other states are not touched by another sighting', () => {
    for (const state of ['new', 'triaged', 'fixing', 'not-a-threat', 'regressed'] as const) {
      const one = finding(state);
      expect(regress(one, NOW)).toBe(one);
    }
  });
});

describe('undo', () => {
  test('brings the state back and tells so, for every action that changes it', () => {
    let ran = 0;
    for (const state of FINDING_STATES) {
      const before = finding(state, state === 'suppressed' ? { suppressedUntil: NOW + DAY } : {});
      for (const type of actionsFrom(state).filter((one) => one !== 'comment')) {
        const changed = after(before, ACTIONS[type]);
        const outcome = undo(changed, undoable(before, changed), { by: 'ann', at: NOW + 5_000 });
        if (!outcome.ok) throw new Error(outcome.why);
        expect(outcome.finding.state).toBe(before.state);
        expect(outcome.finding.suppressedUntil).toBe(before.suppressedUntil);
        expect(outcome.finding.timeline).toHaveLength(before.timeline.length + 2);
        expect(outcome.finding.timeline.at(-1)?.what).toMatch(/^took back: /);
        ran++;
      }
    }
    expect(ran).toBe(27);
  });

  test('is refused when the state has moved on', () => {
    const before = finding('new');
    const fixed = after(before, ACTIONS.fixed);
    const outcome = undo(regress(fixed, NOW + 1), undoable(before, fixed), { by: 'ann', at: NOW + 2 });
    expect(outcome).toEqual({ ok: false, why: 'it has become regressed meanwhile' });
  });
});
