import { expect, test } from 'vitest';
import { createLearner, type Learner } from './learn.ts';

const HOST = 'api.example.test';
const PEOPLE = [
  'heidi-kessler',
  'tomasz.nowak',
  'yuki_tanaka',
  'oscar77',
  'svetlana',
  'imani-okafor',
  'bartek',
  'zofia.lind',
];
const SECRETS = [
  'amelie.braun@mail.test',
  'sk_live_9aF3kQ7xLm2PqR8t',
  'DE44500105175407324931',
  '+4915112345678',
  'J%C3%B6rg%20Maier',
];

const see = (learner: Learner, path: string, status = 200): void =>
  learner.observe({ time: 1, method: 'GET', host: HOST, path, query: '', requestHeaders: [], status });

function learned(): Learner {
  const learner = createLearner({ seed: 7 });
  for (const [index, name] of PEOPLE.entries()) {
    for (const path of [`/v1/people/${name}`, `/v1/people/${name}/badges`, `/v1/teams/${index % 3}000/members/${name}`])
      see(learner, path);
    // Never answered: nothing tells whether it is a route.
    see(learner, `/private/notes-of-${name}`, 404);
  }
  for (const secret of SECRETS) see(learner, `/v1/lookup/${secret}`);
  return learner;
}

test('no personal value or secret of a path stands in the saved state or in an endpoint', () => {
  const learner = learned();
  const saved = JSON.stringify(learner.save());
  const published = JSON.stringify(learner.endpoints());
  const planted = [...PEOPLE, ...SECRETS, ...SECRETS.map((secret) => decodeURIComponent(secret))];
  for (const value of planted) {
    expect(saved).not.toContain(value);
    expect(published).not.toContain(value);
  }
  expect(planted).toHaveLength(PEOPLE.length + 2 * SECRETS.length);
  // What is a route is kept as it is.
  for (const route of ['people', 'badges', 'teams', 'members', 'lookup']) expect(saved).toContain(`"${route}"`);
});

test('what was saved goes on as if nothing had happened', () => {
  const learner = learned();
  const other = createLearner({ seed: 7 });
  other.load(JSON.parse(JSON.stringify(learner.save())));
  expect(other.endpoints()).toEqual(learner.endpoints());
  for (const one of [learner, other])
    for (const name of [...PEOPLE, 'ravi', 'mei.lindqvist']) see(one, `/v1/people/${name}/badges`);
  const strip = (one: Learner) => one.endpoints().map(({ id, template, requests }) => [id, template, requests]);
  expect(strip(other)).toEqual(strip(learner));
  expect(JSON.stringify(other.save())).not.toContain('svetlana');
});
