// The yardstick: node:http in front, undici dispatch behind, bodies held, nothing else. Takes the upstream's address and
// prints the port it listens on. A measuring device, not a proxy: no limits, timeouts, upgrade or care for aborts.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool, type Dispatcher } from 'undici';

const pool = new Pool(process.argv[2] ?? '', { connections: 256, pipelining: 1 });
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'expect',
  'upgrade',
  'te',
]);

class Handler implements Dispatcher.DispatchHandler {
  readonly #res: ServerResponse;
  readonly #chunks: Buffer[] = [];
  #status = 0;
  #headers: string[] = [];
  constructor(res: ServerResponse) {
    this.#res = res;
  }
  onRequestStart(): void {}
  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
    const raw = controller.rawHeaders as Buffer[];
    for (let i = 0; i < raw.length; i += 2) {
      const name = String(raw[i]);
      if (!HOP_BY_HOP.has(name.toLowerCase()))
        this.#headers.push(name, (raw[i + 1] ?? Buffer.alloc(0)).toString('latin1'));
    }
  }
  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }
  onResponseEnd(): void {
    const [first] = this.#chunks;
    const body = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    this.#headers.push('Content-Length', String(body.length));
    this.#res.sendDate = false;
    this.#res.writeHead(this.#status, this.#headers).end(body);
  }
  onResponseError(): void {
    this.#res.writeHead(502).end();
  }
}

const server = createServer((req, res) => {
  const headers: string[] = [];
  for (let i = 0; i < req.rawHeaders.length; i += 2) {
    const name = req.rawHeaders[i] ?? '';
    if (!HOP_BY_HOP.has(name.toLowerCase())) headers.push(name, req.rawHeaders[i + 1] ?? '');
  }
  const send = (body: Buffer | null): void => {
    pool.dispatch({ path: req.url ?? '/', method: req.method ?? 'GET', headers, body }, new Handler(res));
  };
  if (req.method === 'GET') return send(null);
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => send(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)));
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () =>
  console.log((server.address() as AddressInfo).port),
);
