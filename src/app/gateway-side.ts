import { randomBytes } from 'node:crypto';
import { createGateway, type GatewayOptions } from '../capture/index.ts';
import { createEngine } from '../decide/index.ts';
import { actorRules, createInspector, valueRules } from '../detect/index.ts';
import { createMatcher } from '../inventory/match.ts';
import { type Mitigation, type Mode, type Policy } from '../model/index.ts';
import {
  createIdentifier,
  createInlinePipeline,
  createLearningSampler,
  createRecorder,
  objectSeed,
} from '../pipeline/index.ts';
import { openDataFolder, removeServerNote, writeServerNote } from './data-folder.ts';
import { splitAddress, type Config } from './config.ts';
import { ControlThread } from './control-thread.ts';
import { factsOf } from './gateway-facts.ts';
import type { GatewayFacts } from './messages.ts';
import { createEventLog } from './event-log.ts';
import { readPolicy } from './policy-file.ts';
import { createSelfTest } from './self-test.ts';
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
  control.onSettled = (count) => recorder.acknowledged(count);
  const inspector = createInspector(valueRules);
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
    facts: (url) => factsOf(url, { gateway, pipeline, engine, inspector, recorder, selfTest }, control.lost),
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
