import type { ActorScenario } from '../define.ts';
import { login, numbers, scenario, series, user, visitor, type Act, type Client } from '../scenario.ts';

const ATTACKER = visitor(1);
const OFFICE = visitor(2);

/** People behind one address who sign in within `spread` seconds; one in `slips` mistypes once or twice first. */
function* people(client: Client, count: number, spread: number, slips: number): Iterable<Act> {
  const random = numbers(41);
  for (let person = 0; person < count; person++) {
    const name = `person-${person}`;
    const from = random(spread);
    const fails = random(slips) === 0 ? 1 + random(2) : 0;
    yield* series(fails, from, 12, (index, at) => login(client, at, name, `${name}-slip-${index}`, 401));
    yield login(client, from + fails * 12 + 5, name, `${name}-right`, 200);
  }
}

/** A list of stolen pairs; one in `hit` is right. */
const list = (client: (index: number) => Client, count: number, every: number, hit = 1_000): Iterable<Act> =>
  series(count, 0, every, (index, at) =>
    login(client(index), at, `stolen-${index}`, `leaked-${index}`, index % hit === hit - 1 ? 200 : 401),
  );

export const fires: readonly ActorScenario[] = [
  scenario('a list of pairs, two a second', () => list(() => ATTACKER, 60, 0.5)),
  scenario('a list with a hit in forty', () => list(() => ATTACKER, 200, 1, 40)),
  scenario('a slow list, one pair in three minutes', () => list(() => ATTACKER, 40, 180)),
  scenario('a list sent as Basic credentials: every attempt is another principal', () =>
    list((index) => user(900 + index, '198.18.7.7'), 40, 2),
  ),
  scenario('a list with a new cookie for every attempt', () =>
    list(
      (index) => ({
        address: '198.18.7.8',
        actor: { id: `A-c00kie${index}`, kind: 'session', label: `cookie ${index}` },
      }),
      40,
      2,
    ),
  ),
  scenario('a list among a few customers who share the address', function* () {
    yield* people(ATTACKER, 5, 600, 10);
    yield* list(() => ATTACKER, 50, 10);
  }),
  scenario('two passwords for every name', () =>
    series(90, 0, 4, (index, at) => login(ATTACKER, at, `stolen-${Math.floor(index / 2)}`, `leaked-${index}`, 401)),
  ),
  scenario('a list after a quiet day of the same address', function* () {
    yield* people(ATTACKER, 30, 3_000, 8);
    yield* series(60, 40_000, 2, (index, at) => login(ATTACKER, at, `stolen-${index}`, `leaked-${index}`, 401));
  }),
  scenario('names only tried for whether they exist, one password for all', () =>
    series(40, 0, 3, (index, at) => login(ATTACKER, at, `guess-${index}`, 'Winter2026!', 401)),
  ),
];

export const silent: readonly ActorScenario[] = [
  scenario('an office signs in on Monday morning', () => people(OFFICE, 80, 900, 5)),
  scenario('a carrier’s address with four hundred customers, some of whom give up', function* () {
    yield* people(OFFICE, 400, 3_600, 8);
    yield* series(25, 30, 140, (index, at) => login(OFFICE, at, `gone-${index}`, `forgotten-${index}`, 401));
  }),
  scenario('a person who forgot the password', () =>
    series(7, 0, 20, (index, at) => login(visitor(3), at, 'forgetful', `perhaps-${index}`, index === 6 ? 200 : 401)),
  ),
  scenario('passwords were reset overnight and a whole office tries the old one first', function* () {
    for (let person = 0; person < 25; person++) {
      yield* series(3, person * 40, 15, (index, at) =>
        login(OFFICE, at, `person-${person}`, `old-${person}-${index}`, 401),
      );
      yield login(OFFICE, person * 40 + 400, `person-${person}`, `new-${person}`, 200);
    }
  }),
  scenario('an aggregator with customers’ consent; one password in five is stale', () =>
    series(200, 0, 3, (index, at) =>
      login(visitor(4), at, `client-${index}`, `given-${index}`, index % 5 === 0 ? 401 : 200),
    ),
  ),
  scenario('testers try a handful of accounts wrongly all day', () =>
    series(300, 0, 20, (index, at) => login(visitor(5), at, `test-${index % 6}`, `wrong-${index % 4}`, 401)),
  ),
  scenario('an app in a retry loop with an old password', () =>
    series(500, 0, 1, (_, at) => login(visitor(6), at, 'looping', 'old', 401)),
  ),
  scenario('a class of ten pupils who all mistype at once', () =>
    series(20, 0, 2, (index, at) => login(OFFICE, at, `pupil-${index % 10}`, `try-${index}`, index < 10 ? 401 : 200)),
  ),
  scenario('the login service is down: nobody’s password was wrong', () =>
    series(120, 0, 1, (index, at) => login(OFFICE, at, `person-${index}`, `right-${index}`, 503)),
  ),
  scenario('a monitor that signs in every minute', () =>
    series(240, 0, 60, (_, at) => login(visitor(7), at, 'monitor', 'right', 200)),
  ),
];
