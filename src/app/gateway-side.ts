import { randomBytes } from 'node:crypto';
import { createGateway, type Bound, type Gate, type Gateway, type GatewayOptions } from '../capture/index.ts';
import { createEngine } from '../decide/index.ts';
import { actorRules, createInspector, statelessRules } from '../detect/index.ts';
import { createMatcher } from '../inventory/match.ts';
import { CodedError, type Mitigation, type Mode, type Policy } from '../model/index.ts';
import {
  createIdentifier,
  createInlinePipeline,
  createLearningSampler,
  createRecorder,
  objectSeed,
  type InlinePipeline,
} from '../pipeline/index.ts';
import { openDataFolder, removeServerNote, writeServerNote, type DataFolder } from './data-folder.ts';
import { splitAddress, type Config } from './config.ts';
import { ControlThread } from './control-thread.ts';
import { factsOf } from './gateway-facts.ts';
import { gatewaySides } from './gateway-settings.ts';
import type { GatewayFacts } from './messages.ts';
import { createEventLog } from './event-log.ts';
import { readPolicy } from './policy-file.ts';
import { createSelfTest } from './self-test.ts';
import { startSensors, stopSensors, urlOf, type RunningSensor } from './sensors.ts';
import { webRoot, type Environment } from './settings.ts';

export interface ProtectionSettings extends Config {
  readonly environment: Environment;
  /** Lines for a person: what was counted, what could not be done. */
  readonly onNotice: (text: string) => void;
}

/** A running gateway, or sensors, or both, with the control thread. */
export interface Protection {
  /** '' when only sensors run. */
  readonly gateway: string;
  readonly sensors: readonly RunningSensor[];
  readonly console: string;
  /** One-time sign-in link. */
  readonly link: string;
  readonly mode: Mode;
  readonly dataFolder: string;
  /** Reads the listener's certificates again. */
  reload(): Promise<void>;
  /** Drains, writes what is left, ends the control thread. */
  stop(): Promise<void>;
}

const SELF_TEST_MS = 60_000;

/** Starts everything. Errors: SP1101–SP1103, SP1201, SP1301–SP1303, SP2001–SP2009, SP5001–SP5003; nothing is left running then. */
export async function startProtection(settings: ProtectionSettings): Promise<Protection> {
  if (settings.upstream === undefined && Object.keys(settings.sensors).length === 0)
    throw new CodedError('SP2004', 'no upstream given, and no sensor to listen instead');
  const folder = openDataFolder(settings.data);
  const { policy, text, file } = readPolicy(settings.policy, folder.policyFile, settings);
  const { owners, labels, ownHosts, specifications } = settings;
  const startedAt = Date.now();
  const control = new ControlThread(
    {
      folder: folder.folder,
      key: folder.key,
      policyFile: file,
      policyText: text,
      policy,
      stateless: settings.stateless,
      dataClasses: settings.dataClasses,
      catalogue: { owners, labels, ownHosts, specifications },
      console: splitAddress(settings.console),
      environment: settings.environment,
      upstream: settings.upstream ?? '',
      retentionDays: settings.retentionDays,
      webRoot: webRoot(),
      startedAt,
    },
    settings.onNotice,
  );
  const ready = await control.ready;
  try {
    // What an earlier run began with its memory does not stand where there is none.
    const standing = settings.stateless ? ready.mitigations.filter(({ by }) => by === 'manual') : ready.mitigations;
    const hot = await startHotPath(settings, policy, folder, standing, control, startedAt);
    const gateway = hot.address === undefined ? '' : schemed(urlOf(hot.address), settings);
    control.facts = () => hot.facts(gateway);
    writeServerNote(folder.folder, {
      pid: process.pid,
      console: ready.console,
      token: ready.token,
      gateway,
      names: hot.names,
    });
    return {
      gateway,
      sensors: hot.sensors,
      console: ready.console,
      link: ready.link,
      mode: policy.mode,
      dataFolder: folder.folder,
      reload: () => hot.reload(),
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
  /** Undefined when only sensors run. */
  readonly address: Bound | undefined;
  readonly sensors: readonly RunningSensor[];
  /** A host name of each certificate. */
  readonly names: readonly string[];
  reload(): Promise<void>;
  facts(gateway: string): GatewayFacts;
  stop(): Promise<void>;
}

/** The main thread's half: engine, pipeline, self-test, gateway, sensors. */
async function startHotPath(
  settings: ProtectionSettings,
  policy: Policy,
  { folder, key }: DataFolder,
  mitigations: readonly Mitigation[],
  control: ControlThread,
  startedAt: number,
): Promise<HotPath> {
  const run = `r${startedAt.toString(36)}`;
  const recorder = createRecorder(
    (batch) => control.send({ type: 'batch', items: batch }),
    () => settings.onNotice('recording is behind: transactions are being dropped and counted'),
  );
  control.onSettled = (count) => recorder.acknowledged(count);
  const inspector = createInspector(statelessRules);
  inspector.configure(policy.rules);
  const engine = createEngine({ rules: actorRules, policy, mitigations, run });
  let inForce = policy;
  const pipeline = createInlinePipeline({
    run,
    engine,
    inspector,
    identifier: createIdentifier(key),
    sampler: createLearningSampler(),
    recorder,
    matcher: createMatcher(control.snapshot),
    seed: objectSeed(key),
  });
  pipeline.change({ type: 'run-started', policy, mitigations }, startedAt);
  const selfTest = createSelfTest(pipeline, inspector, actorRules, () => inForce);
  const { gateway, address, sensors } = await startListeners(settings, folder, run, pipeline, selfTest.gate);
  const test = (): void => void (address && selfTest.run({ ...address, ...probeWay(settings) }, Date.now()));
  control.onSnapshot = (snapshot) => pipeline.useMatcher(createMatcher(snapshot));
  control.onChange = (change) => {
    pipeline.change(change, Date.now());
    if (change.type !== 'policy') return;
    inForce = change.policy;
    inspector.configure(change.policy.rules);
    test();
  };
  test();
  const timer = setInterval(test, SELF_TEST_MS).unref();
  return {
    address,
    sensors,
    names: gateway?.certificates().map(({ names }) => names[0] ?? '') ?? [],
    reload: async () => gateway?.reloadCertificates(),
    facts: (url) => factsOf(url, { gateway, sensors, pipeline, engine, inspector, recorder, selfTest }, control.lost),
    async stop() {
      clearInterval(timer);
      await stopSensors(sensors);
      await gateway?.drain();
      recorder.close();
    },
  };
}

const schemed = (url: string, { tls }: ProtectionSettings): string =>
  tls === undefined ? url : url.replace(/^http:/, 'https:');

/** How the self-test gets in; a listener that asks every client for a certificate lets it not. */
const probeWay = ({ tls }: ProtectionSettings): { readonly scheme: 'http' | 'https'; readonly closed: boolean } => ({
  scheme: tls === undefined ? 'http' : 'https',
  closed: tls?.clientCertificates === 'required',
});

/** The gateway, if there is an upstream, and the sensors; when one cannot listen none is left. */
async function startListeners(
  settings: ProtectionSettings,
  folder: string,
  run: string,
  pipeline: InlinePipeline,
  probed: Gate,
): Promise<{
  readonly gateway: Gateway | undefined;
  readonly address: Bound | undefined;
  readonly sensors: readonly RunningSensor[];
}> {
  const newId = createIds(run);
  const { upstream, sensors: wanted, onNotice } = settings;
  const gateway = upstream === undefined ? undefined : createGateway(gatewayOptions(settings, upstream, newId), probed);
  const address = await gateway?.listen();
  try {
    const sensors = await startSensors({ settings: wanted, folder, gate: pipeline, newId, onNotice });
    return { gateway, address, sensors };
  } catch (error) {
    await gateway?.close();
    throw error;
  }
}

/** Ids of transactions: no two of an installation are the same. */
function createIds(run: string): () => string {
  let counter = 0;
  const prefix = `t${run.slice(1)}${randomBytes(2).toString('hex')}`;
  return () => `${prefix}-${(++counter).toString(36)}`;
}

function gatewayOptions(settings: ProtectionSettings, upstream: string, newId: () => string): GatewayOptions {
  return {
    listen: splitAddress(settings.listen),
    upstream,
    trustedProxies: settings.trustedProxies,
    traitHeaders: { ja4: 'x-ja4', h2: 'x-h2', country: 'x-geo-country', asn: 'x-geo-asn' },
    newId,
    log: createEventLog(settings.onNotice),
    ...gatewaySides(settings),
    ...(settings.clockHeader !== undefined && { clockHeader: settings.clockHeader }),
  };
}
