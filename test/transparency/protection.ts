import { sallyport, scratch, start } from '../lib/cli.ts';

/** The whole program in enforce mode before a real server. */
export interface Protection {
  readonly gateway: string;
  /** Its own counters by id: `gateway.requests`, `gateway.refused`, `detect.signals` … */
  counters(): Promise<Readonly<Record<string, number>>>;
  stop(): Promise<void>;
}

export async function protect(upstream: string): Promise<Protection> {
  const place = scratch();
  const running = start([
    'protect',
    upstream,
    '--listen',
    '127.0.0.1:0',
    '--console',
    '127.0.0.1:0',
    '--data',
    place.folder,
    '--mode',
    'enforce',
  ]);
  const [, gateway = ''] = await running.seen(/gateway\s+(http:\/\/[\d.]+:\d+)/);
  return {
    gateway,
    async counters() {
      const { stdout } = await sallyport(['status', '--json', '--data', place.folder]);
      const status = JSON.parse(stdout) as {
        readonly counters: readonly { readonly id: string; readonly value: number }[];
      };
      return Object.fromEntries(status.counters.map(({ id, value }) => [id, value]));
    },
    async stop() {
      await running.stop();
      place.dispose();
    },
  };
}
