import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

const SUBJECT_CHARS = 256;

/**
 * Subject of the certificate a client has proved to own: `CN=orders,O=Example`. Undefined when it showed none, null when it
 * showed one that no known authority has signed.
 */
export function clientCertificate(socket: Socket): string | undefined | null {
  if (!(socket instanceof TLSSocket)) return undefined;
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return undefined;
  return socket.authorized ? certificate.subject.replaceAll('\n', ',').slice(0, SUBJECT_CHARS) : null;
}
