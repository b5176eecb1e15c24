import type { Mitigation, Observation, Outcome } from '../../model/index.ts';

/** An answer tells something only when it says whether a login succeeded. */
export const tells = (observation: Observation, outcome: Outcome | undefined): boolean =>
  observation.login !== undefined && outcome?.login !== undefined;

/**
 * Whom to stop for login attempts. The actor at hand is right while it is told by its address: people behind the same
 * address who are signed in stay unharmed. Basic credentials or a made-up cookie make every attempt another actor, and
 * a principal there is the victim; then only the address is the same.
 */
export function sourceTarget(observation: Observation): Mitigation['target'] | undefined {
  const { kind } = observation.actor;
  return kind === 'address' || kind === 'fingerprint' ? undefined : { kind: 'address', value: observation.address };
}

/** 0.75 at the limit, rising to 0.95 at twice the limit. */
export const confidenceAt = (value: number, limit: number): number =>
  Math.round(Math.min(0.95, 0.75 + 0.2 * (value / Math.max(1, limit) - 1)) * 100) / 100;

export const minutes = (ms: number): string => `${Math.round(ms / 60_000)} min`;
