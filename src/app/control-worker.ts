import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { openActorRegister, openAnalysis, createRedaction } from '../analysis/index.ts';
import { createConsole } from '../console/index.ts';
import { openFindingRegister } from '../findings/index.ts';
import { createLearner, toOpenApi } from '../inventory/index.ts';
import { CodedError } from '../model/index.ts';
import { openSqliteJournal, openSqliteRecordStore } from '../storage/sqlite/index.ts';
import { createControl } from './control-side.ts';
import { createIntake } from './intake.ts';
import { createFeed } from './feed.ts';
import type { ControlData, FromControl, ToControl } from './messages.ts';
import { ruleFacts, ruleInfos } from './rules.ts';

const data = workerData as ControlData;
const port = parentPort;
if (port === null) throw new Error('the control worker is started by the gateway');
const tell = (message: FromControl): void => port.postMessage(message);

const SAVE_MS = 2_000;
const SAVE_ALL_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Opens stores, analysis and console, then takes batches until told to stop. */
async function start(): Promise<void> {
  mkdirSync(data.folder, { recursive: true });
  const records = await openSqliteRecordStore(data.folder);
  const journal = await openSqliteJournal(data.folder, {
    onProblem: (problem) => tell({ type: 'notice', text: problem.message }),
  });
  const learner = createLearner();
  const findings = await openFindingRegister(records, (id) => ruleFacts().get(id));
  const feed = createFeed();
  const analysis = await openAnalysis({
    journal,
    records,
    learner,
    redaction: createRedaction(data.key),
    findings,
    actors: await openActorRegister(records),
    onSnapshot: (snapshot) => tell({ type: 'snapshot', snapshot }),
    onRecords: feed.records,
  });
  const intake = createIntake(analysis, {
    stored: (count) => tell({ type: 'stored', count }),
    notice: (text) => tell({ type: 'notice', text }),
  });
  const control = createControl({ data, records, findings, feed, tell });
  port?.on('message', (message: ToControl) => {
    if (message.type === 'batch') intake.add(message.items);
    else if (message.type === 'facts') control.facts(message.ask, message.facts);
    else void end();
  });
  const token = randomBytes(24).toString('base64url');
  const console = await createConsole({
    records,
    journal,
    control,
    live: feed,
    rules: ruleInfos(),
    apis: async () => learner.apis(),
    exportOpenApi: async (id) => {
      const api = learner.apis().find((one) => one.id === id);
      return (
        api &&
        toOpenApi(
          api,
          learner.endpoints().filter((endpoint) => endpoint.api === id),
        )
      );
    },
    webRoot: data.webRoot,
    clock: Date.now,
    newToken: () => randomBytes(24).toString('base64url'),
    environment: data.environment,
    onFailure: (what, cause) =>
      tell({ type: 'notice', text: `console: ${what}: ${cause instanceof Error ? cause.message : String(cause)}` }),
  });
  const address = await console.listen(data.console);
  await console.admit(token);
  const timers = [
    setInterval(() => intake.run(() => analysis.save()), SAVE_MS),
    setInterval(() => intake.run(() => analysis.saveAll()), SAVE_ALL_MS),
    setInterval(
      () => intake.run(async () => void (await journal.retain(Date.now() - data.retentionDays * DAY_MS))),
      HOUR_MS,
    ),
  ];
  const url = `http://${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`;
  tell({ type: 'ready', console: url, link: console.signInLink(), token, mitigations: await control.mitigations() });

  async function end(): Promise<void> {
    for (const timer of timers) clearInterval(timer);
    try {
      await console.close();
      await intake.finish();
      await analysis.saveAll();
      await journal.close();
      await records.close();
    } catch (error) {
      tell({ type: 'notice', text: `stopping failed: ${(error as Error).message}` });
    }
    process.exit(0);
  }
}

start().catch((error: unknown) => {
  const coded =
    error instanceof CodedError
      ? error
      : new CodedError('SP0001', error instanceof Error ? (error.stack ?? error.message) : String(error));
  tell({ type: 'failed', code: coded.code, detail: coded.detail });
});
