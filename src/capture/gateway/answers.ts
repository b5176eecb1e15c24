import { STATUS_CODES } from 'node:http';

export interface OwnAnswer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/**
 * An answer of the gateway itself, as a problem document (RFC 9457). It names the status and the transaction, never the
 * reason: what is wrong behind the gateway is for the log.
 */
export function ownAnswer(status: number, id: string | null): OwnAnswer {
  const title = STATUS_CODES[status] ?? 'Error';
  const problem = id === null ? { title, status } : { title, status, instance: `urn:sallyport:${id}` };
  const body = Buffer.from(`${JSON.stringify(problem)}\n`);
  return {
    status,
    headers: [
      'Content-Type',
      'application/problem+json',
      'Cache-Control',
      'no-store',
      'Content-Length',
      String(body.length),
    ],
    body,
  };
}

/** The same for a bare socket: the connection is closed behind it. */
export function rawAnswer(status: number, id: string | null): Buffer {
  const { headers, body } = ownAnswer(status, id);
  return Buffer.concat([
    Buffer.from(`${rawHead(status, STATUS_CODES[status] ?? '', [...headers, 'Connection', 'close'])}`, 'latin1'),
    body,
  ]);
}

export function rawHead(status: number, reason: string, headers: readonly string[]): string {
  let head = `HTTP/1.1 ${status} ${reason}\r\n`;
  for (let i = 0; i < headers.length; i += 2) head += `${headers[i]}: ${headers[i + 1]}\r\n`;
  return `${head}\r\n`;
}

/** Adds Content-Length to a gate's answer when it has none. */
export function withLength(headers: readonly string[], length: number): readonly string[] {
  for (let i = 0; i < headers.length; i += 2) {
    if (headers[i]?.toLowerCase() === 'content-length') return headers;
  }
  return [...headers, 'Content-Length', String(length)];
}
