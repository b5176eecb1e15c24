import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { JournalRecord } from '../../model/index.ts';
import { ALL_ENDPOINTS } from '../index.ts';
import { openSqliteJournal } from './index.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-kill-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CHILD = fileURLToPath(new URL('../conformance/append-until-killed.ts', import.meta.url));

/** Runs a child that appends, kills it at a random moment, and returns the number of batches it acknowledged. */
async function appendAndKill(round: number): Promise<number> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CHILD, folder, `round-${round}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child.stdout, 'data');
  setTimeout(() => child.kill('SIGKILL'), Math.random() * 150);
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return said.split('\n').length - 1;
}

async function readAll(): Promise<{ records: JournalRecord[]; requests: number }> {
  const journal = await openSqliteJournal(folder, { onProblem: (problem) => expect.unreachable(problem.message) });
  const records: JournalRecord[] = [];
  for (let cursor: string | null = null; ;) {
    const page = await journal.tail(cursor, 1_000);
    if (page.records.length === 0) break;
    records.push(...page.records);
    cursor = page.cursor;
  }
  const totals = await journal.rollups({ from: 0, to: Number.MAX_SAFE_INTEGER, endpoint: ALL_ENDPOINTS });
  await journal.close();
  return { records, requests: totals.reduce((sum, row) => sum + row.requests, 0) };
}

test('nothing acknowledged is lost when the process is killed, and no batch is there by half', async () => {
  let acknowledged = 0;
  for (let round = 1; round <= 3; round++) {
    const batches = await appendAndKill(round);
    const { records, requests } = await readAll();
    const ids = new Set(records.map((record) => record.id));
    const expected = Array.from({ length: batches * 20 }, (_, n) => `round-${round}.${Math.floor(n / 20)}.${n % 20}`);
    expect(expected.filter((id) => !ids.has(id))).toEqual([]);
    expect(ids.size).toBe(records.length);
    expect(records.length % 20).toBe(0);
    expect(requests).toBe((records.length / 20) * 19);
    acknowledged += batches;
  }
  expect(acknowledged).toBeGreaterThan(3);
}, 30_000);
