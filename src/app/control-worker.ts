import { randomBytes } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import {
  createRedaction,
  openActorRegister,
  openAnalysis,
  openCatalogue,
  openCorrections,
  type Analysis,
  type CorrectionBook,
} from '../analysis/index.ts';
import { createConsole, type CatalogueAccess, type Console, type Control, type LiveFeed } from '../console/index.ts';
import { openFindingRegister } from '../findings/index.ts';
import { createLearner, toOpenApi, type Learner } from '../inventory/index.ts';
import { CodedError } from '../model/index.ts';
import type { Journal, RecordStore } from '../storage/index.ts';
import { openSqliteJournal, openSqliteRecordStore } from '../storage/sqlite/index.ts';
import { catalogueAccess, catalogueSettings, importConfigured } from './catalogue.ts';
import { createControl } from './control-side.ts';
import { classifierOf } from './data-classes.ts';
import { createIntake, type Intake } from './intake.ts';
import { createFeed } from './feed.ts';
import type { ControlData, FromControl, ToControl } from './messages.ts';
import { objectSeed, unpack } from '../pipeline/index.ts';
import { ruleFacts, ruleInfos } from './rules.ts';

const data = workerData as ControlData;
const port = parentPort;
if (port === null) throw new Error('the control worker is started by the gateway');
const tell = (message: FromControl): void => port.postMessage(message);

const SAVE_MS = 2_000;
const SAVE_ALL_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Reads the owner's files, opens stores, analysis and console, then takes batches until told to stop. */
async function start(): Promise<void> {
  const notice = (text: string): void => tell({ type: 'notice', text });
  const classify = classifierOf(data.dataClasses);
  const settings = catalogueSettings(data.catalogue);
  const records = await openSqliteRecordStore(data.folder);
  const journal = await openSqliteJournal(data.folder, { onProblem: (problem) => notice(problem.message) });
  const learner = createLearner({ seed: objectSeed(data.key), classify });
  const findings = await openFindingRegister(records, (id) => ruleFacts().get(id));
  const feed = createFeed();
  const catalogue = await openCatalogue(records, settings);
  // Before the first snapshot: templates come up as their owners left them.
  const corrections = await openCorrections(records, learner, () => refresh(), notice);
  const analysis = await openAnalysis({
    catalogue,
    journal,
    records,
    learner,
    redaction: createRedaction(data.key, classify),
    findings,
    actors: await openActorRegister(records),
    onSnapshot: (snapshot) => tell({ type: 'snapshot', snapshot }),
    onRecords: feed.records,
  });
  const intake = createIntake(analysis, { settled: (count, lost) => tell({ type: 'settled', count, lost }), notice });
  const control = createControl({ data, records, findings, feed, forgotten: analysis.forgotten, tell });
  const running: Running = { timers: [], console: undefined, intake, analysis, journal, records };
  port?.on('message', (message: ToControl) => {
    if (message.type === 'batch') intake.add(unpack(message.items));
    else if (message.type === 'facts') control.facts(message.ask, message.facts);
    else void end(running, notice);
  });
  const token = newToken();
  const refresh = (): void => intake.run(() => analysis.save());
  const access = { catalogue: catalogueAccess(catalogue, analysis, learner, refresh), corrections };
  const console = await openConsole({ records, journal, control, feed, learner, notice, ...access });
  running.console = console.console;
  await console.console.admit(token);
  running.timers.push(...maintain(intake, analysis, journal));
  void importConfigured(catalogue, data.catalogue.specifications, data.startedAt, notice).then(refresh);
  const link = console.console.signInLink();
  tell({ type: 'ready', console: console.url, link, token, mitigations: await control.mitigations() });
}

interface Running {
  readonly timers: NodeJS.Timeout[];
  console: Console | undefined;
  readonly intake: Intake;
  readonly analysis: Analysis;
  readonly journal: Journal;
  readonly records: RecordStore;
}

/** Writes what is left and ends the thread. */
async function end(running: Running, notice: (text: string) => void): Promise<void> {
  for (const timer of running.timers) clearInterval(timer);
  try {
    await running.console?.close();
    await running.intake.finish();
    await running.analysis.saveAll();
    await running.journal.close();
    await running.records.close();
  } catch (error) {
    notice(`stopping failed: ${(error as Error).message}`);
  }
  process.exit(0);
}

const newToken = (): string => randomBytes(24).toString('base64url');

interface ConsoleParts {
  readonly records: RecordStore;
  readonly journal: Journal;
  readonly control: Control;
  readonly feed: LiveFeed;
  readonly learner: Learner;
  readonly catalogue: CatalogueAccess;
  readonly corrections: CorrectionBook;
  readonly notice: (text: string) => void;
}

async function openConsole(parts: ConsoleParts): Promise<{ readonly console: Console; readonly url: string }> {
  const { records, journal, control, feed, learner, notice, catalogue, corrections } = parts;
  const console = await createConsole({
    records,
    journal,
    control,
    live: feed,
    catalogue,
    corrections,
    rules: ruleInfos(),
    apis: async () => learner.apis(),
    async exportOpenApi(id) {
      const api = learner.apis().find((one) => one.id === id);
      const own = learner.endpoints().filter((endpoint) => endpoint.api === id);
      return api && toOpenApi(api, own);
    },
    webRoot: data.webRoot,
    clock: Date.now,
    newToken,
    environment: data.environment,
    onFailure: (what, cause) => notice(`console: ${what}: ${cause instanceof Error ? cause.message : String(cause)}`),
  });
  const { host, port: bound } = await console.listen(data.console);
  return { console, url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}` };
}

function maintain(intake: Intake, analysis: Analysis, journal: Journal): NodeJS.Timeout[] {
  const retain = async (): Promise<void> => {
    await journal.retain(Date.now() - data.retentionDays * DAY_MS);
  };
  return [
    setInterval(() => intake.run(() => analysis.save()), SAVE_MS),
    setInterval(() => intake.run(() => analysis.saveAll()), SAVE_ALL_MS),
    setInterval(() => intake.run(retain), HOUR_MS),
  ];
}

start().catch((error: unknown) => {
  const coded =
    error instanceof CodedError
      ? error
      : new CodedError('SP0001', error instanceof Error ? (error.stack ?? error.message) : String(error));
  tell({ type: 'failed', code: coded.code, detail: coded.detail });
});
