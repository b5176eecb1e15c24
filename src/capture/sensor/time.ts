import { LIMITS, type SensorName } from '../../model/index.ts';
import type { SensorCounts } from './counts.ts';

/** The time that a sender tells, unless its clock cannot be right; then that of arrival, counted. */
export function plausibleTime(told: number | undefined, now: number, counts: SensorCounts, sensor: SensorName): number {
  if (told === undefined) return now;
  if (told >= now - LIMITS.sensorLateMs && told <= now + LIMITS.sensorEarlyMs) return told;
  counts.count('time-corrected', sensor);
  return now;
}

/** How long an exchange is said to have taken, within reason. */
export const plausibleDuration = (told: number): number =>
  Number.isFinite(told) ? Math.min(Math.max(0, told), LIMITS.sensorDurationMs) : 0;
