import { existsSync, statfsSync, statSync } from 'node:fs';
import { connect, isIP } from 'node:net';
import { connect as connectTls, type PeerCertificate } from 'node:tls';
import type { ControlStatus } from '../console/index.ts';
import { ERRORS, type ErrorCode } from '../model/index.ts';
import { connectTo, type Client } from './client.ts';
import { readServerNote } from './data-folder.ts';
import { webRoot } from './settings.ts';

export interface Check {
  readonly id: string;
  readonly state: 'ok' | 'warning' | 'problem';
  readonly detail: string;
  readonly code?: ErrorCode;
  readonly mend?: string;
}

const GIGABYTE = 1e9;

/** Looks at runtime, folders, and the server that runs on the first of `folders` that has one. */
export async function diagnose(folders: readonly string[]): Promise<readonly Check[]> {
  const running = folders.find((folder) => readServerNote(folder) !== undefined);
  const folder = running ?? folders.find((one) => existsSync(one)) ?? folders[0] ?? '.';
  const checks = [runtime(), pages(), dataFolder(folder), disk(folder)];
  if (running === undefined)
    return [...checks, bad('warning', 'server', 'SP3006', `no server runs on ${folders.join(' or ')}`)];
  const names = readServerNote(running)?.names ?? [];
  return [...checks, ...(await server(connectTo(running), names))];
}

const ok = (id: string, detail: string): Check => ({ id, state: 'ok', detail });
const bad = (
  state: 'warning' | 'problem',
  id: string,
  code: ErrorCode,
  detail: string,
  mend: string = ERRORS[code].mend,
): Check => ({ id, state, detail, code, mend });

function runtime(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return ok('node', process.versions.node);
  return bad('problem', 'node', 'SP0005', process.versions.node);
}

function pages(): Check {
  return webRoot() === null
    ? bad(
        'warning',
        'pages',
        'SP0004',
        "the console's pages are not built",
        'Run `npm start` once, or `npm run build`.',
      )
    : ok('pages', 'built');
}

function dataFolder(folder: string): Check {
  if (!existsSync(folder))
    return bad('warning', 'data', 'SP5001', `${folder} does not exist yet`, 'It is made at the first start.');
  const mode = statSync(folder).mode & 0o077;
  if (process.platform !== 'win32' && mode !== 0)
    return bad('warning', 'data', 'SP5001', `${folder} can be read by other users`, `chmod 700 ${folder}`);
  return ok('data', folder);
}

function disk(folder: string): Check {
  const place = existsSync(folder) ? folder : '.';
  const { bavail, bsize } = statfsSync(place);
  const free = bavail * bsize;
  if (free < GIGABYTE / 10) return bad('problem', 'disk', 'SP5004', `${(free / 1e6).toFixed(0)} MB free`);
  return free < GIGABYTE
    ? bad('warning', 'disk', 'SP5004', `${(free / 1e6).toFixed(0)} MB free`)
    : ok('disk', `${(free / GIGABYTE).toFixed(0)} GB free`);
}

type Source = ControlStatus['sources'][number];

/** Asks the running server, and knocks at its doors from outside. */
async function server(client: Client, names: readonly string[]): Promise<readonly Check[]> {
  try {
    const began = Date.now();
    const status = await client.call('status');
    const skew = status.now - (began + Date.now()) / 2;
    const lost = status.counters.filter((counter) => counter.kind === 'lost' && counter.value > 0);
    const test = status.selfTest;
    return [
      ok('console', client.console),
      ...(status.gateway === ''
        ? []
        : [
            (await answers(status.gateway))
              ? ok('gateway', `${status.gateway} → ${status.upstream}`)
              : bad('problem', 'gateway', 'SP2002', `${status.gateway} does not accept connections`),
            (await answers(status.upstream))
              ? ok('upstream', status.upstream)
              : bad('problem', 'upstream', 'SP2003', `${status.upstream} does not accept connections`),
          ]),
      ...(await Promise.all(names.map((name) => certificateCheck(status.gateway, name)))),
      ...status.sources.filter(({ id }) => id !== 'gateway').map(sensorCheck),
      test.passed === false
        ? bad('problem', 'mode', 'SP2006', `${status.mode}: ${test.detail}`)
        : ok('mode', `${status.mode}: ${test.detail}`),
      Math.abs(skew) > 5_000
        ? bad('warning', 'clock', 'SP0001', `the server's clock differs by ${Math.round(skew)} ms`)
        : ok('clock', `skew ${Math.round(skew)} ms`),
      lost.length > 0
        ? bad('warning', 'records', 'SP5004', lost.map((counter) => `${counter.value} ${counter.title}`).join(', '))
        : ok('records', `${status.journal.rows} kept, none lost`),
    ];
  } catch (error) {
    return [bad('problem', 'console', 'SP3006', (error as Error).message)];
  }
}

function sensorCheck({ id, title, lastEvent, requests, lost }: Source): Check {
  if (lost > 0) return bad('warning', id, 'SP2020', `${title}: ${lost} events lost, ${requests} used`);
  return ok(id, lastEvent === null ? `${title}: nothing yet` : `${title}: ${requests} requests, none lost`);
}

const SOON_DAYS = 14;

/** Looks at the certificate that the gateway really shows for a name. */
async function certificateCheck(url: string, name: string): Promise<Check> {
  const shown = await certificateOf(url, name);
  if (shown === undefined) return bad('problem', 'tls', 'SP2007', `${name}: ${url} shows no certificate`);
  const days = Math.floor((Date.parse(shown.valid_to) - Date.now()) / 86_400_000);
  const names = (shown.subjectaltname ?? name).replaceAll('DNS:', '').replaceAll('IP Address:', '');
  const detail = `${names}: ${days < 0 ? `expired ${-days} days ago` : `${days} days left`}`;
  if (days < 0) return bad('problem', 'tls', 'SP2009', detail);
  return days < SOON_DAYS ? bad('warning', 'tls', 'SP2009', detail) : ok('tls', detail);
}

function certificateOf(url: string, name: string): Promise<PeerCertificate | undefined> {
  const { host, port } = hostAndPort(url);
  return new Promise((resolve) => {
    const servername = name.replace(/^\*/, 'any');
    const socket = connectTls({ host, port, rejectUnauthorized: false, ...(isIP(name) === 0 && { servername }) });
    const end = (certificate?: PeerCertificate): void => {
      socket.destroy();
      resolve(certificate);
    };
    socket.setTimeout(2_000, () => end());
    socket.once('secureConnect', () => end(socket.getPeerCertificate()));
    socket.once('error', () => end());
  });
}

function hostAndPort(url: string): { host: string; port: number } {
  const { hostname, port, protocol } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || (protocol === 'https:' ? 443 : 80)) };
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...hostAndPort(url), timeout: 2_000 });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
