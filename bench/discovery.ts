/**
 * Learning speed after parsing, memory by transactions, matching speed; with `--samples DIR` also the scores of a folder
 * that holds `score.mjs` and `open/*-traffic.har.gz` with their truth; with `--generated N` those over N seeds of generated APIs
 * in vocabularies the learner was not given. Usage: npm run bench:discovery [-- --transactions N] [--generated N]
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { readExchanges } from '../src/capture/import/index.ts';
import { createLearner, createMatcher, toOpenApi, type Learner, type LearnInput } from '../src/inventory/index.ts';
import { EMPTY_BODY, type Exchange } from '../src/model/index.ts';
import { learnable } from '../src/analysis/index.ts';
import { apiTraffic } from './lib/api-traffic.ts';
import { scoreTemplates } from './lib/template-score.ts';

const { values } = parseArgs({
  options: {
    transactions: { type: 'string', default: '400000' },
    samples: { type: 'string' },
    generated: { type: 'string', default: '0' },
  },
});

const HOSTS = 10;
const RESOURCES =
  'orders invoices customers products carts tickets messages shipments payments refunds reviews coupons addresses stores staff reports exports webhooks devices alerts'.split(
    ' ',
  );
const PREPARED = 20_000;

/** 1,000 endpoints: 10 hosts, 20 resources of five endpoints each; ids of four kinds, each with thousands of values. */
function prepare(): readonly LearnInput[] {
  let seed = 1;
  const below = (limit: number): number =>
    Math.floor(((seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647) * limit);
  const ids: readonly (() => string)[] = [
    () => String(1_000 + below(900_000)),
    () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    () => `${word()}-${word()}-${below(99)}`,
    () => `${word()}${below(999)}`,
  ];
  const hex = (length: number): string => Array.from({ length }, () => below(16).toString(16)).join('');
  const word = (): string =>
    Array.from({ length: 5 }, () => 'bdfgklmnprstvz'.charAt(below(14)) + 'aeiou'.charAt(below(5)))
      .join('')
      .slice(0, 7);
  const record = (): Record<string, unknown> => ({
    id: below(1e6),
    name: `${word()} ${word()}`,
    state: ['open', 'shut'][below(2)],
    email: `${word()}@example.com`,
    created: '2026-01-05T10:00:00Z',
    price: { amount: below(9_999) / 100, currency: 'EUR' },
    tags: [word(), word()],
  });
  return Array.from({ length: PREPARED }, (): LearnInput => {
    const host = `api${below(HOSTS)}.example.com`;
    const resource = below(RESOURCES.length);
    const base = `/v1/${RESOURCES[resource] ?? ''}`;
    const id = (ids[resource % ids.length] as () => string)();
    const draw = below(5);
    const target =
      [`${base}?page=${below(50)}`, base, `${base}/${id}`, `${base}/${id}`, `${base}/${id}/history`][draw] ?? base;
    const method = ['GET', 'POST', 'GET', 'PATCH', 'GET'][draw] ?? 'GET';
    const sends = method === 'GET' ? undefined : record();
    const answers = draw === 0 || draw === 4 ? [record(), record(), record()] : record();
    return learnable(exchangeOf(method, host, target, sends, answers));
  });
}

function exchangeOf(method: string, host: string, target: string, sends: unknown, answers: unknown): Exchange {
  const body = (value: unknown) => {
    if (value === undefined) return EMPTY_BODY;
    const bytes = Buffer.from(JSON.stringify(value));
    return { bytes, size: bytes.length, complete: true };
  };
  const headers = [
    'Host',
    host,
    'Accept',
    'application/json',
    'Authorization',
    'Bearer 8c1f0e7b',
    'User-Agent',
    'bench/1.0',
    'Content-Type',
    'application/json',
  ];
  return {
    request: {
      id: 't',
      time: 1_767_600_000_000,
      method,
      scheme: 'https',
      host,
      target,
      httpVersion: '1.1',
      headers,
      client: { address: '198.51.100.7', peer: '198.51.100.7' },
    },
    requestBody: body(sends),
    response: { status: 200, headers: ['Content-Type', 'application/json'], time: 1_767_600_000_004 },
    responseBody: body(answers),
    end: 'answered',
    endTime: 1_767_600_000_004,
  };
}

const cpuSeconds = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};
const megabytes = (): number => {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().rss / 1e6);
};
const rate = (count: number, seconds: number): string =>
  `${Math.round(count / seconds).toLocaleString('en')} a core-second`;

function measure(): void {
  const inputs = prepare();
  // Decoding is lazy; it must not be part of the figure.
  const parse = cpuSeconds(() =>
    inputs.forEach(({ request, response }) => [request?.body, request?.queryPairs, request?.cookies, response?.body]),
  );
  const total = Number(values.transactions);
  const learner = createLearner();
  console.log(`prepared ${PREPARED} transactions (decoding: ${rate(PREPARED, parse)}); memory ${megabytes()} MB`);
  let spent = 0;
  for (let quarter = 1; quarter <= 4; quarter++) {
    spent += cpuSeconds(() => {
      for (let index = 0; index < total / 4; index++) learner.observe(inputs[index % PREPARED] as LearnInput);
    });
    console.log(
      `learned ${((total / 4) * quarter).toLocaleString('en')}: ${rate((total / 4) * quarter, spent)}, memory ${megabytes()} MB`,
    );
  }
  const judging = cpuSeconds(() => learner.endpoints());
  console.log(`${learner.endpoints().length} endpoints judged in ${Math.round(judging * 1000)} ms of CPU`);
  measureMatching(learner, inputs);
}

function measureMatching(learner: Learner, inputs: readonly LearnInput[]): void {
  const matcher = createMatcher(learner.snapshot());
  let found = 0;
  const rounds = 20;
  const seconds = cpuSeconds(() => {
    for (let round = 0; round < rounds; round++)
      for (const { method, host, path: one } of inputs) if (matcher.match(method, host, one) !== null) found++;
  });
  console.log(
    `matching: ${((seconds / (rounds * PREPARED)) * 1e6).toFixed(2)} µs, ${((found / (rounds * PREPARED)) * 100).toFixed(1)} % found`,
  );
}

/** Learns each sample of the folder and has the folder's own scorer judge the OpenAPI documents. */
async function score(folder: string): Promise<void> {
  const temporary = mkdtempSync(path.join(tmpdir(), 'sallyport-discovery-'));
  try {
    const open = path.join(folder, 'open');
    for (const name of readdirSync(open).filter((file) => file.endsWith('.gz')))
      writeFileSync(path.join(temporary, name.slice(0, -3)), gunzipSync(readFileSync(path.join(open, name))));
    for (const name of readdirSync(temporary).filter((file) => /-(traffic\.har|access\.log)$/.test(file))) {
      const learner = createLearner();
      for await (const exchange of readExchanges(path.join(temporary, name), {
        defaultHost: 'unknown',
        report: { read: 0, skipped: {} },
      }))
        learner.observe(learnable(exchange));
      const out = path.join(temporary, `${name}.openapi`);
      mkdirSync(out);
      const endpoints = learner.endpoints();
      for (const api of learner.apis())
        writeFileSync(path.join(out, `${api.id}.json`), JSON.stringify(toOpenApi(api, endpoints)));
      const truth = path.join(temporary, name.replace(/-(traffic\.har|access\.log)$/, '-truth.json'));
      console.log(
        name,
        execFileSync(process.execPath, [path.join(folder, 'score.mjs'), '--truth', truth, out], { encoding: 'utf8' })
          .split('\n')
          .slice(0, 4)
          .join('\n  '),
      );
    }
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

/** With and without bodies, whole and the first tenth: scored against the endpoints seen so far. */
function scoreGenerated(seeds: number): void {
  for (let seed = 1; seed <= seeds; seed++) {
    const traffic = apiTraffic(seed);
    for (const [name, share, bodies] of [
      ['with bodies', 1, true],
      ['paths only', 1, false],
      ['first tenth', 0.1, true],
    ] as const) {
      const exchanges = traffic.exchanges.slice(0, traffic.exchanges.length * share);
      const learner = createLearner();
      for (const { exchange } of exchanges)
        learner.observe(
          learnable(bodies ? exchange : { ...exchange, requestBody: EMPTY_BODY, responseBody: EMPTY_BODY }),
        );
      const seen = new Set(exchanges.map(({ endpoint }) => endpoint));
      const { f1, precision, right } = scoreTemplates(learner.endpoints(), {
        exchanges,
        endpoints: traffic.endpoints,
        counted: seen,
      });
      console.log(
        `seed ${seed}, ${name}: F1 ${f1.toFixed(3)}, precision ${precision.toFixed(3)}, transactions right ${right.toFixed(3)}, ${seen.size} endpoints`,
      );
    }
  }
}

measure();
scoreGenerated(Number(values.generated));
if (values.samples !== undefined) await score(values.samples);
