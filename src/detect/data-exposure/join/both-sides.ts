import { walkLeaves } from '../../../lib/leaves/index.ts';
import { readings } from '../../../lib/text/decodings.ts';
import type { Signal, TransactionResponse } from '../../../model/index.ts';
import type { JoinedExchange } from '../../define.ts';

/** A value of the request on which a rule fired, as sent or as a decoder reads it. */
export interface AskedValue {
  readonly value: string;
  readonly signal: Signal;
}

/** Values looked up again, and their characters: attacks are short. */
const MOST_VALUES = 40;
const MOST_CHARS = 4_096;

/** The values at the places of signals, with their readings. Signals about a request as a whole name no place. */
export function askedValues(
  { request, asked }: JoinedExchange,
  isAsked: (rule: string) => boolean,
): readonly AskedValue[] {
  const wanted = asked.filter(({ rule, evidence }) => evidence.part !== undefined && isAsked(rule));
  if (wanted.length === 0) return [];
  const found: AskedValue[] = [];
  walkLeaves(request, (value, place) => {
    if (value.length > MOST_CHARS || found.length >= MOST_VALUES) return;
    const name = place.name().slice(0, NAME_CHARS) || '-';
    const signal = wanted.find(({ evidence }) => evidence.part === place.part && evidence.name === name);
    if (signal !== undefined) for (const one of [value, ...readings(value)]) found.push({ value: one, signal });
  });
  return found;
}

/** What evidence keeps of a name. */
const NAME_CHARS = 100;

/** The whole text of an answer, whatever was made of it; '' when it has none. */
export function answerText(response: TransactionResponse): string {
  const { body } = response;
  switch (body.kind) {
    case 'text':
    case 'xml':
      return body.text;
    case 'json':
      return JSON.stringify(body.value);
    case 'unread':
      return body.text ?? '';
    case 'form':
      return body.pairs.map(([name, value]) => `${name}=${value}`).join('\n');
    case 'none':
    case 'multipart':
    case 'binary':
      return '';
  }
}
