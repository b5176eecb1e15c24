// Starting candidates and reading what they cost from /proc (Linux).
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

const here = import.meta.dirname;
const started: ChildProcess[] = [];

/** Runs a script of bench/lib and gives its first line of output. */
export async function startScript(
  script: string,
  args: readonly string[],
): Promise<{ readonly pid: number; readonly line: string }> {
  const child = spawn(process.execPath, [path.join(here, script), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  for await (const line of createInterface({ input: child.stdout })) return { pid: child.pid ?? 0, line };
  throw new Error(`${script} ended without a word`);
}

/** Runs a shell command in a process group of its own, so that all of it can be ended. */
export function startCommand(command: string): number {
  const child = spawn('sh', ['-c', command], { stdio: ['ignore', 'ignore', 'inherit'], detached: true });
  started.push(child);
  return child.pid ?? 0;
}

export function stopAll(): void {
  for (const child of started) {
    if (child.pid === undefined || child.exitCode !== null) continue;
    try {
      process.kill(child.spawnargs[0] === 'sh' ? -child.pid : child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The thread or process ended between listing and reading.
    return '';
  }
}

function tree(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).trim();
  return [
    pid,
    ...children
      .split(' ')
      .filter(Boolean)
      .flatMap((child) => tree(Number(child))),
  ];
}

/** CPU time of a process tree with all threads, in microseconds. */
export function cpuMicros(pid: number): number {
  let nanos = 0;
  for (const member of tree(pid)) {
    for (const thread of readdirSync(`/proc/${member}/task`))
      nanos += Number(read(`/proc/${member}/task/${thread}/schedstat`).split(' ')[0] ?? 0);
  }
  return nanos / 1_000;
}

/** Resident memory of a process tree in MiB. */
export function residentMib(pid: number): number {
  let kib = 0;
  for (const member of tree(pid)) kib += Number(/^VmRSS:\s+([0-9]+)/m.exec(read(`/proc/${member}/status`))?.[1] ?? 0);
  return kib / 1_024;
}
