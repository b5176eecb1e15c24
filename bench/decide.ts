/**
 * Transactions per core-second of the engine alone (request and outcome, all actor rules, no I/O) on mixed traffic, and
 * the ratio against a loop that only walks the same events. Usage: node scripts/launch.mjs run bench/decide.ts
 */
import { createEngine, defaultPolicy } from '../src/decide/index.ts';
import { actorRules } from '../src/detect/index.ts';
import type { ActorRef, Observation, Outcome } from '../src/model/index.ts';

const TRANSACTIONS = 200_000;
const ACTORS = 20_000;
/** Clients active at the same time; each makes about twenty requests and leaves. */
const ACTIVE = 2_000;
const ROUNDS = 5;

interface Event {
  readonly observation: Observation;
  readonly outcome: Outcome;
}

/** Of a hundred requests: 35 lists and pages, 53 objects (a fifth public), 6 logins, 6 writes; one actor enumerates. */
function makeEvents(): readonly Event[] {
  const actors = Array.from({ length: ACTORS }, (_, index): ActorRef => ({
    id: `A-${index.toString(16).padStart(10, '0')}`,
    kind: index % 4 === 0 ? 'address' : 'principal',
    label: 'x',
  }));
  const templates = Array.from({ length: 40 }, (_, index) => ({
    list: `/api/v1/things${index}`,
    item: `/api/v1/things${index}/{id}`,
  }));
  let seed = 1;
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  return Array.from({ length: TRANSACTIONS }, (_, index): Event => {
    const owner = (Math.floor(index / 20) + random(ACTIVE)) % ACTORS;
    const walker = index % 50 === 0;
    const actor = actors[walker ? 1 : owner] ?? actors[0]!;
    const place = (owner * 7 + random(4)) % templates.length;
    const template = templates[walker ? 0 : place] ?? templates[0]!;
    const draw = walker ? 40 : random(100);
    const item = draw >= 35 && draw < 88;
    const time = 1_767_600_000_000 + index * 5;
    const object = walker ? index / 50 : place < 8 ? random(500) : owner * 10 + random(5);
    const base = {
      id: `t${index}`,
      seq: index * 2,
      time,
      host: 'api.example.com',
      actor,
      address: `198.18.${owner >> 8}.${owner & 255}`,
      signals: [],
    };
    const login = draw >= 94 ? { name: `n${owner}`, secret: `s${owner}` } : undefined;
    return {
      observation: {
        ...base,
        method: draw >= 88 ? 'POST' : 'GET',
        endpoint: { id: `E-${place}`, template: login ? '/login' : item ? template.item : template.list },
        objects: item ? [{ name: 'id', key: Math.imul(object, 2_654_435_761) >>> 0, ordinal: object }] : [],
        ...(login && { login }),
      },
      outcome: {
        seq: index * 2 + 1,
        time: time + 4,
        end: 'answered',
        status: 200,
        signals: [],
        ...(login && { login: random(8) === 0 ? ('failure' as const) : ('success' as const) }),
      },
    };
  });
}

/** Microseconds of CPU of the best of several rounds: noise only ever adds. */
function bestCpu(round: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let count = 0; count < ROUNDS; count++) {
    const before = process.cpuUsage();
    round();
    const used = process.cpuUsage(before);
    best = Math.min(best, used.user + used.system);
  }
  return best;
}

const events = makeEvents();
let walked = 0;
let blocked = 0;
const empty = bestCpu(() => {
  for (const { observation, outcome } of events)
    walked += observation.objects.length + outcome.status + observation.actor.id.length;
});
const judged = bestCpu(() => {
  const engine = createEngine({
    rules: actorRules,
    policy: defaultPolicy('enforce', actorRules),
    mitigations: [],
    run: 'bench',
  });
  for (const { observation, outcome } of events) {
    if (engine.request(observation).verdict.conclusion === 'block') blocked++;
    else engine.outcome(observation, outcome);
  }
});
const perSecond = Math.round((TRANSACTIONS / judged) * 1e6);
process.stdout.write(
  `rules ${actorRules.length}, transactions ${TRANSACTIONS}, blocked ${blocked / ROUNDS} (walked ${walked})\n` +
    `engine ${perSecond.toLocaleString('en')} transactions per core-second, ${(judged / TRANSACTIONS).toFixed(2)} µs each\n` +
    `empty loop ${(empty / TRANSACTIONS).toFixed(3)} µs each; empty ÷ engine ${(empty / judged).toFixed(3)}\n`,
);
