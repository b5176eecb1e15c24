// CPU per request of the gateway against a bare forwarder in the same run, memory under load, with idle connections, and
// while a large body passes. `npm run bench:gateway -- --help` lists the options. Loopback only; needs Linux (/proc).
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { parseArgs } from 'node:util';
import type { LoadResult } from './lib/load.ts';
import { cpuMicros, residentMib, startCommand, startScript, stopAll } from './lib/processes.ts';
import { SCENARIOS, type Scenario } from './lib/traffic.ts';

const HELP = `Options:
  --command CMD      measure this program instead of the bare gateway; {PORT} and {UPSTREAM} are filled in
  --rounds N         alternating rounds (default 5)
  --seconds S        load per candidate, scenario and round (default 2)
  --connections N    keep-alive connections of the load (default 64)
  --sections LIST    of load,idle,large (default all)
  --idle N           idle connections (default 10000)
  --large BYTES      size of the large body (default 1 GiB)`;

const { values: options } = parseArgs({
  options: {
    command: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '64' },
    sections: { type: 'string', default: 'load,idle,large' },
    idle: { type: 'string', default: '10000' },
    large: { type: 'string', default: String(2 ** 30) },
    help: { type: 'boolean', default: false },
  },
});

interface Candidate {
  readonly name: 'bare' | 'ours';
  readonly pid: number;
  readonly port: number;
}

interface Row extends LoadResult {
  readonly name: Candidate['name'];
  readonly scenario: Scenario;
  readonly round: number;
  readonly micros: number;
  readonly mib: number;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function startCandidates(upstreamPort: string): Promise<Candidate[]> {
  const upstream = `http://127.0.0.1:${upstreamPort}`;
  const bare = await startScript('bare.ts', [upstream]);
  const baseline: Candidate = { name: 'bare', pid: bare.pid, port: Number(bare.line) };
  if (options.command === undefined) {
    const ours = await startScript('pass-through.ts', [upstream]);
    return [baseline, { name: 'ours', pid: ours.pid, port: Number(ours.line) }];
  }
  const port = await freePort();
  const pid = startCommand(options.command.replaceAll('{PORT}', String(port)).replaceAll('{UPSTREAM}', upstream));
  await answers(port);
  return [baseline, { name: 'ours', pid, port }];
}

async function answers(port: number): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    const reply = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (reply !== undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`nothing answers on port ${port}`);
}

async function load(candidate: Candidate, scenario: Scenario, round: number, seconds: string): Promise<Row> {
  const before = cpuMicros(candidate.pid);
  const { line } = await startScript('load.ts', [String(candidate.port), scenario, options.connections, seconds]);
  const result = JSON.parse(line) as LoadResult;
  return {
    ...result,
    name: candidate.name,
    scenario,
    round,
    micros: (cpuMicros(candidate.pid) - before) / result.requests,
    mib: residentMib(candidate.pid),
  };
}

async function loadSection(candidates: readonly Candidate[]): Promise<void> {
  const rows: Row[] = [];
  for (const scenario of SCENARIOS) for (const candidate of candidates) await load(candidate, scenario, -1, '1');
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const scenario of SCENARIOS) {
      for (const candidate of round % 2 === 0 ? candidates : candidates.toReversed())
        rows.push(await load(candidate, scenario, round, options.seconds));
    }
  }
  console.log(`\nLoad: ${options.connections} connections, median of ${options.rounds} rounds of ${options.seconds} s`);
  console.log('scenario  candidate  CPU us/req     req/s   p50 ms   p99 ms   RSS MiB   not 200');
  for (const scenario of SCENARIOS) {
    const of = (name: Candidate['name'], key: 'micros' | 'p50' | 'p99' | 'mib'): number =>
      median(rows.filter((row) => row.name === name && row.scenario === scenario).map((row) => row[key]));
    for (const { name } of candidates) {
      const own = rows.filter((row) => row.name === name && row.scenario === scenario);
      const rate = median(own.map((row) => row.requests / row.seconds));
      const bad = own.reduce((sum, row) => sum + row.bad, 0);
      console.log(
        `${scenario.padEnd(9)} ${name.padEnd(9)} ${of(name, 'micros').toFixed(1).padStart(11)} ${rate.toFixed(0).padStart(9)} ${of(name, 'p50').toFixed(2).padStart(8)} ${of(name, 'p99').toFixed(2).padStart(8)} ${of(name, 'mib').toFixed(0).padStart(9)} ${String(bad).padStart(9)}`,
      );
    }
    // Neighbours in time see the same machine: the ratio is taken within each round.
    const ratios = rows.flatMap((row) => {
      const twin = rows.find(
        ({ name, round, scenario: other }) => name === 'ours' && round === row.round && other === scenario,
      );
      return row.name === 'bare' && row.scenario === scenario && twin !== undefined ? [row.micros / twin.micros] : [];
    });
    console.log(
      `${scenario.padEnd(9)} bare / ours = ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
    );
  }
}

async function idleSection({ pid, port }: Candidate): Promise<void> {
  const wanted = Number(options.idle);
  const before = residentMib(pid);
  const sockets: Socket[] = [];
  const batch = 200;
  while (sockets.length < wanted) {
    const opening = Array.from({ length: Math.min(batch, wanted - sockets.length) }, () =>
      connect({ port, host: '127.0.0.1' }),
    );
    const opened = await Promise.allSettled(opening.map((socket) => once(socket, 'connect')));
    const usable = opening.filter((_, i) => opened[i]?.status === 'fulfilled');
    // Each is used once: an idle keep-alive connection, not merely an accepted one.
    for (const socket of usable) socket.write('GET /idle HTTP/1.1\r\nHost: bench\r\n\r\n');
    await Promise.all(usable.map((socket) => once(socket, 'data')));
    sockets.push(...usable);
    if (usable.length < opening.length) break;
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const short = sockets.length < wanted ? ' (no more file descriptors: raise ulimit -n)' : '';
  console.log(
    `\nIdle: ${sockets.length} connections${short}: ${residentMib(pid).toFixed(0)} MiB, ${before.toFixed(0)} before`,
  );
  for (const socket of sockets) socket.destroy();
}

async function largeSection({ pid, port }: Candidate): Promise<void> {
  const bytes = Number(options.large);
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, residentMib(pid))), 20);
  const before = residentMib(pid);
  const report = (what: string, moved: number, began: number): void => {
    const seconds = (performance.now() - began) / 1000;
    console.log(
      `Large ${what}: ${(moved / 2 ** 20).toFixed(0)} MiB in ${seconds.toFixed(1)} s, peak ${peak.toFixed(0)} MiB, ${before.toFixed(0)} before`,
    );
    peak = 0;
  };
  console.log();
  let began = performance.now();
  const answer = await fetch(`http://127.0.0.1:${port}/bytes/${bytes}`);
  let moved = 0;
  for await (const part of answer.body ?? []) moved += (part as Uint8Array).length;
  report('download', moved, began);
  began = performance.now();
  report('upload', await upload(port, bytes), began);
  clearInterval(timer);
}

async function upload(port: number, bytes: number): Promise<number> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.write(`PUT /large HTTP/1.1\r\nHost: bench\r\nContent-Length: ${bytes}\r\n\r\n`);
  const part = Buffer.alloc(65_536, 'u');
  const answered = once(socket, 'data');
  for (let left = bytes; left > 0; left -= part.length) {
    if (!socket.write(left < part.length ? part.subarray(0, left) : part)) await once(socket, 'drain');
  }
  const [answer] = (await answered) as [Buffer];
  socket.destroy();
  if (!answer.toString('latin1').startsWith('HTTP/1.1 200'))
    throw new Error(`upload was answered ${answer.toString('latin1', 0, 40)}`);
  return bytes;
}

async function main(): Promise<void> {
  if (options.help) return console.log(HELP);
  const sections = options.sections.split(',');
  const upstream = await startScript('upstream.ts', []);
  const candidates = await startCandidates(upstream.line);
  const ours = candidates.find(({ name }) => name === 'ours');
  if (sections.includes('load')) await loadSection(candidates);
  if (ours !== undefined && sections.includes('idle')) await idleSection(ours);
  if (ours !== undefined && sections.includes('large')) await largeSection(ours);
}

try {
  await main();
} finally {
  stopAll();
}
process.exit(0);
