import type { ActorScenario } from '../define.ts';
import { login, numbers, scenario, series, user, visitor, type Act, type Client } from '../scenario.ts';

const COMMON = 'Spring2026!';

const spray = (
  client: (index: number) => Client,
  count: number,
  every: number,
  password: (index: number) => string = () => COMMON,
): Iterable<Act> =>
  series(count, 0, every, (index, at) => login(client(index), at, `staff-${index}`, password(index), 401));

export const fires: readonly ActorScenario[] = [
  scenario('one password for forty names from one address', () => spray(() => visitor(1), 40, 2)),
  scenario('one password, a new address for every name', () => spray((index) => visitor(100 + index), 40, 20)),
  scenario('one name in five minutes from a few addresses', () =>
    spray((index) => visitor(100 + (index % 6)), 30, 300),
  ),
  scenario('three passwords in turn', () =>
    spray(
      (index) => visitor(100 + (index % 10)),
      90,
      15,
      (index) => `${COMMON}${index % 3}`,
    ),
  ),
  scenario('one password over Basic credentials', () => spray((index) => user(400 + index), 30, 5)),
  scenario('one password with a hit on the way', () =>
    series(40, 0, 10, (index, at) =>
      login(visitor(100 + index), at, `staff-${index}`, COMMON, index === 17 ? 200 : 401),
    ),
  ),
  scenario('one password among honest sign-ins', function* () {
    yield* spray((index) => visitor(100 + index), 30, 30);
    yield* series(200, 0, 4, (index, at) => login(visitor(500 + index), at, `honest-${index}`, `right-${index}`, 200));
  }),
  scenario('rounds over the same names, another password each hour', () =>
    series(60, 0, 90, (index, at) =>
      login(visitor(100 + index), at, `staff-${index % 20}`, `${COMMON}${Math.floor(index / 20)}`, 401),
    ),
  ),
];

export const silent: readonly ActorScenario[] = [
  scenario('everybody has an own password and mistypes it in an own way', function* () {
    const random = numbers(71);
    for (let person = 0; person < 200; person++) {
      if (random(4) === 0) yield login(visitor(600 + person), person * 10, `person-${person}`, `slip-${person}`, 401);
      yield login(visitor(600 + person), person * 10 + 9, `person-${person}`, `right-${person}`, 200);
    }
  }),
  scenario('a popular password is right for those who use it', () =>
    series(40, 0, 60, (index, at) => login(visitor(600 + index), at, `person-${index}`, '123456', 200)),
  ),
  scenario('a popular password, sometimes of another site', () =>
    series(40, 0, 100, (index, at) =>
      login(visitor(600 + index), at, `person-${index}`, '123456', index % 3 === 0 ? 401 : 200),
    ),
  ),
  scenario('one person tries one password on three own names', () =>
    series(9, 0, 20, (index, at) => login(visitor(1), at, `me-${index % 3}`, 'mine', 401)),
  ),
  scenario('an app in a retry loop', () => series(700, 0, 3, (_, at) => login(visitor(1), at, 'looping', 'old', 401))),
  scenario('new staff try the start password they were given before it is active', () =>
    series(18, 0, 30, (index, at) => login(visitor(2), at, `new-${index % 9}`, 'Welcome1', index < 9 ? 401 : 200)),
  ),
  scenario('a few people mistype into the same password over days', () =>
    series(30, 0, 7_000, (index, at) => login(visitor(600 + index), at, `person-${index}`, 'password', 401)),
  ),
  scenario('the login service is down while a popular password is used', () =>
    series(30, 0, 20, (index, at) => login(visitor(600 + index), at, `person-${index}`, '123456', 503)),
  ),
];
