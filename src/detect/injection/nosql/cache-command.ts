import { wordCount } from '../../../lib/text/word-count.ts';
import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { fires, silent } from './cache-command.examples.ts';

/** Lines of a value that are read, and characters of one. */
const MOST_LINES = 40;
const LINE_CHARS = 600;
const VALUE_WORDS = 5;

export const cacheCommand = defineValueRule({
  id: 'cache-command',
  version: 1,
  title: 'Command injection into Redis or Memcached',
  severity: 'high',
  references: ['CWE-93', 'CWE-77', 'CWE-943', 'API8:2023', 'CAPEC-136'],
  explanation:
    'Redis and Memcached are spoken to in lines. A value with a line break in it that is used in a key, or sent on to such a server by a forged request, ends the command it stands in and adds commands of its own: values are overwritten, the cache is emptied, files are written. ' +
    "The rule asks whether what follows the first line break is commands in their protocol's exact shape: flags and lengths of Memcached's storage commands, Redis' counted form (*2, $4, …), and commands that change the server. " +
    'Not seen: single commands that text has as well (get lamp), and clients whose protocol counts bytes and so cannot be broken out of.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  // Any white space matches a blank: two stand for CR LF.
  literals: [
    ...[
      'set',
      'add',
      'replace',
      'append',
      'prepend',
      'cas',
      'get',
      'gets',
      'delete',
      'incr',
      'decr',
      'touch',
      'eval',
      'del',
    ].map((word) => `  ${word} `),
    ' flush_all',
    ' flushall',
    ' flushdb',
    '  stats',
    '  quit',
    ' config set ',
    ' config get ',
    ' slaveof ',
    ' replicaof ',
    ' script load ',
    ' module load ',
    ' debug sleep ',
    ...'123456789'.split('').map((count) => `*${count}  $`),
  ],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: askLines,
  examples: { fires, silent },
});

function askLines(value: string): ValueAnswer | undefined {
  const counted = /\*[1-9]\r?\n\$\d{1,6}\r?\n[a-z]/i.exec(value);
  if (counted !== null)
    return found(0.9, "value holds a command in Redis' counted form", counted.index, counted[0].length);
  const first = value.indexOf('\n');
  if (first < 0 || wordCount(value.slice(0, first)) > VALUE_WORDS) return undefined;
  const read = readLines(value, first + 1);
  if (read.strongest === 0 || read.otherWords > VALUE_WORDS) return undefined;
  const confidence = read.strongest >= 0.9 ? 0.9 : read.commands >= 2 ? read.strongest + 0.35 : 0;
  if (confidence < 0.5) return undefined;
  return found(confidence, 'value ends a line and adds commands of a cache server', read.from, read.to - read.from);
}

interface Lines {
  readonly strongest: number;
  readonly commands: number;
  readonly otherWords: number;
  readonly from: number;
  readonly to: number;
}

function readLines(value: string, start: number): Lines {
  // The value completes a storage command first: the key's flags, time and length.
  const completes = COMPLETION.test(value.slice(0, Math.min(start - 1, LINE_CHARS)).trimEnd());
  let strongest = completes ? 0.4 : 0;
  let commands = completes ? 1 : 0;
  let otherWords = 0;
  let from = start;
  let to = start;
  let isData = false;
  let at = start;
  for (let lines = 0; at < value.length && lines < MOST_LINES; lines++) {
    const end = value.indexOf('\n', at);
    const next = end < 0 ? value.length : end;
    const line = value.slice(at, Math.min(next, at + LINE_CHARS)).replace(/\r$/, '');
    const strength = isData ? 0 : strengthOf(line);
    if (strength > 0) {
      if (to === start) from = at;
      commands++;
      to = at + line.length;
      strongest = Math.max(strongest, strength);
    } else if (!isData) otherWords += wordCount(line);
    // The line behind a storage command is the value stored.
    isData = !isData && STORAGE.test(line);
    at = next + 1;
  }
  return { strongest, commands, otherWords, from, to };
}

/** Memcached's protocol.txt: `set <key> <flags> <exptime> <bytes> [noreply]`. */
const STORAGE =
  /^(?:(?:set|add|replace|append|prepend) \S{1,250} \d{1,10} -?\d{1,10} \d{1,9}|cas \S{1,250} \d{1,10} -?\d{1,10} \d{1,9} \d{1,20})(?: noreply)?$/i;
const COMPLETION = /^\S{1,250} \d{1,10} -?\d{1,10} \d{1,9}(?: noreply)?$/;
const STRONG =
  /^(?:flush_all(?: \d{1,10})?(?: noreply)?|flushall(?: a?sync)?|flushdb(?: a?sync)?|config (?:set \S{1,80} \S.{0,400}|get \S{1,80})|(?:slaveof|replicaof) \S{1,255} \S{1,10}|eval ["'].{1,500}["'] \d{1,4}.{0,80}|script load ["'].{1,500}|module load \S{1,400}|debug sleep \d{1,6}|stats cachedump \d{1,4} \d{1,6})$/i;
/** Whole lines that prose has hardly. */
const WEAK =
  /^(?:incr|decr|touch) \S{1,250} \d{1,20}(?: noreply)?$|^(?:stats(?: (?:items|slabs|sizes|settings))?|quit|bgsave|version|keys \S{1,80}|mset \S{1,250} \S.{0,400}|hset \S{1,250} \S{1,250} \S.{0,400}|setex \S{1,250} \d{1,10} \S.{0,400}|lpush \S{1,250} \S.{0,400}|select \d{1,3}|auth \S{1,250}|rename \S{1,250} \S{1,250})$/i;
/** Lines that a shopping list has as well. */
const PLAIN = /^(?:gets?|del|delete|set \S{1,250}|save|info|ping|exit) ?\S{0,250}(?: noreply)?$/i;

const strengthOf = (line: string): number =>
  STORAGE.test(line) || STRONG.test(line) ? 0.9 : WEAK.test(line) ? 0.4 : PLAIN.test(line) ? 0.1 : 0;

const found = (confidence: number, statement: string, from: number, length: number): ValueAnswer => ({
  confidence,
  statement,
  mark: [from, from + Math.max(1, length)],
});
