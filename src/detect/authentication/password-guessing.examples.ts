import type { ActorScenario } from '../define.ts';
import { login, numbers, scenario, series, user, visitor, type Client } from '../scenario.ts';

const OWNER = visitor(50);
const NAME = 'target';

const guess = (client: Client, at: number, index: number, status: 200 | 401 = 401) =>
  login(client, at, NAME, `word-${index}`, status);

export const fires: readonly ActorScenario[] = [
  scenario('a word list from one address', () => series(100, 0, 1, (index, at) => guess(visitor(1), at, index))),
  scenario('a patient word list, one word in two minutes', () =>
    series(40, 0, 120, (index, at) => guess(visitor(1), at, index)),
  ),
  scenario('a word list that ends with a hit', () =>
    series(41, 0, 2, (index, at) => guess(visitor(1), at, index, index === 40 ? 200 : 401)),
  ),
  scenario('a word list over Basic credentials', () => series(40, 0, 2, (index, at) => guess(user(77), at, index))),
  scenario('a word list spread over twenty addresses', () =>
    series(80, 0, 5, (index, at) => guess(visitor(100 + (index % 20)), at, index)),
  ),
  scenario('a new address for every word', () =>
    series(60, 0, 10, (index, at) => guess(visitor(200 + index), at, index)),
  ),
  scenario('several accounts in turn, many words each', () =>
    series(120, 0, 2, (index, at) => login(visitor(1), at, `target-${index % 4}`, `word-${index}`, 401)),
  ),
  scenario('the owner signs in from elsewhere meanwhile', function* () {
    yield* series(60, 0, 5, (index, at) => guess(visitor(1), at, index));
    yield* series(3, 20, 100, (_, at) => login(OWNER, at, NAME, 'right', 200));
  }),
];

export const silent: readonly ActorScenario[] = [
  scenario('a person tries the passwords that come to mind and then resets', () =>
    series(7, 0, 25, (index, at) => login(OWNER, at, NAME, `perhaps-${index}`, index === 6 ? 200 : 401)),
  ),
  scenario('a person gives up after eight passwords', () => series(8, 0, 30, (index, at) => guess(OWNER, at, index))),
  scenario('an app in a retry loop with the old password', () =>
    series(800, 0, 2, (_, at) => login(OWNER, at, NAME, 'old', 401)),
  ),
  scenario('a person mistypes now and then, every day', () =>
    series(60, 0, 14_400, (index, at) =>
      login(OWNER, at, NAME, index % 3 === 0 ? `slip-${index}` : 'right', index % 3 === 0 ? 401 : 200),
    ),
  ),
  scenario('phone, tablet and laptop each hold another old password', () =>
    series(90, 0, 10, (index, at) => login(visitor(50 + (index % 3)), at, NAME, `old-${index % 3}`, 401)),
  ),
  scenario('a family shares an account and mistypes at home', () =>
    series(40, 0, 120, (index, at) =>
      login(OWNER, at, NAME, index % 2 === 0 ? `slip-${index}` : 'right', index % 2 === 0 ? 401 : 200),
    ),
  ),
  scenario('an office of many people, each with own name', function* () {
    const random = numbers(61);
    for (let person = 0; person < 60; person++) {
      const fails = random(4);
      yield* series(fails, person * 15, 8, (index, at) =>
        login(OWNER, at, `person-${person}`, `slip-${person}-${index}`, 401),
      );
      yield login(OWNER, person * 15 + 60, `person-${person}`, `right-${person}`, 200);
    }
  }),
  scenario('a traveller fails from three networks', () =>
    series(9, 0, 300, (index, at) =>
      login(visitor(60 + (index % 3)), at, NAME, `slip-${index}`, index === 8 ? 200 : 401),
    ),
  ),
];
