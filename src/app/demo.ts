import { fork, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { CodedError } from '../model/index.ts';
import { configSchema, splitAddress } from './config.ts';
import { startProtection, type Protection } from './gateway-side.ts';

export interface DemoSettings {
  readonly data: string;
  readonly listen: string | undefined;
  readonly console: string | undefined;
  /** Requests a second of the population. */
  readonly rate: number;
  readonly seed: number;
  readonly onNotice: (text: string) => void;
}

export interface Demo extends Protection {
  readonly shop: string;
}

/** Shop and population in a child process, the gateway before it in enforce mode. Errors: as startProtection. */
export async function startDemo(settings: DemoSettings): Promise<Demo> {
  const child = await startShop(settings);
  try {
    const listen = settings.listen ?? (await free('127.0.0.1:8080'));
    const protection = await startProtection({
      ...configSchema.parse({
        data: settings.data,
        mode: 'enforce',
        trustedProxies: ['127.0.0.1/32'],
        listen,
        console: settings.console ?? (await free('127.0.0.1:9090', listen)),
      }),
      upstream: child.url,
      environment: 'demo',
      onNotice: settings.onNotice,
    });
    child.process.send({ type: 'gateway', url: protection.gateway });
    return {
      ...protection,
      shop: child.url,
      async stop() {
        await child.stop();
        await protection.stop();
      },
    };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

interface Shop {
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

function startShop({ rate, seed, onNotice }: DemoSettings): Promise<Shop> {
  const file = new URL(import.meta.url.endsWith('.ts') ? '../demo/main.ts' : '../demo/main.js', import.meta.url);
  // Its own process group would survive a kill of ours; as a plain child it also ends when the channel to us closes.
  const child = fork(file, [`--seed=${seed}`, `--rate=${rate}`], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: process.execArgv,
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    let stopping = false;
    void ended.then((code) => {
      reject(new CodedError('SP0001', `the demo shop ended with ${code} before it listened`));
      if (!stopping) onNotice(`the demo shop ended with ${code}`);
    });
    child.on('message', (message: { type: string; port?: number }) => {
      if (message.type !== 'listening' || message.port === undefined) return;
      resolve({
        url: `http://127.0.0.1:${message.port}`,
        process: child,
        async stop() {
          stopping = true;
          if (child.connected) child.disconnect();
          await ended;
        },
      });
    });
  });
}

/** The wished address, or the next of ten ports that nobody listens on. */
async function free(wished: string, ...taken: readonly string[]): Promise<string> {
  const { host, port } = splitAddress(wished);
  for (let candidate = port; candidate < port + 10; candidate++) {
    const address = `${host}:${candidate}`;
    if (!taken.includes(address) && (await canListen(host, candidate))) return address;
  }
  return wished;
}

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
