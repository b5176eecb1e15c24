import type { TransactionRequest } from '../model/index.ts';

/** An answer of our own: status, flat header list, body. */
export interface OwnAnswer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Uint8Array;
}

/**
 * What a refused client is told: that it was refused, and an id that the console and `sallyport explain ID` resolve.
 * Neither rule nor reason: an attacker would tune to them. `retryAfterMs` when the measure ends by itself. It comes as the
 * client reads it: a page, JSON, or a gRPC status.
 */
export function blockPage(request: TransactionRequest, retryAfterMs?: number): OwnAnswer {
  const { id } = request.head;
  if (request.contentType.startsWith('application/grpc')) return grpcRefusal(request.contentType, id);
  const wantsHtml = (request.header('accept') ?? '').includes('text/html');
  const text = wantsHtml ? html(id) : `${JSON.stringify({ error: 'request refused', id })}\n`;
  const body = Buffer.from(request.head.method === 'HEAD' ? '' : text);
  const headers = [
    'content-type',
    wantsHtml ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    'content-length',
    String(Buffer.byteLength(text)),
    'cache-control',
    'no-store',
    'x-sallyport-id',
    id,
  ];
  if (retryAfterMs !== undefined) headers.push('retry-after', String(Math.max(1, Math.ceil(retryAfterMs / 1000))));
  return { status: 403, headers, body };
}

/**
 * The same for a gRPC client, which looks at nothing but trailers: HTTP 200, no body, the status in the one header block there
 * is ("Trailers-Only", PROTOCOL-HTTP2). gRPC-Web reads that form too. 7 is PERMISSION_DENIED, which clients do not repeat.
 */
function grpcRefusal(contentType: string, id: string): OwnAnswer {
  const headers = [
    'content-type',
    contentType,
    'cache-control',
    'no-store',
    'grpc-status',
    '7',
    'grpc-message',
    `request refused, id ${id}`,
    'x-sallyport-id',
    id,
  ];
  return { status: 200, headers, body: new Uint8Array(0) };
}

/** Ids are made by us from [a-z0-9-], so nothing needs escaping. */
function html(id: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Request refused</title><style>body{font:16px/1.5 system-ui;max-width:34rem;margin:15vh auto;padding:0 1rem}code{font-size:1.1em}</style>
<h1>Request refused</h1><p>This request was stopped by the API's protection. If you think that is wrong, give the operator this id:</p>
<p><code>${id}</code></p></html>
`;
}
