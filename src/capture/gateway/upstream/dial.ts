import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { UpstreamFailure } from './upstream.ts';

export interface UpstreamTls {
  readonly ca?: string | Buffer;
  /** False: whoever answers is believed to be the upstream. */
  readonly rejectUnauthorized?: boolean;
  /** Name asked for and verified instead of the upstream's host. */
  readonly servername?: string;
}

export interface DialOptions {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly connectMs: number;
  readonly tls: UpstreamTls;
}

/** Silent connections (event streams, tunnels) are probed after this, so that a vanished peer is noticed. */
export const KEEP_ALIVE_PROBE_MS = 30_000;

/** Opens a connection, encrypted where the scheme says so. Exactly one of the two is called. */
export function dial(
  options: DialOptions,
  alpn: readonly string[],
  onOpen: (socket: Socket) => void,
  onFailure: (failure: UpstreamFailure) => void,
): Socket {
  const { scheme, host, port, tls, connectMs } = options;
  const target = { host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_PROBE_MS };
  const servername = tls.servername ?? (isIP(host) === 0 ? host : '');
  const socket: Socket =
    scheme === 'https' ? connectTls({ ...target, servername, ALPNProtocols: [...alpn], ...tls }) : connectTcp(target);
  let failure: UpstreamFailure = { kind: 'failed', detail: 'closed while connecting' };
  const timer = setTimeout(() => {
    failure = { kind: 'timeout', detail: `no connection to ${host}:${port} in ${connectMs} ms` };
    socket.destroy();
  }, connectMs);
  const onError = (error: Error): void => {
    if (failure.kind === 'failed') failure = { kind: 'failed', detail: describe(error) };
  };
  const onClose = (): void => {
    clearTimeout(timer);
    onFailure(failure);
  };
  socket.on('error', onError).on('close', onClose);
  socket.once(scheme === 'https' ? 'secureConnect' : 'connect', () => {
    clearTimeout(timer);
    socket.off('error', onError).off('close', onClose);
    onOpen(socket);
  });
  return socket;
}

/** `ECONNREFUSED 127.0.0.1:3000`, or the message where there is no code. */
export function describe(error: Error): string {
  const { code, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (code === undefined) return error.message;
  return address === undefined ? `${code} ${error.message}` : `${code} ${address}:${port ?? ''}`;
}
