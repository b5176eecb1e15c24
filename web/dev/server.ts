/**
 * Serves the built pages with invented data, for looking at them and for their tests in a browser.
 * `node web/dev/server.ts [filled|empty|error|signed-out] [port]`
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { CALLS, type Calls, type LiveChange } from '../src/api/types.gen.ts';
import { answer, change, Failure, type Asked, type State } from './answers.ts';

const DIST = path.resolve(import.meta.dirname, '../dist');
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const NONCE = 'bm9uY2UtZm9yLWRldmVsb3BtZW50';
/** As strict as the console's own policy: what it forbids must fail here too. */
const POLICY = `default-src 'self'; style-src 'self' 'nonce-${NONCE}'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const ROUTES = Object.entries(CALLS).map(([id, { method, path: template }]) => ({
  id: id as keyof Calls,
  method,
  pattern: new RegExp(`^${template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
}));

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(value));
}

async function sendFile(response: ServerResponse, pathname: string): Promise<void> {
  const type = TYPES[path.extname(pathname)];
  if (type === undefined) {
    const html = (await readFile(path.join(DIST, 'index.html'), 'utf8')).replaceAll('__CSP_NONCE__', NONCE);
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY })
      .end(html);
    return;
  }
  const file = await readFile(path.join(DIST, path.normalize(pathname))).catch(() => undefined);
  if (file === undefined) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': type }).end(file);
}

async function sendAnswer(state: State, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const route = ROUTES.find(({ method, pattern }) => method === request.method && pattern.test(url.pathname));
  if (route === undefined)
    return sendJson(response, 404, new Failure(404, 'SP0004', 'Not found', 'no such call', '').problem);
  const groups = route.pattern.exec(url.pathname)?.groups ?? {};
  const params = Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
  const asked: Asked = { params, query: url.searchParams, body: await bodyOf(request) };
  try {
    sendJson(response, 200, answer(state, route.id, asked));
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    sendJson(response, failure.status, failure.problem);
  }
}

export interface FixtureServer {
  readonly url: string;
  /** Tells every open page of a change, as the live stream does. */
  emit(more: Partial<LiveChange>): void;
  close(): void;
}

/** Starts on loopback; port 0 takes a free one. */
export async function startFixtureServer(state: State, port = 0): Promise<FixtureServer> {
  const streams = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname === CALLS.live.path) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(': open\n\n');
      streams.add(response);
      response.on('close', () => streams.delete(response));
      return;
    }
    const work = url.pathname.startsWith('/api/')
      ? sendAnswer(state, request, response, url)
      : sendFile(response, url.pathname);
    work.catch((failure: unknown) => response.destroy(failure instanceof Error ? failure : new Error(String(failure))));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    emit: (more) => {
      for (const stream of streams) stream.write(`event: change\ndata: ${JSON.stringify(change(more))}\n\n`);
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

if (import.meta.main) {
  const [state = 'filled', port = '5180'] = process.argv.slice(2);
  const { url } = await startFixtureServer(state as State, Number(port));
  console.log(`${state} at ${url}`);
}
