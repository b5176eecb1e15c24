/** Child of the test of durability: appends batches to the journal in argv[2] and says on stdout which are acknowledged. */
import { writeSync } from 'node:fs';
import { openSqliteJournal } from '../sqlite/index.ts';
import { DAY, NOON, runStarted, transaction } from './samples.ts';

const [, , folder = '', round = ''] = process.argv;
const journal = await openSqliteJournal(folder);
for (let batch = 0; ; batch++) {
  const id = (n: number): string => `${round}.${batch}.${n}`;
  const sample = { requestHeaders: [], requestBody: 'x'.repeat(500), responseHeaders: [], responseBody: null };
  // Every other batch belongs to the next day, so that two files are written at the time of death.
  const time = NOON + (batch % 2) * DAY + batch;
  const records = Array.from({ length: 19 }, (_, n) =>
    transaction(batch * 20 + n, { id: id(n), run: round, time, ...(n === 0 && { sample }) }),
  );
  await journal.append([...records, { ...runStarted(round, time), id: id(19) }]);
  writeSync(1, `${batch}\n`);
}
