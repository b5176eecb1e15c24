/**
 * The journal's price: appending, replay, size, and the console's queries, beside a bare insert of the same bytes in the
 * same run. Usage: npm run bench:journal -- [--rows N] [--batch N] [--json]
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import type { Signal, TransactionRecord, Verdict } from '../src/model/index.ts';
import { ALL_ENDPOINTS } from '../src/storage/index.ts';
import { openSqliteJournal } from '../src/storage/sqlite/index.ts';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '200000' },
    batch: { type: 'string', default: '256' },
    json: { type: 'boolean', default: false },
  },
});
const rows = Number(options.rows);
const batchSize = Number(options.batch);
const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);
const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-bench-'));

const CLEAN: Verdict = {
  conclusion: 'allow',
  wouldBe: 'allow',
  reason: 'clean',
  mode: 'enforce',
  rules: [],
  policyVersion: '3f9c21d07be4',
};
const SIGNAL: Signal = {
  rule: 'sql-injection',
  version: 1,
  confidence: 0.95,
  about: 'request',
  evidence: {
    part: 'query',
    name: 'q',
    excerpt: "x' OR 1=1 --",
    mark: [1, 12],
    statement: 'value changes the structure of a query: string closed, OR added',
  },
};

/** Deterministic traffic of one day: 200 endpoints, 20,000 actors, 2 % with a signal, 3 % with a sample. */
function makeRecord(n: number): TransactionRecord {
  const chance = Math.imul(n ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  const endpoint = (chance >>> 3) % 200;
  const actor = ((chance >>> 7) % 20_000).toString(16).padStart(10, '0');
  const hit = chance % 50 === 0;
  const record: TransactionRecord = {
    kind: 'transaction',
    id: `bench-${n.toString(36)}`,
    run: 'bench',
    seqIn: n * 2,
    seqOut: n * 2 + 1,
    time: START + Math.floor((n / rows) * DAY),
    durationMs: (chance % 4_000) / 100,
    method: endpoint % 3 === 0 ? 'POST' : 'GET',
    host: 'api.shop.example',
    path: `/v1/resource-${endpoint}/${chance % 100_000}`,
    query: endpoint % 4 === 0 ? `page=${n % 9}&sort=price` : '',
    endpoint: { id: `E-${endpoint.toString(16).padStart(8, '0')}`, template: `/v1/resource-${endpoint}/{id}` },
    status: chance % 97 === 0 ? 500 : chance % 31 === 0 ? 404 : 200,
    end: hit ? 'refused' : 'answered',
    requestBytes: chance % 2_000,
    responseBytes: chance % 9_000,
    address: `198.18.${chance % 200}.${(chance >>> 8) % 250}`,
    actor: { id: `A-${actor}`, kind: 'principal', label: `token sub ${actor}` },
    objects: [{ name: 'id', key: chance, ordinal: chance % 100_000 }],
    requestSignals: hit ? [SIGNAL] : [],
    responseSignals: [],
    stateSignals: [],
    verdict: hit
      ? {
          ...CLEAN,
          conclusion: 'block',
          wouldBe: 'block',
          reason: 'sql-injection',
          rules: [{ rule: 'sql-injection', version: 1, state: 'fired' }],
        }
      : CLEAN,
  };
  if (chance % 33 !== 0) return record;
  return {
    ...record,
    sample: {
      requestHeaders: ['Host', 'api.shop.example', 'Accept', '*/*'],
      requestBody: null,
      responseHeaders: ['Content-Type', 'application/json'],
      responseBody: '{"id":1}'.repeat(60),
    },
  };
}

interface Measured {
  readonly cpuUs: number;
  readonly wallMs: number;
}

async function measure(work: () => Promise<void>): Promise<Measured> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await work();
  const used = process.cpuUsage(cpu);
  return { cpuUs: used.user + used.system, wallMs: performance.now() - began };
}

async function percentiles(work: () => Promise<unknown>): Promise<{ p50: number; p95: number }> {
  const times: number[] = [];
  for (let n = 0; n < 20; n++) times.push((await measure(async () => void (await work()))).wallMs);
  times.sort((a, b) => a - b);
  return { p50: times[9] ?? NaN, p95: times[18] ?? NaN };
}

/** The floor: one table without an index, rows of the same size, batches and durability as the journal's. */
async function bareInsert(bytesPerRow: number): Promise<Measured> {
  const file = path.join(folder, 'bare.sqlite');
  const database = new DatabaseSync(file);
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000; CREATE TABLE row (seq INTEGER PRIMARY KEY, data TEXT)',
  );
  const insert = database.prepare('INSERT INTO row VALUES (?, ?)');
  const filler = 'x'.repeat(Math.max(1, Math.round(bytesPerRow) - 8));
  const measured = await measure(async () => {
    for (let n = 0; n < rows; n += batchSize) {
      database.exec('BEGIN');
      for (let at = n; at < Math.min(rows, n + batchSize); at++) insert.run(at, filler);
      database.exec('COMMIT');
    }
  });
  database.close();
  return measured;
}

async function main(): Promise<void> {
  const journal = await openSqliteJournal(folder);
  const append = { cpuUs: 0, wallMs: 0 };
  for (let n = 0; n < rows; n += batchSize) {
    const batch = Array.from({ length: Math.min(batchSize, rows - n) }, (_, at) => makeRecord(n + at));
    const one = await measure(() => journal.append(batch));
    append.cpuUs += one.cpuUs;
    append.wallMs += one.wallMs;
  }
  const { bytes, rows: held } = await journal.size();
  const bare = await bareInsert(bytes / rows);
  let replayed = 0;
  const replay = await measure(async () => {
    for await (const batch of journal.replay({ from: 0, to: Number.MAX_SAFE_INTEGER })) replayed += batch.length;
  });
  const day = { from: START, to: START + DAY };
  const queries = {
    'rollup of a day, all endpoints summed': await percentiles(() =>
      journal.rollups({ ...day, endpoint: ALL_ENDPOINTS }),
    ),
    'rollup of an hour, by endpoint': await percentiles(() =>
      journal.rollups({ from: START + DAY / 2, to: START + DAY / 2 + DAY / 24 }),
    ),
    'newest 100': await percentiles(() => journal.query({ limit: 100 })),
    'newest 100 with a signal': await percentiles(() => journal.query({ limit: 100, signalsOnly: true })),
    'raw day: path and status, no match': await percentiles(() =>
      journal.query({ ...day, limit: 100, path: '/nowhere', status: '5xx' }),
    ),
    'newest 100 of an actor': await percentiles(() =>
      journal.query({ limit: 100, actor: makeRecord(rows >> 1).actor.id }),
    ),
    'newest 100 of an endpoint': await percentiles(() => journal.query({ limit: 100, endpoint: 'E-00000011' })),
    'by id': await percentiles(() => journal.get(`bench-${(rows >> 1).toString(36)}`)),
  };
  await journal.close();
  const perSecond = (m: Measured) => ({
    perSecond: Math.round((rows / m.wallMs) * 1e3),
    perCpuSecond: Math.round((rows / m.cpuUs) * 1e6),
    cpuUsPerRow: Number((m.cpuUs / rows).toFixed(2)),
  });
  const report = {
    rows: held,
    batch: batchSize,
    bytesPerRow: Math.round(bytes / rows),
    append: perSecond(append),
    bareInsert: perSecond(bare),
    appendToBareCpu: Number((append.cpuUs / bare.cpuUs).toFixed(2)),
    replay: { rows: replayed, ...perSecond(replay) },
    queriesMs: queries,
    rssMb: Math.round(process.memoryUsage.rss() / 1e6),
    bareBytesPerRow: Math.round(statSync(path.join(folder, 'bare.sqlite')).size / rows),
  };
  process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : `${table(report)}\n`);
}

function table(report: { readonly [key: string]: unknown }, indent = ''): string {
  return Object.entries(report)
    .map(([key, value]) =>
      typeof value === 'object' && value !== null
        ? `${indent}${key}\n${table(value as { [key: string]: unknown }, `${indent}  `)}`
        : `${indent}${key.padEnd(40 - indent.length)} ${typeof value === 'number' ? Number(value.toFixed(2)).toLocaleString('en') : String(value)}`,
    )
    .join('\n');
}

try {
  await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
