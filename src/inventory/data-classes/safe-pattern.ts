import { LIMITS } from '../../model/index.ts';

/** A pattern that may not be used, and why. */
export class PatternError extends Error {}

/**
 * An expression over a whole value, regardless of case, from a text that somebody wrote: the part of JavaScript's
 * expressions without back-references and look-around, and only if no value can keep it busy (CWE-1333). Errors:
 * PatternError.
 */
export function safePattern(text: string): RegExp {
  if (text.length > LIMITS.patternChars) throw new PatternError(`is longer than ${LIMITS.patternChars} characters`);
  const reader: Reader = { text, at: 0, depth: 0 };
  const cost = alternatives(reader);
  if (reader.at < text.length) throw new PatternError(`has a ")" without "(" at ${reader.at + 1}`);
  if (cost > LIMITS.patternSteps)
    throw new PatternError(
      'could take too long: bound what repeats, and let nothing that varies stand in a repetition',
    );
  try {
    return new RegExp(`^(?:${text})$`, 'iu');
  } catch (cause) {
    throw new PatternError(`is no expression: ${(cause as Error).message.replace(/^.*: /, '')}`, { cause });
  }
}

interface Reader {
  readonly text: string;
  at: number;
  depth: number;
}

/** Nesting a person can still read. */
const DEEPEST = 20;

/*
 * The cost of an expression is the number of ways in which a backtracking matcher can try it at one place of the longest
 * value: repetitions multiply, alternatives add up.
 */

function alternatives(reader: Reader): number {
  let cost = sequence(reader);
  while (reader.text[reader.at] === '|') {
    reader.at++;
    cost += sequence(reader);
  }
  return cost;
}

function sequence(reader: Reader): number {
  let cost = 1;
  while (reader.at < reader.text.length && reader.text[reader.at] !== '|' && reader.text[reader.at] !== ')')
    cost *= repeated(reader, atom(reader));
  return cost;
}

function atom(reader: Reader): number {
  const { text, at } = reader;
  const char = text[at] as string;
  if (char === '(') return group(reader);
  if (char === '[') {
    const end = /^\[(?:\\[^]|[^\\\]])*\]/.exec(text.slice(at));
    if (end === null) throw new PatternError(`has a "[" without "]" at ${at + 1}`);
    reader.at += end[0].length;
    return 1;
  }
  if (char === '\\') return escape(reader);
  if ('*+?{'.includes(char)) throw new PatternError(`repeats nothing at ${at + 1}`);
  reader.at++;
  return 1;
}

function group(reader: Reader): number {
  const { text, at } = reader;
  const special = /^\(\?(?!:).{0,2}/.exec(text.slice(at));
  if (special !== null) throw new PatternError(`may not use "${special[0]}"`);
  if (++reader.depth > DEEPEST) throw new PatternError('is nested too deep');
  reader.at += text.startsWith('(?:', at) ? 3 : 1;
  const cost = alternatives(reader);
  if (reader.text[reader.at] !== ')') throw new PatternError(`has a "(" without ")" at ${at + 1}`);
  reader.at++;
  reader.depth--;
  return cost;
}

function escape(reader: Reader): number {
  const rest = reader.text.slice(reader.at);
  const known = /^\\(?:[dDwWsSbBtnr\\^$.*+?()[\]{}|/-]|[pP]\{[\w=]+\}|u[\da-fA-F]{4}|x[\da-fA-F]{2})/.exec(rest);
  if (known === null) throw new PatternError(`may not use "${rest.slice(0, 2)}"`);
  reader.at += known[0].length;
  return 1;
}

/** The cost of what was read with the repetition that follows it. */
function repeated(reader: Reader, inner: number): number {
  const found = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/.exec(reader.text.slice(reader.at));
  if (found === null) return inner;
  reader.at += found[0].length;
  const [whole, least, range, most] = found;
  const unbounded = whole.startsWith('*') || whole.startsWith('+') || (range !== undefined && most === '');
  const from = whole.startsWith('+') ? 1 : Number(least ?? 0);
  const to = unbounded ? LIMITS.patternValueChars : whole.startsWith('?') ? 1 : Number(most ?? least);
  if (to > LIMITS.patternValueChars) throw new PatternError(`repeats more than ${LIMITS.patternValueChars} times`);
  let cost = 0;
  for (let count = from; count <= to; count++) cost += inner ** count;
  return cost;
}
