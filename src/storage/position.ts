import { CodedError } from '../model/index.ts';

/** A place among transactions ordered by time, then by append: what `before` and `next` of a query carry. */
export interface Position {
  readonly time: number;
  readonly seq: number;
}

export const formatPosition = (position: Position): string => `${position.time}~${position.seq}`;

/** Errors: SP3004 when the text was not made by `formatPosition`. */
export function parsePosition(text: string): Position {
  const [time, seq, ...more] = text.split('~').map((part) => (part === '' ? NaN : Number(part)));
  if (
    time === undefined ||
    !Number.isFinite(time) ||
    seq === undefined ||
    !Number.isSafeInteger(seq) ||
    more.length > 0
  ) {
    throw new CodedError('SP3004', `not a position in the journal: ${JSON.stringify(text.slice(0, 80))}`);
  }
  return { time, seq };
}

/** The append sequence number a cursor of `tail` stands for. Errors: SP3004. */
export function parseCursor(cursor: string | null): number {
  const seq = cursor === null ? 0 : cursor === '' ? NaN : Number(cursor);
  if (!Number.isSafeInteger(seq))
    throw new CodedError('SP3004', `not a cursor of the journal: ${JSON.stringify(cursor?.slice(0, 80))}`);
  return seq;
}

/** Newest first: by time, then by append order. */
export const newestFirst = (a: Position, b: Position): number => b.time - a.time || b.seq - a.seq;
