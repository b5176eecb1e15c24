import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Server as NetServer, Socket } from 'node:net';
import { CodedError, LIMITS, type SensorName } from '../../model/index.ts';
import type { SensorCounts } from './counts.ts';
import type { Bound } from './sensor.ts';

type Handle = (req: IncomingMessage, res: ServerResponse) => void | Promise<void>;

/** An HTTP/1 server for senders: bounded heads, times and connections; a handler that fails answers 500. */
export function createSensorServer(handle: Handle, counts: SensorCounts, sensor: SensorName): Server {
  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    try {
      await handle(req, res);
    } catch {
      counts.count('malformed', sensor);
      if (!res.headersSent) res.writeHead(500);
      res.end();
    }
  };
  const server = createServer(
    {
      maxHeaderSize: LIMITS.headBytes * 2,
      headersTimeout: LIMITS.clientHeaderMs,
      requestTimeout: LIMITS.clientRequestMs,
      keepAliveTimeout: LIMITS.keepAliveMs,
      requireHostHeader: false,
    },
    (req, res) => void answer(req, res),
  );
  server.maxHeadersCount = LIMITS.headerLines * 2;
  server.maxConnections = LIMITS.sensorConnections;
  server.on('drop', () => counts.count('busy', sensor));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code !== 'ECONNRESET') counts.count('bad-request', sensor);
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    else socket.destroy();
  });
  return server;
}

/** Errors: SP2001 address in use, SP2002 cannot be bound. */
export async function bind(server: NetServer, { host, port }: Bound): Promise<Bound> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(bindError(cause, { host, port })));
    server.listen({ host, port }, resolve);
  });
  const bound = server.address() as AddressInfo;
  return { host: bound.address, port: bound.port };
}

export const bindError = (cause: NodeJS.ErrnoException, { host, port }: Bound): CodedError =>
  new CodedError(
    cause.code === 'EADDRINUSE' ? 'SP2001' : 'SP2002',
    `${host}:${port} (${cause.code ?? cause.message})`,
    {
      cause,
    },
  );

/** Remembers the sockets of a server, so that it can be closed without waiting for what peers keep open. */
export function closer(server: NetServer): () => Promise<void> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
}
