import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { UNKNOWN_ADDRESS, type EndpointUse, type TransactionResponse } from '../model/index.ts';

/** Who called an operation, which way, and what its answers said about its end; counts add up. */
export interface UseCounts {
  inside: number;
  outside: number;
  outbound: number;
  deprecated: number;
  /** Latest announced: milliseconds since the epoch. */
  since?: number;
  sunset?: number;
}

export interface UseFacts {
  readonly address?: string | undefined;
  readonly outbound?: boolean | undefined;
  readonly response?: TransactionResponse | undefined;
}

export function addUse(counts: UseCounts | undefined, facts: UseFacts, weight: number): UseCounts {
  const use = counts ?? { inside: 0, outside: 0, outbound: 0, deprecated: 0 };
  const { address } = facts;
  if (facts.outbound === true) use.outbound += weight;
  else if (address !== undefined && address !== UNKNOWN_ADDRESS && isIP(address) !== 0) {
    if (isInside(address)) use.inside += weight;
    else use.outside += weight;
  }
  if (facts.response !== undefined) addNotice(use, facts.response, weight);
  return use;
}

/** Ranges that are not routed on the internet (RFC 1918, 4193, 3927, 6598, 1122). */
const INSIDE = new Set(['private', 'uniqueLocal', 'loopback', 'linkLocal', 'carrierGradeNat']);

export const isInside = (address: string): boolean => INSIDE.has(ipaddr.process(address).range());

/** `Deprecation` (RFC 9745: `@seconds`; its drafts: a date or `true`) and `Sunset` (RFC 8594: a date). */
function addNotice(use: UseCounts, response: TransactionResponse, weight: number): void {
  const deprecation = response.header('deprecation');
  const sunset = Date.parse(response.header('sunset') ?? '');
  if (deprecation === undefined && Number.isNaN(sunset)) return;
  if (deprecation !== undefined && /^(false|\?0)$/i.test(deprecation.trim())) return;
  use.deprecated += weight;
  const [, seconds] = /^@(-?\d{1,11})$/.exec(deprecation?.trim() ?? '') ?? [];
  const since = seconds === undefined ? Date.parse(deprecation ?? '') : Number(seconds) * 1_000;
  if (!Number.isNaN(since)) use.since = since;
  if (!Number.isNaN(sunset)) use.sunset = sunset;
}

export function mergeUse(into: UseCounts | undefined, from: UseCounts | undefined): UseCounts | undefined {
  if (from === undefined) return into;
  if (into === undefined) return { ...from };
  for (const key of ['inside', 'outside', 'outbound', 'deprecated'] as const) into[key] += from[key];
  for (const key of ['since', 'sunset'] as const)
    if (from[key] !== undefined) into[key] = Math.max(into[key] ?? from[key], from[key]);
  return into;
}

export const useOf = (counts: UseCounts): EndpointUse => ({ ...counts });
