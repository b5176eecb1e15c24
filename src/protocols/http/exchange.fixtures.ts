import { gzipSync } from 'node:zlib';
import type { Body, RequestHead, ResponseHead, TransactionRequest, TransactionResponse } from '../../model/index.ts';
import { decodeRequest, decodeResponse } from './decode.ts';

export interface RequestSketch {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: readonly string[];
  readonly body?: string | Uint8Array;
  /** Total size when the body was cut. */
  readonly size?: number;
}

const bodyOf = (content: string | Uint8Array, size?: number): Body => {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return { bytes, size: size ?? bytes.length, complete: size === undefined || size === bytes.length };
};

/** A decoded request from the few things a test says about it. */
export function request({ method, target = '/', headers = [], body, size }: RequestSketch): TransactionRequest {
  const head: RequestHead = {
    id: 't-1',
    time: 0,
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    scheme: 'http',
    host: 'api.example',
    target,
    httpVersion: '1.1',
    headers,
    client: { address: '192.0.2.1', peer: '192.0.2.1' },
  };
  return decodeRequest(head, body === undefined ? null : bodyOf(body, size));
}

export const json = (value: unknown, target = '/', headers: readonly string[] = []): TransactionRequest =>
  request({ target, headers: ['Content-Type', 'application/json', ...headers], body: JSON.stringify(value) });

export const form = (body: string, target = '/'): TransactionRequest =>
  request({ target, headers: ['Content-Type', 'application/x-www-form-urlencoded'], body });

export function response(
  status: number,
  body: string | object = '',
  headers: readonly string[] = [],
): TransactionResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/html' : 'application/json';
  const head: ResponseHead = { status, headers: ['Content-Type', type, ...headers], time: 1 };
  return decodeResponse(head, text === '' ? null : bodyOf(text));
}

export const gzipped = (text: string): Uint8Array => gzipSync(text);
