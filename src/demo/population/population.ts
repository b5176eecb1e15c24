import { Agent } from 'node:http';
import { partnerKey, people, type Person } from '../people.ts';
import { createRandom, type Random } from '../random.ts';
import { enumerateOrders, probeFiles, probeSearch, stuffCredentials, type Campaign } from './attackers.ts';
import {
  appOf,
  attackerOf,
  browserOf,
  crawler,
  monitor,
  officeBrowserOf,
  oldAppOf,
  partner,
  staffBrowserOf,
  type AttackPersona,
} from './identities.ts';
import { crawl, monitorRound, partnerBatch, staffRound } from './machines.ts';
import { appVisit, oldAppVisit, webVisit } from './shoppers.ts';
import {
  createTurns,
  createVisitor,
  type Identity,
  type PopulationEvent,
  type Street,
  type Visitor,
} from './visitor.ts';

export interface PopulationOptions {
  /** Where they go: the gateway, which must trust the loopback address for X-Forwarded-For. */
  readonly gateway: URL;
  /** The shop's seed: the customers are the shop's customers. */
  readonly seed: number;
  /** Requests a second of all together, at most; pauses shrink as it grows. About 20 feels like a small shop. */
  readonly rate: number;
  readonly onEvent?: (event: PopulationEvent) => void;
}

export interface Population {
  /** Stops at once: open requests are aborted. Resolves when everybody has left. */
  close(): Promise<void>;
}

/** The rate for which the visitors' pauses are written. */
const USUAL_RATE = 20;
/** How long nobody comes on a lane between two visits. */
const BETWEEN_VISITS_MS = 5_000;
const ATTACK_REST_MS = 60_000;

/** A place in the street that is never empty: one visit after the other, each by the next one who comes along. */
type Lane = (random: Random) => { readonly identity: Identity; run(visitor: Visitor): Promise<void> };

export function startPopulation({ gateway, seed, rate, onEvent }: PopulationOptions): Population {
  const stop = new AbortController();
  const { signal } = stop;
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const street: Street = { gateway, agent, signal, haste: rate / USUAL_RATE, turn: createTurns(rate, signal), onEvent };
  const gone = Promise.all([
    ...honestLanes(seed).map((lane, index) => live(street, lane, createRandom(seed, 100 + index))),
    ...ATTACKS.map((attack, index) => raid(street, attack, seed, createRandom(seed, 200 + index))),
  ]);
  return {
    close: async () => {
      stop.abort();
      await gone;
      agent.destroy();
    },
  };
}

function honestLanes(seed: number): readonly Lane[] {
  const key = partnerKey(seed);
  const { shoppers, staff } = crowd(seed);
  // Each lane has its own customers, so that nobody is in two places at once.
  const shopper = (
    lane: number,
    of: (person: Person) => Identity,
    visit: (visitor: Visitor, person: Person) => Promise<void>,
  ): Lane => {
    const own = shoppers.filter((_, index) => index % SHOPPER_LANES === lane);
    return (random) => {
      const person = random.pick(own);
      return { identity: of(person), run: (visitor) => visit(visitor, person) };
    };
  };
  return [
    ...[0, 1, 2, 3, 4, 5, 6, 7].map((lane) => shopper(lane, browserOf, webVisit)),
    ...[8, 9, 10].map((lane) => shopper(lane, officeBrowserOf, webVisit)),
    ...[11, 12, 13, 14].map((lane) => shopper(lane, appOf, appVisit)),
    shopper(15, oldAppOf, oldAppVisit),
    (random) => {
      const person = random.pick(staff);
      return { identity: staffBrowserOf(person), run: (visitor) => staffRound(visitor, person) };
    },
    () => ({ identity: partner, run: (visitor) => partnerBatch(visitor, key) }),
    () => ({ identity: monitor, run: monitorRound }),
    () => ({ identity: crawler, run: crawl }),
  ];
}

const SHOPPER_LANES = 16;
/** Customers whose accounts are in the attackers' hands; they do not shop themselves. */
const STOLEN_ACCOUNTS = 14;

function crowd(seed: number) {
  const all = people(seed);
  const customers = all.filter((person) => person.role === 'customer');
  return {
    staff: all.filter((person) => person.role === 'admin'),
    shoppers: customers.slice(0, -STOLEN_ACCOUNTS),
    stolen: customers.slice(-STOLEN_ACCOUNTS),
  };
}

async function live(street: Street, lane: Lane, random: Random): Promise<void> {
  // Nobody comes at the stroke of the same second.
  let rest = BETWEEN_VISITS_MS * random.next();
  while (!street.signal.aborted) {
    const { identity, run } = lane(random);
    const visitor = createVisitor(street, identity, random);
    await untilClosed(
      street,
      visitor.pause(rest).then(() => run(visitor)),
    );
    rest = BETWEEN_VISITS_MS;
  }
}

interface Attack {
  readonly persona: AttackPersona;
  readonly startMs: number;
  readonly campaign: Campaign;
}

/** The first ones come within seconds, so that there is something to see in the first minute. */
const ATTACKS: readonly Attack[] = [
  { persona: 'sql-prober', startMs: 6_000, campaign: probeSearch },
  { persona: 'order-enumerator', startMs: 10_000, campaign: enumerateOrders },
  { persona: 'credential-stuffer', startMs: 15_000, campaign: stuffCredentials },
  { persona: 'file-prober', startMs: 21_000, campaign: probeFiles },
];

/** Campaign after campaign: done or blocked, the attacker waits and comes back from another address. */
async function raid(
  street: Street,
  { persona, startMs, campaign }: Attack,
  seed: number,
  random: Random,
): Promise<void> {
  const { stolen, shoppers } = crowd(seed);
  for (let round = 0; !street.signal.aborted; round++) {
    const account = stolen[round % stolen.length];
    if (!account) return;
    const visitor = createVisitor(street, attackerOf(persona, round), random);
    const waiting = visitor.pause(round === 0 ? startMs : ATTACK_REST_MS);
    await untilClosed(
      street,
      waiting.then(() => campaign(visitor, { account, leaked: shoppers })),
    );
  }
}

/** A visit cut off by closing is over; any other failure is a mistake in this program and must be heard. */
async function untilClosed(street: Street, visit: Promise<void>): Promise<void> {
  try {
    await visit;
  } catch (error) {
    if (!street.signal.aborted) throw error;
  }
}
