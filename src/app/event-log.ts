import type { GatewayEvent } from '../capture/index.ts';

const EVERY_MS = 10_000;

/** A line for the first event of a kind, then at most one in ten seconds with the number of those between. */
export function createEventLog(say: (text: string) => void): (event: GatewayEvent) => void {
  const kinds = new Map<string, { told: number; untold: number }>();
  return ({ name, id, detail }) => {
    const now = Date.now();
    const kind = kinds.get(name) ?? { told: 0, untold: 0 };
    kinds.set(name, kind);
    if (now - kind.told < EVERY_MS) return void kind.untold++;
    say(
      `gateway: ${name}${id === null ? '' : ` (${id})`}: ${detail}${kind.untold > 0 ? `; ${kind.untold} more before` : ''}`,
    );
    kind.told = now;
    kind.untold = 0;
  };
}
