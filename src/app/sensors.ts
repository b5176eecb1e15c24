import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Bound, Gate, SensorListener, SensorParts } from '../capture/index.ts';
import type * as Sensors from '../capture/sensors.ts';
import { SENSORS } from '../model/index.ts';
import { witness, type InlinePipeline } from '../pipeline/index.ts';
import { splitAddress, type Config } from './config.ts';
import type { GatewayFacts } from './messages.ts';

export interface SensorsParts {
  readonly settings: Config['sensors'];
  /** Where the token of the ingest endpoint is kept when the settings name none. */
  readonly folder: string;
  readonly gate: Gate;
  readonly newId: () => string;
  readonly onNotice: (text: string) => void;
}

export interface RunningSensor {
  readonly listener: SensorListener;
  readonly url: string;
}

/** Starts every sensor that the settings name. Errors: SP2001, SP2002; none is left listening then. */
export async function startSensors(parts: SensorsParts): Promise<readonly RunningSensor[]> {
  if (Object.keys(parts.settings).length === 0) return [];
  const makers = makersOf(parts, await import('../capture/sensors.ts'));
  const running: RunningSensor[] = [];
  try {
    for (const [name, { listen, make }] of Object.entries(makers)) {
      const listener = make({
        listen: splitAddress(listen),
        deliver: (exchange) => witness(parts.gate, exchange),
        newId: parts.newId,
        clock: Date.now,
      });
      const bound = await listener.listen();
      if (name !== 'ingest' && !isLocal(bound.host))
        parts.onNotice(
          `${name}: ${urlOf(bound)} is open to the network and asks for no credentials; who reaches it can invent traffic`,
        );
      running.push({ listener, url: urlOf(bound) });
    }
    return running;
  } catch (error) {
    await stopSensors(running);
    throw error;
  }
}

export async function stopSensors(running: readonly RunningSensor[]): Promise<void> {
  await Promise.all(running.map(({ listener }) => listener.close()));
}

interface Maker {
  readonly listen: string;
  readonly make: (parts: SensorParts) => SensorListener;
}

function makersOf(
  { settings, folder, gate }: SensorsParts,
  { createEnvoy, createIngest, createMirror, createOtel }: typeof Sensors,
): Readonly<Record<string, Maker>> {
  const { mirror, envoy, otel, ingest } = settings;
  return {
    ...(mirror && { mirror: { listen: mirror.listen, make: createMirror } }),
    ...(envoy && { envoy: { listen: envoy.listen, make: (own) => createEnvoy({ ...own, gate }) } }),
    ...(otel && { otel: { listen: otel.listen, make: createOtel } }),
    ...(ingest && {
      ingest: {
        listen: ingest.listen,
        make: (own) => createIngest({ ...own, token: ingest.token ?? ownToken(folder) }),
      },
    }),
  };
}

export const tokenFile = (folder: string): string => path.join(folder, 'ingest.token');

/** Made once, so that applications need no new one after a restart. */
function ownToken(folder: string): string {
  const file = tokenFile(folder);
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}

export const urlOf = ({ host, port }: Bound): string => `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
const isLocal = (host: string): boolean => host.startsWith('127.') || host === '::1';

type Source = GatewayFacts['sources'][number];
type Counter = GatewayFacts['counters'][number];

/** One line for each name under which a sensor's exchanges appear. */
export function sensorSources(running: readonly RunningSensor[], pipeline: InlinePipeline): readonly Source[] {
  return running.flatMap(({ listener, url }) =>
    listener.sensors.map((name): Source => {
      const seen = pipeline.sources.get(name);
      return {
        id: name,
        title: `${SENSORS[name].title}, ${url}`,
        state: seen === undefined ? 'idle' : 'up',
        lastEvent: seen?.last ?? null,
        requests: seen?.requests ?? 0,
        lost: listener.counts.lost(name),
      };
    }),
  );
}

/** Everything that the sensors counted beside exchanges. */
export function sensorCounters(running: readonly RunningSensor[]): readonly Counter[] {
  return running.flatMap(({ listener }) =>
    listener.counts.list().map(({ name, title, value, kind }) => ({
      id: `${listener.name}.${name}`,
      title: `${listener.name}: ${title}`,
      value,
      kind,
    })),
  );
}
