import type { Body, RecognisedOperation, TransactionResponse, WireMessage } from '../../model/index.ts';
import { decodeResponse } from '../http/index.ts';

const bodyOf = (content: string | Uint8Array): Body => {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return { bytes, size: bytes.length, complete: true };
};

/** A decoded answer of a media type. */
export const answer = (
  status: number,
  type: string,
  body: string | Uint8Array = '',
  headers: readonly string[] = [],
): TransactionResponse =>
  decodeResponse(
    { status, headers: type === '' ? headers : ['Content-Type', type, ...headers], time: 1 },
    bodyOf(body),
  );

export const jsonAnswer = (value: unknown, status = 200): TransactionResponse =>
  answer(status, 'application/json', JSON.stringify(value));

export const message = (from: WireMessage['from'], content: unknown): WireMessage => ({
  from,
  kind: content instanceof Uint8Array ? 'binary' : 'text',
  time: 1,
  body: bodyOf(
    content instanceof Uint8Array ? content : typeof content === 'string' ? content : JSON.stringify(content),
  ),
});

/** `protocol name` of each. */
export const namesOf = (operations: readonly RecognisedOperation[]): readonly string[] =>
  operations.map(({ protocol, name }) => `${protocol} ${name}`);
