import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Upstream {
  readonly url: string;
  /** Request lines that arrived: `GET /orders/1`. */
  readonly seen: readonly string[];
  close(): Promise<void>;
}

/** A small API on an ephemeral port: orders by id, search, login. What reaches it is kept. */
export async function startUpstream(
  handler?: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<Upstream> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => (handler ?? answer)(request, response, body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
  const url = request.url ?? '/';
  const order = /^\/orders\/(\d+)$/.exec(url);
  if (order) return json(response, 200, { id: Number(order[1]), total: 19.9, email: `buyer${order[1]}@example.com` });
  if (url.startsWith('/search')) return json(response, 200, { hits: [] });
  if (url === '/login') {
    const { password } = JSON.parse(body) as { password: string };
    return password === 'right'
      ? json(response, 200, { token: 'ok-token-0123456789' })
      : json(response, 401, { error: 'wrong login or password' });
  }
  return json(response, 404, { error: 'not found' });
}

function json(response: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
