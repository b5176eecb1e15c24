import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const MAIN = path.resolve(import.meta.dirname, '../../src/cli/main.ts');
const FLAGS = ['--disable-warning=ExperimentalWarning'];

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface StartOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** What standard input gives; nothing when absent. */
  readonly input?: Buffer;
}

/** Runs the real program to its end. */
export function sallyport(args: readonly string[], options: StartOptions = {}): Promise<Finished> {
  const running = start(args, options);
  return running.finished;
}

export interface Running {
  readonly process: ChildProcess;
  readonly finished: Promise<Finished>;
  /** Resolves with the first match in standard output or error; rejects when the program ends before. */
  seen(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Ends it as Ctrl-C does and waits. */
  stop(): Promise<Finished>;
}

/** Starts the real program. */
export function start(args: readonly string[], options: StartOptions = {}): Running {
  const env: NodeJS.ProcessEnv = { ...process.env, ...options.env };
  delete env['SALLYPORT_ROOT'];
  for (const name of ['NO_COLOR', 'FORCE_COLOR']) if (options.env?.[name] === undefined) delete env[name];
  const child = spawn(process.execPath, [...FLAGS, MAIN, ...args], {
    env,
    cwd: options.cwd ?? tmpdir(),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A program that does not read its input may end before it is written.
  child.stdin.on('error', () => {}).end(options.input);
  let stdout = '';
  let stderr = '';
  const watchers = new Set<() => void>();
  const notify = (): void => watchers.forEach((watch) => watch());
  child.stdout.setEncoding('utf8').on('data', (text: string) => ((stdout += text), notify()));
  child.stderr.setEncoding('utf8').on('data', (text: string) => ((stderr += text), notify()));
  const finished = new Promise<Finished>((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
  return {
    process: child,
    finished,
    seen: (pattern) =>
      new Promise((resolve, reject) => {
        const watch = (): void => {
          const match = stdout.match(pattern) ?? stderr.match(pattern);
          if (match === null) return;
          watchers.delete(watch);
          resolve(match);
        };
        watchers.add(watch);
        watch();
        void finished.then((end) =>
          reject(new Error(`ended with ${end.code} before ${pattern} was seen\n${end.stdout}\n${end.stderr}`)),
        );
      }),
    async stop() {
      child.kill('SIGINT');
      return finished;
    },
  };
}

/** A fresh folder under the system's temporary one, removed by `dispose`. */
export function scratch(): { readonly folder: string; dispose(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-test-'));
  return { folder, dispose: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) };
}
