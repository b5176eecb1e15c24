import { CodedError, LIMITS, type TemplateCorrection } from '../model/index.ts';
import { readCorrections } from './corrections.ts';
import { draftsWith } from './host.ts';
import type { Draft } from './publish.ts';
import type { LearnerState } from './state.ts';

/** One endpoint as a preview counts it. */
export interface PreviewedEndpoint {
  readonly method: string;
  readonly template: string;
  readonly requests: number;
}

/** What a correction would change: endpoints that go, and those that stand in their place. */
export interface CorrectionPreview {
  readonly before: readonly PreviewedEndpoint[];
  readonly after: readonly PreviewedEndpoint[];
}

/** The learner's side of corrections. They are not part of its saved state: whoever stores them gives them again after a start. */
export interface Correcting {
  /** Replaces one of the same id. Errors: SP1401 when it is not valid, SP1402 when there are too many. */
  correct(correction: TemplateCorrection): void;
  /** False when there is none of this id. What was told apart by evidence before stands again. */
  withdraw(id: string): boolean;
  corrections(): readonly TemplateCorrection[];
  /** Changes nothing. Errors: SP1401. */
  preview(correction: TemplateCorrection): CorrectionPreview;
}

/** `changed` is called after every change. */
export function createCorrecting(state: LearnerState, changed: () => void): Correcting {
  const all = (): readonly TemplateCorrection[] => [...state.corrections.values()].flat();
  const set = (name: string, corrections: readonly TemplateCorrection[]): void => {
    const read = readCorrections(corrections);
    if (corrections.length === 0) state.corrections.delete(name);
    else state.corrections.set(name, corrections);
    const host = state.hosts.get(name);
    if (host === undefined) return;
    host.corrections = read;
    host.publication = undefined;
    changed();
  };
  return {
    corrections: all,
    correct(correction) {
      const others = without(state, correction);
      if (all().length >= LIMITS.corrections && others.length === (state.corrections.get(correction.host) ?? []).length)
        throw new CodedError('SP1402', `${LIMITS.corrections} are held already`);
      set(correction.host, [...others, correction]);
    },
    withdraw(id) {
      const correction = all().find((one) => one.id === id);
      if (correction === undefined) return false;
      set(correction.host, without(state, correction));
      return true;
    },
    preview(correction) {
      const wished = readCorrections([...without(state, correction), correction]);
      const host = state.hosts.get(correction.host);
      if (host === undefined) return { before: [], after: [] };
      const before = draftsWith(host, host.corrections).map(previewed);
      const after = draftsWith(host, wished).map(previewed);
      return { before: missingIn(before, after), after: missingIn(after, before) };
    },
  };
}

/** The host's corrections but the one of this id. */
const without = (state: LearnerState, { host, id }: TemplateCorrection): readonly TemplateCorrection[] =>
  (state.corrections.get(host) ?? []).filter((one) => one.id !== id);

const previewed = ({ method, template, operation }: Draft): PreviewedEndpoint => ({
  method,
  template,
  requests: operation.requests,
});

function missingIn(
  list: readonly PreviewedEndpoint[],
  other: readonly PreviewedEndpoint[],
): readonly PreviewedEndpoint[] {
  const key = (one: PreviewedEndpoint): string => `${one.method} ${one.template} ${one.requests}`;
  const there = new Set(other.map(key));
  return list.filter((one) => !there.has(key(one)));
}
