import { sallyport, scratch, start } from '../lib/cli.ts';

/** The whole program in enforce mode before a real server. */
export interface Protection {
  readonly gateway: string;
  /** What it has said about the traffic so far: one line a finding. Waits until everything judged is recorded. */
  findings(): Promise<readonly unknown[]>;
  /** Requests in its journal. */
  recorded(): Promise<number>;
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
  const ask = async (...command: readonly string[]): Promise<Record<string, unknown>> => {
    const { stdout } = await sallyport([...command, '--json', '--data', place.folder]);
    return JSON.parse(stdout) as Record<string, unknown>;
  };
  return {
    gateway,
    findings: async () => (await ask('finding', 'list'))['rows'] as readonly unknown[],
    recorded: async () => ((await ask('status'))['journal'] as { rows: number }).rows,
    async stop() {
      await running.stop();
      place.dispose();
    },
  };
}
