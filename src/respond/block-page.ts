import type { TransactionRequest } from '../model/index.ts';

/** An answer of our own: status, flat header list, body. */
export interface OwnAnswer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Uint8Array;
}

/**
 * What a refused client is told: that it was refused, and an id that the console and `sallyport explain ID` resolve.
 * Neither rule nor reason: an attacker would tune to them. `retryAfterMs` when the measure ends by itself.
 */
export function blockPage(request: TransactionRequest, retryAfterMs?: number): OwnAnswer {
  const { id } = request.head;
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

/** Ids are made by us from [a-z0-9-], so nothing needs escaping. */
function html(id: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Request refused</title><style>body{font:16px/1.5 system-ui;max-width:34rem;margin:15vh auto;padding:0 1rem}code{font-size:1.1em}</style>
<h1>Request refused</h1><p>This request was stopped by the API's protection. If you think that is wrong, give the operator this id:</p>
<p><code>${id}</code></p></html>
`;
}
