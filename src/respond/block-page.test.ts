import { expect, test } from 'vitest';
import type { TransactionRequest } from '../model/index.ts';
import { blockPage } from './block-page.ts';

function request(contentType: string, accept?: string, method = 'POST'): TransactionRequest {
  return {
    head: {
      id: 't1-1',
      time: 1,
      method,
      scheme: 'http',
      host: 'api.example',
      target: '/',
      httpVersion: '2.0',
      headers: [],
      client: { address: '192.0.2.1', peer: '192.0.2.1' },
    },
    path: '/',
    query: '',
    rawBody: { bytes: new Uint8Array(0), size: 0, complete: true },
    contentType,
    header: (name) => (name === 'accept' ? accept : undefined),
    queryPairs: [],
    cookies: [],
    body: { kind: 'none' },
  };
}

const field = (headers: readonly string[], name: string): string | undefined => headers[headers.indexOf(name) + 1];

test.each(['application/grpc', 'application/grpc+proto', 'application/grpc-web+proto', 'application/grpc-web-text'])(
  '%s is refused with a status in the head and nothing else',
  (contentType) => {
    const { status, headers, body } = blockPage(request(contentType), 5_000);
    expect([status, body.length, field(headers, 'content-type')]).toEqual([200, 0, contentType]);
    expect([field(headers, 'grpc-status'), field(headers, 'grpc-message')]).toEqual(['7', 'request refused, id t1-1']);
    expect(headers).not.toContain('content-length');
  },
);

test('everything else is refused with 403, as JSON or as a page', () => {
  const json = blockPage(request('application/json'), 1_500);
  expect([json.status, field(json.headers, 'retry-after')]).toEqual([403, '2']);
  expect(JSON.parse(Buffer.from(json.body).toString())).toEqual({ error: 'request refused', id: 't1-1' });
  const page = blockPage(request('', 'text/html'));
  expect(Buffer.from(page.body).toString()).toContain('<code>t1-1</code>');
  expect(blockPage(request('', undefined, 'HEAD')).body).toHaveLength(0);
});
