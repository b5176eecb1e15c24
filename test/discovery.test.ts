import { expect, test } from 'vitest';
import { learnable } from '../src/analysis/index.ts';
import { createLearner, createMatcher, type Learner } from '../src/inventory/index.ts';
import { LIMITS, type Exchange } from '../src/model/index.ts';
import { createLearningSampler } from '../src/pipeline/index.ts';
import { provisionalEndpoint } from '../src/pipeline/objects.ts';
import { apiTraffic } from '../bench/lib/api-traffic.ts';
import { scoreTemplates } from '../bench/lib/template-score.ts';

const templates = (learner: Learner): readonly string[] =>
  learner.endpoints().map(({ method, host, template }) => `${method} ${host} ${template}`);

test('templates of APIs in vocabularies that the learner was not given', () => {
  let endpoints = 0;
  for (const seed of [1, 2]) {
    const traffic = apiTraffic(seed, 8);
    const learner = createLearner();
    for (const { exchange } of traffic.exchanges) learner.observe(learnable(exchange));
    const score = scoreTemplates(learner.endpoints(), traffic);
    endpoints += traffic.endpoints.length;
    // 0.90 when the vocabulary decided.
    expect(score.f1, score.wrong.slice(0, 9).join('\n')).toBeGreaterThan(0.93);
    expect(score.precision).toBeGreaterThan(0.9);
    expect(score.right).toBeGreaterThan(0.94);
  }
  expect(endpoints).toBeGreaterThan(500);
}, 60_000);

/** Feeds one learner all, the other what the gateway's sampler hands over. */
function liveAndOffline(exchanges: readonly Exchange[]) {
  const live = createLearner();
  const offline = createLearner();
  const sampler = createLearningSampler();
  let matcher = createMatcher(live.snapshot());
  let passedOver = 0;
  for (const [index, exchange] of exchanges.entries()) {
    if (index % 500 === 0) matcher = createMatcher(live.snapshot());
    const { method, host, target, time } = exchange.request;
    const path = target.split('?', 1)[0] ?? '';
    const endpoint = matcher.match(method, host, path)?.endpoint ?? provisionalEndpoint(method, host, path).endpoint;
    const input = learnable(exchange);
    offline.observe(input);
    const weight = sampler.weigh(endpoint.id, exchange.response?.status ?? 0, time);
    if (weight > 0) live.observe({ ...input, weight });
    else passedOver++;
  }
  return { live, offline, passedOver };
}

test('live gives the same templates and counts as offline while nothing is passed over', () => {
  const exchanges = apiTraffic(5, 4).exchanges.map(({ exchange }) => exchange);
  const { live, offline } = liveAndOffline(exchanges);
  expect(templates(live).length).toBeGreaterThan(100);
  expect(templates(live)).toEqual(templates(offline));
  const strip = (learner: Learner) => learner.endpoints().map(({ id: _, formerIds: __, ...endpoint }) => endpoint);
  expect(strip(live)).toEqual(strip(offline));
}, 60_000);

test('where known endpoints are learned from by a thinning sample, templates are the same but where counts alone decide', () => {
  const once = apiTraffic(6, 2).exchanges.map(({ exchange }) => exchange);
  const { live, offline, passedOver } = liveAndOffline(Array.from({ length: 12 }, () => once).flat());
  expect(passedOver).toBeGreaterThan(1_000);
  const known = new Set(templates(offline));
  const same = templates(live).filter((template) => known.has(template)).length;
  // Only counts decide where all other evidence balances, and a sample knows these roughly.
  expect(same / Math.max(known.size, templates(live).length)).toBeGreaterThan(0.96);
  const sum = (learner: Learner): number => learner.endpoints().reduce((all, { requests }) => all + requests, 0);
  expect(sum(offline) - sum(live)).toBeLessThan(live.endpoints().length * LIMITS.learnEvery);
}, 60_000);

test('the longer the same traffic lasts the better its templates', () => {
  const traffic = apiTraffic(7, 3);
  const learner = createLearner();
  const scores = [1, 2, 3].map(() => {
    for (let round = 0; round < 4; round++)
      for (const { exchange } of traffic.exchanges) learner.observe(learnable(exchange));
    return scoreTemplates(learner.endpoints(), traffic).f1;
  });
  expect(scores[2]).toBeGreaterThan((scores[0] ?? 1) - 0.01);
  expect(scores[2]).toBeGreaterThan(0.9);
}, 60_000);

test('hostile segments stay bounded and hide nothing of the rest', () => {
  const learner = createLearner({ items: 20_000 });
  const see = (path: string, status = 200): void =>
    learner.observe({ time: 1, method: 'GET', host: 'api.example.test', path, query: '', requestHeaders: [], status });
  const hostile = [
    (n: number) => `/v1/files/${n.toString(36)}${'x'.repeat(8_192)}`,
    (n: number) => `/v1/files/${n.toString(36)}%2F..%2F${n}`,
    (n: number) => `/v1/files/%E2%82%AC${String.fromCodePoint(0x4e00 + (n % 20_000))}${n.toString(36)}`,
    (n: number) => `/v1/files/${'ab'.charAt(n % 2)}${n.toString(36).replaceAll(/\d/g, 'q')}`,
    (n: number) => `/%2F${n.toString(36)} word 1  /x:3 mask`,
  ];
  const rounds = 100_000 / hostile.length;
  for (let n = 0; n < rounds; n++) {
    for (const make of hostile) see(make(n), n % 3 === 0 ? 404 : 200);
    if (n % 100 === 0) for (const path of ['/v1/orders', `/v1/orders/${5_000 + n}`, '/v1/people/me']) see(path);
  }
  const found = templates(learner);
  for (const one of ['/v1/orders', '/v1/orders/{orderId}', '/v1/people/me'])
    expect(found).toContain(`GET api.example.test ${one}`);
  expect(found.length).toBeLessThan(60);
  expect(JSON.stringify(learner.save()).length).toBeLessThan(20_000 * 300);
}, 120_000);
