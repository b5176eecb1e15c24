import type { Evidence } from './evidence.ts';
import { WEIGHTS } from './weights.ts';

/** Whether a word is a parameter's value, and what says so. */
export interface Judgement {
  readonly parameter: boolean;
  /** Above 0: a parameter. */
  readonly logOdds: number;
  readonly evidence: Evidence;
  /** Who decided it, when and why: then no evidence was weighed. */
  readonly owner?: string;
}

/** Weighs what was found. */
export function judge(evidence: Evidence): Judgement {
  let logOdds = 0;
  for (const [name, strength] of Object.entries(evidence)) logOdds += (WEIGHTS[name]?.weight ?? 0) * strength;
  return { parameter: logOdds > 0, logOdds, evidence };
}

/** What speaks for the judgement, strongest first, as phrases. */
export function reasons(judgement: Judgement): readonly string[] {
  if (judgement.owner !== undefined) return [judgement.owner];
  const sign = judgement.parameter ? 1 : -1;
  return Object.entries(judgement.evidence)
    .map(([name, strength]) => ({
      text: WEIGHTS[name]?.text ?? '',
      effect: (WEIGHTS[name]?.weight ?? 0) * strength * sign,
    }))
    .filter(({ text, effect }) => text !== '' && effect > 0.3)
    .toSorted((a, b) => b.effect - a.effect)
    .map(({ text }) => text);
}

/** Log-odds as a confidence, 0.5 to 1. */
export const confidenceOf = (logOdds: number): number => 1 / (1 + Math.exp(-Math.abs(logOdds)));
