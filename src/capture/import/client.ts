import { isIP } from 'node:net';
import { UNKNOWN_ADDRESS, type Client, type ClientTrait } from '../../model/index.ts';
import { headerValue, plainAddress } from '../gateway/client-address.ts';

/** An address, also in brackets or with a port; undefined for anything else. */
export function readAddress(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const trimmed = text.trim();
  const bare = /^"?\[([^\]]+)\](?::\d+)?"?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? trimmed;
  return isIP(bare) === 0 ? undefined : plainAddress(bare.toLowerCase());
}

/** The client as the usual headers name it: a file was recorded by its owner, so that the first hop is believed. */
function forwardedAddress(headers: readonly string[]): string | undefined {
  const forwarded = /(?:^|[;,])\s*for\s*=\s*("[^"]*"|[^;,\s]*)/i.exec(headerValue(headers, 'forwarded') ?? '')?.[1];
  return (
    readAddress(headerValue(headers, 'x-forwarded-for')?.split(',', 1)[0]) ??
    readAddress(headerValue(headers, 'x-real-ip')) ??
    readAddress(forwarded?.replaceAll('"', ''))
  );
}

/** The first of `named` that is an address, else what the headers say. */
export function importedClient(
  named: readonly unknown[],
  headers: readonly string[],
  traits: Readonly<Partial<Record<ClientTrait, unknown>>>,
): Client {
  let address: string | undefined;
  for (const one of named) address ??= readAddress(one);
  address ??= forwardedAddress(headers) ?? UNKNOWN_ADDRESS;
  const told: Partial<Record<ClientTrait, string>> = {};
  for (const [trait, value] of Object.entries(traits) as [ClientTrait, unknown][]) {
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') told[trait] = String(value);
  }
  return { address, peer: address, traits: told };
}
