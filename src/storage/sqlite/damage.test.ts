import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { CodedError, LIMITS } from '../../model/index.ts';
import { DAY, NOON, finding, transaction } from '../conformance/samples.ts';
import { DayFolder } from './day-folder.ts';
import { openSqliteJournal, openSqliteRecordStore } from './index.ts';

const root = mkdtempSync(path.join(tmpdir(), 'sallyport-damage-'));
afterAll(() => rmSync(root, { recursive: true }));

let made = 0;
let folder = '';
let problems: CodedError[] = [];
beforeEach(() => {
  folder = path.join(root, String(++made));
  problems = [];
});

const onProblem = (problem: CodedError): void => void problems.push(problem);
const open = () => openSqliteJournal(folder, { onProblem });
const dayFile = (day: number): string => path.join(folder, 'journal', `2026-11-${24 + day}.sqlite`);
const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof CodedError ? error.code : error),
  );

async function threeDays(): Promise<void> {
  const journal = await open();
  for (const day of [0, 1, 2])
    await journal.append(
      Array.from({ length: 400 }, (_, n) => transaction(day * 1_000 + n, { time: NOON + day * DAY + n })),
    );
  await journal.close();
}

/** Overwrites every page but the first, so that the file opens and its contents do not. */
function scribble(file: string): void {
  const handle = openSync(file, 'r+');
  for (let at = 4_096; at < statSync(file).size; at += 4_096)
    writeSync(handle, Buffer.alloc(4_096, 0xa5), 0, 4_096, at);
  closeSync(handle);
}

describe('a damaged day', () => {
  const foreign = (file: string): void => {
    rmSync(file);
    const database = new DatabaseSync(file);
    database.exec('CREATE TABLE other (x)');
    database.close();
  };
  const damages = {
    'overwritten with text': (file: string) =>
      writeFileSync(file, 'not a database at all, whatever its name says'.repeat(200)),
    'cut in the middle': (file: string) => truncateSync(file, 30_000),
    'scribbled over': scribble,
    'of another program': foreign,
  };
  test.each(Object.entries(damages))(
    '%s is set aside, reported with a code, and the others are used',
    async (_name, damage) => {
      await threeDays();
      damage(dayFile(1));
      const journal = await open();
      const seen = new Set<string>();
      for await (const batch of journal.replay({ from: 0, to: NOON + 9 * DAY }))
        for (const record of batch) seen.add(record.id);
      expect([seen.size, seen.has('t-0'), seen.has('t-1000'), seen.has('t-2399')]).toEqual([800, true, false, true]);
      expect(problems.map((problem) => problem.code)).toEqual(['SP5005']);
      expect(problems[0]?.detail).toContain(path.basename(dayFile(1)));
      expect((await journal.size()).days).toEqual(['2026-11-24', '2026-11-26']);
      const { cursor } = await journal.tail('1200', 100);
      await journal.append([transaction(9_000, { time: NOON + DAY })]);
      expect((await journal.tail(cursor, 10)).records.map((record) => record.id)).toEqual(['t-9000']);
      await journal.close();
      expect(readdirSync(path.join(folder, 'journal')).filter((name) => name.includes('damaged'))).toContain(
        '2026-11-25.sqlite.damaged-1',
      );
    },
  );

  test('all kinds of damage ran', () => expect(Object.keys(damages)).toHaveLength(4));

  test('that turns up while appending costs no record of the batch', async () => {
    await threeDays();
    const journal = await open();
    scribble(dayFile(2));
    await journal.append([transaction(9_001, { time: NOON + 2 * DAY + 5_000 })]);
    await journal.append([transaction(9_002, { time: NOON + 2 * DAY + 6_000 })]);
    expect((await journal.query({ limit: 2 })).records.map((record) => record.id)).toEqual(['t-9002', 't-9001']);
    await journal.close();
  });

  test('with the newest records leaves a gap in the numbers, so that a cursor beyond them misses nothing', async () => {
    await threeDays();
    const before = await open();
    const { cursor } = await before.tail('1199', 10);
    await before.close();
    writeFileSync(dayFile(2), 'x'.repeat(5_000));
    const after = await open();
    await after.append([transaction(9_003)]);
    expect((await after.tail(cursor, 10)).records.map((record) => record.id)).toEqual(['t-9003']);
    await after.close();
  });

  test('set aside twice keeps both', async () => {
    await threeDays();
    for (let n = 0; n < 2; n++) {
      writeFileSync(dayFile(0), 'x'.repeat(5_000));
      await (await open()).close();
    }
    expect(problems).toHaveLength(2);
    expect(existsSync(`${dayFile(0)}.damaged-2`)).toBe(true);
  });
});

describe('formats', () => {
  test('a journal of a newer version is refused and left as it is', async () => {
    await threeDays();
    const database = new DatabaseSync(dayFile(1));
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(await codeOf(open())).toBe('SP5003');
    expect(await codeOf(open())).toBe('SP5003');
    expect([existsSync(dayFile(1)), problems]).toEqual([true, []]);
  });

  test('records of a newer version are refused', async () => {
    await (await openSqliteRecordStore(folder)).close();
    const database = new DatabaseSync(path.join(folder, 'records.sqlite'));
    database.exec("INSERT INTO kysely_migration VALUES ('9999-from-the-future', '2030-01-01')");
    database.close();
    expect(await codeOf(openSqliteRecordStore(folder))).toBe('SP5003');
  });

  test('records survive closing and opening', async () => {
    const first = await openSqliteRecordStore(folder);
    await first.put('finding', [finding('F-1')]);
    await first.close();
    const second = await openSqliteRecordStore(folder);
    expect(await second.get('finding', ['F-1'])).toEqual([finding('F-1')]);
    await second.close();
  });

  test('damaged records are refused with a code, not replaced', async () => {
    await (await openSqliteRecordStore(folder)).close();
    writeFileSync(path.join(folder, 'records.sqlite'), 'x'.repeat(5_000));
    expect(await codeOf(openSqliteRecordStore(folder))).toBe('SP5005');
    expect(statSync(path.join(folder, 'records.sqlite')).size).toBe(5_000);
  });
});

describe('a data folder that cannot be used', () => {
  test('is a file', async () => {
    writeFileSync(folder, '');
    expect(await codeOf(open())).toBe('SP5001');
    expect(await codeOf(openSqliteRecordStore(folder))).toBe('SP5001');
  });

  test('is in use by this process already', async () => {
    const journal = await open();
    const records = await openSqliteRecordStore(folder);
    expect(await codeOf(open())).toBe('SP5002');
    expect(await codeOf(openSqliteRecordStore(folder))).toBe('SP5002');
    await journal.close();
    await records.close();
    await (await open()).close();
    await (await openSqliteRecordStore(folder)).close();
  });

  test('is in use by another process, and free again when that was killed', async () => {
    const module = JSON.stringify(new URL('./index.ts', import.meta.url).href);
    const script = `import { openSqliteJournal } from ${module}; await openSqliteJournal(${JSON.stringify(folder)}); console.log('open'); setInterval(() => {}, 1e6);`;
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(child.stdout, 'data');
    const refused = await open().catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'SP5002',
      detail: expect.stringContaining(`process ${child.pid}`) as string,
    });
    child.kill('SIGKILL');
    await once(child, 'close');
    await (await open()).close();
  });

  test('is on a full disk: the batch is refused with a code, nothing is lost, and it goes on when there is room', () => {
    const files = new DayFolder(folder, onProblem);
    let kept = 0;
    const append = () => files.append(Array.from({ length: 50 }, (_, n) => transaction(kept + n)));
    const room = (pages: number) =>
      files.read('2026-11-24', (file) => file.first({ text: `PRAGMA max_page_count = ${pages}`, values: [] }));
    append();
    kept += 50;
    room(60);
    const fill = (): void => {
      for (; kept < 100_000; kept += 50) append();
    };
    expect(fill).toThrow(expect.objectContaining({ code: 'SP5004' }) as Error);
    expect(append).toThrow(expect.objectContaining({ code: 'SP5004' }) as Error);
    room(1_000_000);
    append();
    expect(files.days()[0]?.bounds).toMatchObject({ rows: kept + 50, lastSeq: kept + 50 });
    expect([kept > 50, problems]).toEqual([true, []]);
    files.close();
  });
});

describe('many days', () => {
  test('more than are open at a time are all read', async () => {
    const days = LIMITS.journalOpenDays * 2 + 1;
    const journal = await open();
    for (let day = 0; day < days; day++) await journal.append([transaction(day, { time: NOON + day * DAY })]);
    await journal.append([transaction(100)]);
    let replayed = 0;
    for await (const batch of journal.replay({ from: 0, to: NOON + 99 * DAY })) replayed += batch.length;
    expect([replayed, (await journal.query({ limit: 99 })).records.length, (await journal.get('t-0'))?.id]).toEqual([
      days + 1,
      days + 1,
      't-0',
    ]);
    await journal.close();
  });

  test('numbering goes on after all days were dropped and the journal was opened again', async () => {
    await threeDays();
    const first = await open();
    const { cursor } = await first.tail('1199', 10);
    await first.retain(NOON + 9 * DAY);
    await first.close();
    const second = await open();
    await second.append([transaction(5_000)]);
    expect((await second.tail(cursor, 10)).records.map((record) => record.id)).toEqual(['t-5000']);
    await second.close();
  });

  test('a copy of a closed day file is complete by itself', async () => {
    await threeDays();
    const copy = path.join(root, 'copy.sqlite');
    copyFileSync(dayFile(1), copy);
    const database = new DatabaseSync(copy);
    expect(database.prepare('SELECT count(*) AS n FROM record').get()).toEqual({ n: 400 });
    database.close();
  });
});
