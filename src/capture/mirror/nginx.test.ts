import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type Server } from 'node:http';
import { connect, createServer as createNetServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requires } from '../../../test/lib/require.ts';
import { eventually, listenTo, type Listening } from '../../../test/lib/sensors.ts';
import { createMirror } from './mirror.ts';

const nginx = requires('nginx');
const SAMPLES = path.resolve(import.meta.dirname, '../../../deploy/nginx');

async function freePort(): Promise<number> {
  const server = createNetServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false)).on('connect', () => socket.destroy());
  });

/** NGINX with the sample files as they are shipped, but for the receiver's port. */
describe.skipIf(!nginx.available)('Debian’s NGINX with the sample configuration', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-nginx-'));
  let app: Server;
  let proxy: ChildProcess;
  let front = 0;

  const startProxy = async (sensor: number): Promise<void> => {
    const { port } = app.address() as AddressInfo;
    front = await freePort();
    for (const name of ['sallyport.conf', 'sallyport-mirror.conf']) {
      const sample = readFileSync(path.join(SAMPLES, name), 'utf8');
      writeFileSync(path.join(folder, name), sample.replaceAll('127.0.0.1:9101', `127.0.0.1:${sensor}`));
    }
    const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((one) => `${one}_temp_path ${folder}/${one};`);
    writeFileSync(
      path.join(folder, 'nginx.conf'),
      // Started by root, workers would give up the right to write into the folder.
      `user root; pid ${folder}/pid; error_log stderr; daemon off; worker_processes 1;
      events { worker_connections 64; }
      http { ${own.join(' ')} access_log off; include ${folder}/sallyport.conf;
        server { listen 127.0.0.1:${front}; include ${folder}/sallyport-mirror.conf;
          location / { proxy_pass http://127.0.0.1:${port}; } } }`,
    );
    proxy = spawn(nginx.path, ['-e', 'stderr', '-p', folder, '-c', path.join(folder, 'nginx.conf')], {
      stdio: 'ignore',
    });
    for (let tries = 0; tries < 200 && !(await accepts(front)); tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const stopProxy = async (): Promise<void> => {
    const ended = new Promise((resolve) => proxy.once('exit', resolve));
    proxy.kill('SIGQUIT');
    await ended;
  };
  const send = (target: string, headers: Readonly<Record<string, string>> = {}, body?: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const method = body === undefined ? 'GET' : 'POST';
      const options = { host: '127.0.0.1', port: front, path: target, method, headers, agent: false };
      const call = httpRequest(options, (response) => {
        response.resume().once('end', () => resolve(response.statusCode ?? 0));
      });
      call.once('error', reject).end(body);
    });

  beforeAll(async () => {
    app = createServer((req, res) => {
      req.resume().once('end', () => {
        res
          .writeHead(req.url === '/missing' ? 404 : 200, { 'content-type': 'application/json', 'content-length': 11 })
          .end('{"ok":true}');
      });
    });
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await new Promise((resolve) => app.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  const withProxy = async (work: (listening: Listening) => Promise<void>): Promise<void> => {
    const listening = await listenTo(createMirror);
    await startProxy(listening.bound.port);
    try {
      await work(listening);
    } finally {
      await stopProxy();
    }
  };

  test('every request arrives once with its status, body, time and client; forged headers are overwritten', () =>
    withProxy(async ({ seen, counted }) => {
      // The first line tells the receiver that there is a log to wait for.
      await send('/first');
      await eventually(
        () => (counted()['answer-unmatched'] ?? 0) === 1,
        () => JSON.stringify(counted()),
      );
      const forged = { 'x-original-uri': '/forged', 'x-original-client': '203.0.113.9', authorization: 'Bearer abc' };
      expect(await send('/orders/7?a=%2Fb', forged)).toBe(200);
      expect(await send('/missing')).toBe(404);
      expect(await send('/orders', { 'content-type': 'application/json' }, '{"amount":3}')).toBe(200);
      const large = 'x'.repeat(300_000);
      expect(await send('/upload', {}, large)).toBe(200);
      const [first, ...exchanges] = await seen.until(5);
      expect(first).toMatchObject({ end: 'unseen', request: { target: '/first' } });
      const summary = exchanges.map(({ request, requestBody, response, responseBody, end }) => [
        request.method,
        request.target,
        request.client.address,
        requestBody.size,
        response?.status,
        responseBody?.size,
        end,
      ]);
      expect(summary).toEqual([
        ['GET', '/orders/7?a=%2Fb', '127.0.0.1', 0, 200, 11, 'answered'],
        ['GET', '/missing', '127.0.0.1', 0, 404, 11, 'answered'],
        ['POST', '/orders', '127.0.0.1', 12, 200, 11, 'answered'],
        ['POST', '/upload', '127.0.0.1', 300_000, 200, 11, 'answered'],
      ]);
      const [get] = exchanges;
      expect(get?.request.host).toBe(`127.0.0.1:${front}`);
      expect(get?.request.headers.join('\n')).toContain('Bearer abc');
      expect(get?.request.headers.join('\n').toLowerCase()).not.toContain('x-original');
      expect(Math.abs((get?.request.time ?? 0) - Date.now())).toBeLessThan(60_000);
    }));

  test('clients are answered when the receiver is away', async () => {
    await startProxy(await freePort());
    expect([await send('/orders/1'), await send('/orders', {}, '{}')]).toEqual([200, 200]);
    await stopProxy();
  });
});
