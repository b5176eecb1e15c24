// Load generator: keep-alive connections, one request at a time on each. Arguments: port, scenario, connections, seconds.
// Prints one line of JSON: LoadResult.
import { connect, type Socket } from 'node:net';
import { requestBytes, type Scenario } from './traffic.ts';

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  /** Answers other than 200 and broken connections. */
  readonly bad: number;
  readonly p50: number;
  readonly p99: number;
}

const [port = 0, , connections = 64, seconds = 2] = process.argv.slice(2).map(Number);
const request = requestBytes((process.argv[3] ?? 'get') as Scenario, port);
const times: number[] = [];
let bad = 0;
let stopped = false;

function drive(socket: Socket): void {
  let sent = performance.now();
  let left = -1;
  const send = (): void => {
    if (stopped) return void socket.destroy();
    left = -1;
    sent = performance.now();
    socket.write(request);
  };
  socket.setNoDelay(true);
  socket.on('connect', send);
  socket.on('error', () => bad++);
  socket.on('data', (bytes) => {
    let body = bytes.length;
    if (left < 0) {
      const end = bytes.indexOf('\r\n\r\n');
      const head = bytes.toString('latin1', 0, end);
      if (!head.startsWith('HTTP/1.1 200')) bad++;
      left = Number(/\r\ncontent-length: *([0-9]+)/i.exec(head)?.[1] ?? 0);
      body -= end + 4;
    }
    left -= body;
    if (left > 0) return;
    times.push(performance.now() - sent);
    send();
  });
}

const began = performance.now();
for (let i = 0; i < connections; i++) drive(connect({ port, host: '127.0.0.1' }));
setTimeout(() => {
  stopped = true;
  const elapsed = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  const result: LoadResult = { requests: times.length, seconds: elapsed, bad, p50: at(0.5), p99: at(0.99) };
  console.log(JSON.stringify(result));
  process.exit(0);
}, seconds * 1000);
