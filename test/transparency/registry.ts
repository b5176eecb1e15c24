import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface Registry {
  readonly url: string;
  stop(): Promise<void>;
}

/** A real verdaccio on a free port, with storage and users below `folder` and no upstream registry. */
export async function startRegistry(verdaccio: string, folder: string): Promise<Registry> {
  const config = path.join(folder, 'verdaccio.yaml');
  const rights = { access: '$all', publish: '$authenticated', unpublish: '$authenticated' };
  // JSON is YAML.
  writeFileSync(
    config,
    JSON.stringify({
      storage: path.join(folder, 'storage'),
      auth: { htpasswd: { file: path.join(folder, 'htpasswd'), max_users: 10 } },
      uplinks: {},
      packages: { '@*/*': rights, '**': rights },
      log: { type: 'stdout', format: 'json', level: 'fatal' },
    }),
  );
  const script = path.join(import.meta.dirname, 'serve-verdaccio.mjs');
  const child = spawn(process.execPath, [script, verdaccio, config], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /^listening on ([0-9]+)$/.exec(line)?.[1];
    if (port === undefined) continue;
    child.stdout.resume();
    return {
      url: `http://127.0.0.1:${port}`,
      async stop() {
        child.kill();
        await ended;
      },
    };
  }
  throw new Error('verdaccio ended before it listened');
}

export interface NpmRun {
  readonly code: number | null;
  readonly output: string;
}

/** npm as it was called, or the one on the PATH, with a home, configuration and cache of its own. */
export function createNpm(
  home: string,
  registry: string,
): (folder: string, args: readonly string[], answers?: readonly string[]) => Promise<NpmRun> {
  const cli = process.env['npm_execpath'];
  const [command, prefix] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_|_proxy$/i.test(name));
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(inherited),
    HOME: home,
    USERPROFILE: home,
    npm_config_userconfig: path.join(home, '.npmrc'),
    npm_config_globalconfig: path.join(home, 'npmrc-global'),
    npm_config_cache: path.join(home, 'cache'),
    npm_config_registry: `${registry}/`,
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    npm_config_fetch_retries: '0',
  };
  return (folder, args, answers = []) =>
    new Promise((resolve, reject) => {
      const child = spawn(command, [...prefix, ...args], {
        cwd: folder,
        env,
        shell: command === 'npm' && process.platform === 'win32',
      });
      const left = [...answers];
      let output = '';
      const onText = (text: string): void => {
        output += text;
        // One answer a question: npm reads them only after it has asked.
        if (/(?:Username|Password|Email[^\n]*): $/.test(text)) child.stdin.write(`${left.shift() ?? ''}\n`);
      };
      child.stdout.setEncoding('utf8').on('data', onText);
      child.stderr.setEncoding('utf8').on('data', onText);
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, output }));
    });
}
