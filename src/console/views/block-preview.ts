import type { ActorRef, Endpoint, Mitigation } from '../../model/index.ts';
import { type AddressRange, isLoopback, readRange } from '../address.ts';
import type { Context } from '../handler.ts';
import type { ActorRow, BlockPreview } from '../types.ts';
import { countTransactions, type Tally } from './transactions.ts';

const LOOK_BACK_MS = 7 * 86_400_000;
/** Actors named in a preview; the figures count all. */
const NAMED = 50;
/** A wider range is no measure against an actor any more: a /16 is 65,536 addresses, a /32 what one carrier holds. */
const NARROWEST = { 32: 16, 128: 32 } as const;

type Target = Mitigation['target'];

/**
 * Who a block would hit, from the last seven days. `own` is the address of the person who asks: blocking it would lock
 * them out.
 */
export async function previewBlock(context: Context, target: Target, own: string): Promise<BlockPreview> {
  const { deps, views } = context;
  const to = deps.clock();
  const from = to - LOOK_BACK_MS;
  const { rows: actors, partial } = await views.actors();
  const range = target.kind === 'address' ? readRange(target.value) : undefined;
  const hit = actors.filter((actor) =>
    range === undefined ? actor.id === target.value : actor.addresses.some((address) => range.contains(address)),
  );
  // By address the target is nobody's name: whoever is clean behind it is somebody else.
  const others = range === undefined ? [] : hit.filter((actor) => actor.signals === 0);
  const good = others.filter((actor) => isGood(actor, from));
  const count = async (rows: readonly ActorRow[]): Promise<Tally> =>
    addUp(
      await Promise.all(
        rows.slice(0, NAMED).map((actor) => countTransactions(deps.journal, { actor: actor.id, from, to })),
      ),
      rows.length <= NAMED,
    );
  return {
    target,
    from,
    to,
    tier: good.length > 0 || (range !== undefined && range.prefix < range.bits) ? 2 : 1,
    refusal: refusalOf(target, range, own) ?? (await healthCheckRefusal(context, hit)),
    requests: { target: await count(hit.filter((actor) => !others.includes(actor))), others: await count(others) },
    good: good.slice(0, NAMED).map(refOf),
    bad: hit
      .filter((actor) => actor.signals > 0)
      .slice(0, NAMED)
      .map(refOf),
    unknown: others
      .filter((actor) => !good.includes(actor))
      .slice(0, NAMED)
      .map(refOf),
    notKnown: notKnown(target, hit, range !== undefined, partial),
  };
}

/** Somebody who got what was asked for, lately, and raised no signal. */
const isGood = (actor: ActorRow, since: number): boolean =>
  actor.lastSeen >= since && actor.signals === 0 && actor.errors < actor.requests;

const refOf = ({ id, kind, label }: ActorRow): ActorRef => ({ id, kind, label });

const addUp = (tallies: readonly Tally[], complete: boolean): Tally => ({
  value: tallies.reduce((sum, tally) => sum + tally.value, 0),
  exact: complete && tallies.every((tally) => tally.exact),
});

function refusalOf(target: Target, range: AddressRange | undefined, own: string): string | null {
  if (range === undefined) return null;
  if (range.prefix < NARROWEST[range.bits])
    return `${target.value} is too wide: at most a /${NARROWEST[range.bits]} can be blocked`;
  if (range.contains(own)) return `${target.value} holds your own address ${own}`;
  if (range.contains('127.0.0.1') || range.contains('::1') || isLoopback(target.value))
    return `${target.value} is this machine itself`;
  return null;
}

/** Paths that load balancers and monitors ask; whoever asks nothing else is one of them. */
const HEALTH_PATH = /(^|\/)(health|healthz|healthcheck|livez|readyz|liveness|readiness|ready|live|ping|heartbeat)\/?$/i;

async function healthCheckRefusal({ deps, views }: Context, hit: readonly ActorRow[]): Promise<string | null> {
  const templates = new Map((await views.endpoints()).rows.map((row) => [row.id, row.template]));
  for (const actor of await deps.records.get(
    'actor',
    hit.slice(0, NAMED).map((row) => row.id),
  )) {
    const asked = Object.keys(actor.endpoints).map((id: Endpoint['id']) => templates.get(id));
    if (asked.length > 0 && asked.every((template) => template !== undefined && HEALTH_PATH.test(template))) {
      return `${actor.label} is a health check: it asks for nothing but ${asked.join(', ')}`;
    }
  }
  return null;
}

function notKnown(target: Target, hit: readonly ActorRow[], byAddress: boolean, partial: boolean): readonly string[] {
  const gaps: string[] = [];
  if (hit.length === 0) gaps.push(`${target.value} was never seen: who is behind it is not known`);
  if (byAddress) gaps.push('people who will come from this address later');
  if (hit.length > NAMED) gaps.push(`only ${NAMED} of ${hit.length} are named, and counted`);
  if (partial) gaps.push('there are more actors than were looked at');
  return gaps;
}
