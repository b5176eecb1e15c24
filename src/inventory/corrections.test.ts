import { describe, expect, test } from 'vitest';
import { CodedError, LIMITS, type Endpoint, type TemplateCorrection } from '../model/index.ts';
import { planCorrection } from './corrections.ts';
import { createLearner, type Learner } from './learn.ts';
import { createMatcher } from './match.ts';

const HOST = 'api.example.test';
const AT = Date.UTC(2026, 2, 4);

function see(learner: Learner, path: string, method = 'GET'): void {
  learner.observe({ time: 1, method, host: HOST, path, query: '', requestHeaders: [], status: 200 });
}
const wish = (template: string, from?: string): TemplateCorrection =>
  planCorrection({
    host: HOST,
    template,
    by: 'ann',
    at: AT,
    reason: 'they are names',
    ...(from !== undefined && { from }),
  });
const shown = (learner: Learner) =>
  learner.endpoints().map(({ method, template, requests }) => [method, template, requests]);
const endpoint = (learner: Learner, template: string): Endpoint => {
  const found = learner.endpoints().find((one) => one.template === template);
  if (found === undefined) throw new Error(`no ${template}`);
  return found;
};

describe('merge', () => {
  const learner = createLearner();
  for (const path of ['/v1/status', '/v1/status', '/v1/health-report', '/v1/orders']) see(learner, path);
  const before = learner.endpoints();
  const correction = wish('/v1/{view}', '/v1/status');

  test('the preview says what would merge and changes nothing', () => {
    expect(learner.preview(correction)).toEqual({
      before: [
        { method: 'GET', template: '/v1/status', requests: 2 },
        { method: 'GET', template: '/v1/health-report', requests: 1 },
        { method: 'GET', template: '/v1/orders', requests: 1 },
      ],
      after: [{ method: 'GET', template: '/v1/{view}', requests: 4 }],
    });
    expect(learner.endpoints()).toEqual(before);
  });

  test('counts add up, former ids lead to the new endpoint, the segment says who set it', () => {
    learner.correct(correction);
    expect(correction.kind).toBe('merge');
    const [merged, ...others] = learner.endpoints();
    expect(others).toEqual([]);
    expect(merged).toMatchObject({ template: '/v1/{view}', requests: 4 });
    expect(new Set([merged?.id, ...(merged?.formerIds ?? [])])).toEqual(new Set(before.map(({ id }) => id)));
    expect(merged?.segments.at(-1)?.because[0]).toBe('set by ann on 2026-03-04: they are names');
    expect(createMatcher(learner.snapshot()).match('GET', HOST, '/v1/anything')?.endpoint.id).toBe(merged?.id);
  });

  test('undoing it brings back every endpoint', () => {
    learner.withdraw(correction.id);
    expect(shown(learner)).toEqual([
      ['GET', '/v1/health-report', 1],
      ['GET', '/v1/orders', 1],
      ['GET', '/v1/status', 2],
    ]);
    learner.correct(correction);
  });

  test('it survives a restart; undone later, the words come apart as they are seen again', () => {
    const other = createLearner();
    other.load(JSON.parse(JSON.stringify(learner.save())));
    for (const one of learner.corrections()) other.correct(one);
    expect(other.endpoints()).toEqual(learner.endpoints());
    see(other, '/v1/status');
    expect(shown(other)).toEqual([['GET', '/v1/{view}', 5]]);
    expect(other.withdraw(correction.id)).toBe(true);
    expect(other.withdraw(correction.id)).toBe(false);
    for (const path of ['/v1/health-report', '/v1/orders']) see(other, path);
    expect(shown(other)).toEqual([
      ['GET', '/v1/health-report', 2],
      ['GET', '/v1/orders', 2],
      ['GET', '/v1/status', 3],
    ]);
  });
});

describe('split', () => {
  test('a word among values is set apart with all that was seen of it', () => {
    const learner = createLearner();
    for (const name of ['kestrel', 'ann-lee', 'zelda', 'oakwood', 'umbra', 'everyone'])
      for (const path of [`/v1/people/${name}`, `/v1/people/${name}/badges`]) see(learner, path);
    const from = endpoint(learner, '/v1/people/{personName}');
    learner.correct(wish('/v1/people/everyone', from.template));
    expect(shown(learner)).toEqual([
      ['GET', '/v1/people/everyone', 1],
      ['GET', '/v1/people/everyone/badges', 1],
      ['GET', '/v1/people/{personName}', 5],
      ['GET', '/v1/people/{personName}/badges', 5],
    ]);
    expect(endpoint(learner, '/v1/people/{personName}').id).toBe(from.id);
  });

  test('what was merged for good stays with the parameter, and the new entry says so', () => {
    const learner = createLearner();
    for (let id = 0; id < 9; id++) see(learner, `/v1/people/${7_000 + id}`);
    see(learner, '/v1/people/7777');
    learner.correct(wish('/v1/people/7777', endpoint(learner, '/v1/people/{personId}').template));
    expect(shown(learner)).toEqual([['GET', '/v1/people/{personId}', 10]]);
    see(learner, '/v1/people/7777');
    expect(shown(learner)).toEqual([
      ['GET', '/v1/people/7777', 1],
      ['GET', '/v1/people/{personId}', 10],
    ]);
    expect(endpoint(learner, '/v1/people/7777').segments.at(-1)?.because).toEqual([
      'set by ann on 2026-03-04: they are names (what came before is counted at the parameter beside it)',
    ]);
  });

  test('a word kept apart is not merged by thousands of values beside it', () => {
    const learner = createLearner();
    see(learner, '/v1/people/quill');
    learner.correct(wish('/v1/people/quill', '/v1/people/quill'));
    for (let index = 0; index < 1_500; index++)
      see(
        learner,
        `/v1/people/${String.fromCharCode(97 + (index % 26), 97 + (Math.floor(index / 26) % 26), 97 + Math.floor(index / 676))}zor`,
      );
    see(learner, '/v1/people/quill');
    expect(endpoint(learner, '/v1/people/quill').requests).toBe(2);
    expect(learner.endpoints().reduce((sum, { requests }) => sum + requests, 0)).toBe(1_502);
  });
});

test('a parameter is renamed', () => {
  const learner = createLearner();
  for (let id = 0; id < 5; id++) see(learner, `/v1/people/${7_000 + id}`);
  const correction = wish('/v1/people/{login}', '/v1/people/{personId}');
  expect(correction.kind).toBe('rename');
  learner.correct(correction);
  expect(endpoint(learner, '/v1/people/{login}')).toMatchObject({
    requests: 5,
    fields: [expect.objectContaining({ place: 'path', name: 'login' })],
  });
});

test('a correction given before there is traffic holds from the first request', () => {
  const learner = createLearner();
  learner.correct(wish('/v1/{tenant}/orders'));
  for (const tenant of ['red', 'green']) see(learner, `/v1/${tenant}/orders`);
  expect(shown(learner)).toEqual([['GET', '/v1/{tenant}/orders', 2]]);
});

test('only words that lead to the rest of the template are merged', () => {
  const learner = createLearner();
  learner.correct(wish('/v1/{tenant}/orders'));
  for (const path of ['/v1/red/orders', '/v1/green/orders', '/v1/reports/daily']) see(learner, path);
  expect(shown(learner)).toEqual([
    ['GET', '/v1/reports/daily', 1],
    ['GET', '/v1/{tenant}/orders', 2],
  ]);
});

test('what is no template, or does not fit, is refused', () => {
  const bad: readonly (readonly [string, string?])[] = [
    ['v1/people'],
    ['/v1/{a}/{a}'],
    ['/v1/{a'],
    ['/v1/{a}{b}'],
    ['/v1/{a b}'],
    ['/v1/people', '/v1/people/{id}'],
    ['/v1/persons', '/v1/people'],
    [`/${'a/'.repeat(40)}`],
  ];
  for (const [template, from] of bad) expect(() => wish(template, from), template).toThrow(CodedError);
  expect(bad).toHaveLength(8);
});

test('corrections are bounded; one of the same id is replaced', () => {
  const learner = createLearner();
  for (let index = 0; index < LIMITS.corrections; index++) learner.correct(wish(`/v1/x${index}`));
  learner.correct(wish('/v1/x0'));
  expect(learner.corrections()).toHaveLength(LIMITS.corrections);
  expect(() => learner.correct(wish('/v1/one-more'))).toThrow('1000 are held already');
});
