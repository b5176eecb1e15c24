import { randomBytes } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { createGateway, type Gateway, type GatewayOptions } from '../capture/index.ts';
import { createEngine } from '../decide/index.ts';
import { actorRules, createInspector, valueRules } from '../detect/index.ts';
import { createMatcher } from '../inventory/index.ts';
import { CodedError, LIMITS, type Mitigation, type Mode, type Policy } from '../model/index.ts';
import {
  createIdentifier,
  createInlinePipeline,
  createLearningSampler,
  createRecorder,
  objectSeed,
  type InlinePipeline,
  type Recorder,
} from '../pipeline/index.ts';
import { openDataFolder, removeServerNote, writeServerNote } from './data-folder.ts';
import { splitAddress, type Config } from './config.ts';
import type { ControlData, FromControl, GatewayFacts, ToControl } from './messages.ts';
import { createEventLog } from './event-log.ts';
import { readPolicy } from './policy-file.ts';
import { createSelfTest, type SelfTest } from './self-test.ts';
import { webRoot, type Environment } from './settings.ts';

export interface ProtectionSettings extends Config {
  readonly upstream: string;
  readonly environment: Environment;
  /** Lines for a person: what was counted, what could not be done. */
  readonly onNotice: (text: string) => void;
}

/** A running gateway with its control thread. */
export interface Protection {
  readonly gateway: string;
  readonly console: string;
  /** One-time sign-in link. */
  readonly link: string;
  readonly mode: Mode;
  readonly dataFolder: string;
  /** Drains, writes what is left, ends the control thread. */
  stop(): Promise<void>;
}

const SELF_TEST_MS = 60_000;

/** Starts everything. Errors: SP1101–SP1103, SP2001–SP2005, SP5001–SP5003; nothing is left running then. */
export async function startProtection(settings: ProtectionSettings): Promise<Protection> {
  const folder = openDataFolder(settings.data);
  const { policy, text, file } = readPolicy(settings.policy, folder.policyFile, settings.mode);
  const startedAt = Date.now();
  const control = new ControlThread(
    {
      folder: folder.folder,
      key: folder.key,
      policyFile: file,
      policyText: text,
      policy,
      console: splitAddress(settings.console),
      environment: settings.environment,
      upstream: settings.upstream,
      retentionDays: settings.retentionDays,
      webRoot: webRoot(),
      startedAt,
    },
    settings.onNotice,
  );
  const ready = await control.ready;
  try {
    const hot = await startHotPath(settings, policy, folder.key, ready.mitigations, control, startedAt);
    const gateway = `http://${hot.address.host.includes(':') ? `[${hot.address.host}]` : hot.address.host}:${hot.address.port}`;
    control.facts = () => hot.facts(gateway);
    writeServerNote(folder.folder, { pid: process.pid, console: ready.console, token: ready.token, gateway });
    return {
      gateway,
      console: ready.console,
      link: ready.link,
      mode: policy.mode,
      dataFolder: folder.folder,
      async stop() {
        removeServerNote(folder.folder);
        await hot.stop();
        await control.stop();
      },
    };
  } catch (error) {
    await control.stop();
    throw error;
  }
}

interface HotPath {
  readonly address: { readonly host: string; readonly port: number };
  facts(gateway: string): GatewayFacts;
  stop(): Promise<void>;
}

/** The main thread's half: engine, pipeline, self-test, gateway. */
async function startHotPath(
  settings: ProtectionSettings,
  policy: Policy,
  key: Uint8Array,
  mitigations: readonly Mitigation[],
  control: ControlThread,
  startedAt: number,
): Promise<HotPath> {
  const run = `r${startedAt.toString(36)}`;
  const recorder = createRecorder(
    (batch) => control.send({ type: 'batch', items: batch }),
    () => settings.onNotice('recording is behind: transactions are being dropped and counted'),
  );
  control.onStored = (count) => recorder.acknowledged(count);
  const inspector = createInspector(valueRules);
  let inForce = policy;
  const pipeline = createInlinePipeline({
    run,
    engine: createEngine({ rules: actorRules, policy, mitigations, run }),
    inspector,
    identifier: createIdentifier(key),
    sampler: createLearningSampler(),
    recorder,
    matcher: createMatcher(control.snapshot),
    seed: objectSeed(key),
  });
  pipeline.change({ type: 'run-started', policy, mitigations }, startedAt);
  const selfTest = createSelfTest(pipeline, inspector, actorRules, () => inForce);
  const gateway = createGateway(gatewayOptions(settings, run), selfTest.gate);
  const address = await gateway.listen();
  const test = (): void => void selfTest.run(address, Date.now());
  control.onSnapshot = (snapshot) => pipeline.useMatcher(createMatcher(snapshot));
  control.onChange = (change) => {
    pipeline.change(change, Date.now());
    if (change.type !== 'policy') return;
    inForce = change.policy;
    test();
  };
  test();
  const timer = setInterval(test, SELF_TEST_MS).unref();
  return {
    address,
    facts: (url) => factsOf(url, gateway, pipeline, recorder, selfTest),
    async stop() {
      clearInterval(timer);
      await gateway.drain();
      recorder.close();
    },
  };
}

function gatewayOptions(settings: ProtectionSettings, run: string): GatewayOptions {
  let counter = 0;
  const prefix = `t${run.slice(1)}${randomBytes(2).toString('hex')}`;
  return {
    listen: splitAddress(settings.listen),
    upstream: settings.upstream,
    trustedProxies: settings.trustedProxies,
    traitHeaders: { ja4: 'x-ja4', h2: 'x-h2', country: 'x-geo-country', asn: 'x-geo-asn' },
    newId: () => `${prefix}-${(++counter).toString(36)}`,
    log: createEventLog(settings.onNotice),
    ...(settings.clockHeader !== undefined && { clockHeader: settings.clockHeader }),
  };
}

function factsOf(
  url: string,
  gateway: Gateway,
  pipeline: InlinePipeline,
  recorder: Recorder,
  selfTest: SelfTest,
): GatewayFacts {
  const { counters } = pipeline;
  const stats = gateway.stats();
  return {
    gateway: url,
    selfTest: selfTest.last,
    queue: { length: recorder.inFlight, limit: LIMITS.recordQueue },
    lastRequest: pipeline.lastRequest,
    requests: counters.judged,
    counters: [
      { id: 'gateway.requests', title: 'requests judged', value: counters.judged, kind: 'activity' },
      { id: 'gateway.refused', title: 'requests refused', value: counters.refused, kind: 'activity' },
      {
        id: 'gateway.would-refuse',
        title: 'requests that full enforcement would refuse',
        value: counters.wouldRefuse,
        kind: 'activity',
      },
      { id: 'detect.signals', title: 'signals', value: counters.signals, kind: 'activity' },
      { id: 'gateway.connections', title: 'open connections', value: stats.connections, kind: 'activity' },
      {
        id: 'gateway.records-dropped',
        title: 'transactions not recorded because recording was behind',
        value: recorder.dropped,
        kind: 'lost',
      },
      ...Object.entries(stats.counters).map(([id, value]) => ({
        id: `gateway.${id}`,
        title: id.replaceAll('-', ' '),
        value,
        kind: 'swallowed' as const,
      })),
    ],
  };
}

const STARTING: GatewayFacts = {
  gateway: '',
  selfTest: { at: null, passed: null, detail: 'the gateway is starting' },
  counters: [],
  queue: { length: 0, limit: LIMITS.recordQueue },
  lastRequest: null,
  requests: 0,
};

/** The control worker as the main thread sees it. */
class ControlThread {
  readonly ready: Promise<Extract<FromControl, { type: 'ready' }>>;
  onStored: (count: number) => void = () => {};
  onChange: (change: Extract<FromControl, { type: 'change' }>['change']) => void = () => {};
  facts: () => GatewayFacts = () => STARTING;
  /** Newest inventory; kept because the first comes before the hot path exists. */
  snapshot: Extract<FromControl, { type: 'snapshot' }>['snapshot'] = { version: 0, endpoints: [] };
  #onSnapshot: (snapshot: ControlThread['snapshot']) => void = () => {};
  readonly #worker: Worker;
  readonly #stopped: Promise<void>;

  constructor(data: ControlData, onNotice: (text: string) => void) {
    const file = new URL(
      import.meta.url.endsWith('.ts') ? './control-worker.ts' : './control-worker.js',
      import.meta.url,
    );
    this.#worker = new Worker(file, { workerData: data, resourceLimits: { maxYoungGenerationSizeMb: 16 } });
    this.#stopped = new Promise((resolve) => this.#worker.once('exit', () => resolve()));
    this.ready = new Promise((resolve, reject) => {
      this.#worker.on('message', (message: FromControl) => {
        if (message.type === 'ready') resolve(message);
        else if (message.type === 'failed')
          void this.#worker.terminate().then(() => reject(new CodedError(message.code, message.detail)));
        else this.#receive(message, onNotice);
      });
      this.#worker.once('error', (error: Error) => {
        reject(error);
        onNotice(`the control thread ended: ${error.message}; the gateway goes on without recording`);
      });
    });
  }

  set onSnapshot(listener: (snapshot: ControlThread['snapshot']) => void) {
    this.#onSnapshot = listener;
  }

  send(message: ToControl): void {
    this.#worker.postMessage(message);
  }

  async stop(): Promise<void> {
    this.send({ type: 'stop' });
    await this.#stopped;
  }

  #receive(message: Exclude<FromControl, { type: 'ready' | 'failed' }>, onNotice: (text: string) => void): void {
    switch (message.type) {
      case 'stored':
        return this.onStored(message.count);
      case 'snapshot':
        this.snapshot = message.snapshot;
        return this.#onSnapshot(message.snapshot);
      case 'change':
        return this.onChange(message.change);
      case 'ask-facts':
        return this.send({ type: 'facts', ask: message.ask, facts: this.facts() });
      default:
        return onNotice(message.text);
    }
  }
}
