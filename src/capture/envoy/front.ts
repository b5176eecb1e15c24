import type { Server as HttpServer } from 'node:http';
import type { Http2Server } from 'node:http2';
import { createServer, type Server, type Socket } from 'node:net';
import { LIMITS } from '../../model/index.ts';

/** How an HTTP/2 connection begins without TLS (RFC 9113 §3.4). */
const PREFACE = Buffer.from('PRI');

/** One port for both: gRPC comes with HTTP/2's preface, the HTTP variant of ext_authz with HTTP/1. */
export function createFront(http1: HttpServer, http2: Http2Server, onDrop: () => void): Server {
  const server = createServer((socket) => {
    socket.setTimeout(LIMITS.clientHeaderMs, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    sniff(socket, Buffer.alloc(0), (isHttp2) => {
      socket.setTimeout(0);
      (isHttp2 ? http2 : http1).emit('connection', socket);
    });
  });
  server.maxConnections = LIMITS.sensorConnections;
  server.on('drop', onDrop);
  return server;
}

function sniff(socket: Socket, before: Buffer, decide: (isHttp2: boolean) => void): void {
  socket.once('readable', () => {
    const chunk = socket.read() as Buffer | null;
    if (chunk === null) return void socket.destroy();
    const head = Buffer.concat([before, chunk]);
    const beginning = head.subarray(0, PREFACE.length);
    const couldBe = PREFACE.subarray(0, beginning.length).equals(beginning);
    if (couldBe && beginning.length < PREFACE.length) return sniff(socket, head, decide);
    socket.unshift(head);
    decide(couldBe);
  });
}
