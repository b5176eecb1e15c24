import type { Leaf } from '../../model/index.ts';
import { defineResponseRule, type AnsweredRequest, type ValueAnswer } from '../define.ts';
import { fires, silent } from './stack-trace.examples.ts';
import { isEcho, isPage, isQuoted, rounded, trust, wordsAround } from './surroundings.ts';
import { readTrace, type Trace } from './trace/frames.ts';

/** Signals below it would be noise even in a log. */
const LEAST = 0.5;
/** A message before the first frame has fewer words, what programs print behind the last one as well; articles have more. */
const MESSAGE_WORDS = 80;
const WORDS_BEHIND = 30;

export const stackTrace = defineResponseRule({
  id: 'stack-trace',
  version: 1,
  title: 'Stack trace in an answer',
  severity: 'medium',
  references: ['CWE-209', 'CWE-550', 'API8:2023', 'CAPEC-54'],
  explanation:
    'An answer that carries the stack of a failed program tells an attacker which code runs, in which versions and folders, and that the request reached a place where it was not expected. ' +
    'The rule reads the answer line by line as Java and its kin, .NET, JavaScript, Python, PHP, Ruby, Go, Rust, Elixir, Dart, Perl and Lua write frames: one frame with file and line, or two frames. ' +
    'Articles and tickets that quote a trace stay silent; a trace in a field of a successful answer counts for less, since an API may be there to show logs. Not seen: languages that print addresses only, and traces that a front end shortened to the message.',
  limits: {},
  action: 'log',
  blockMs: 0,
  literals: [
    '.java:',
    '.kt:',
    '.scala:',
    '.groovy:',
    '.clj:',
    '.cfm:',
    '.cfc:',
    '(native method)',
    '(unknown source)',
    ':line ',
    ':zeile ',
    ':ligne ',
    '.js:',
    '.mjs:',
    '.cjs:',
    '.ts:',
    '.tsx:',
    '.jsx:',
    'node:internal',
    'at <anonymous>',
    '(<anonymous>)',
    '", line ',
    '.php(',
    '.php:',
    ' on line ',
    '{main}',
    '[internal function]',
    '.rb:',
    '.rake:',
    '.erb:',
    '.go:',
    'goroutine ',
    '.rs:',
    'panicked at',
    '.ex:',
    '.exs:',
    '.erl:',
    '.dart:',
    '.pl line ',
    '.pm line ',
    '.cgi line ',
    '.psgi line ',
    '.lua:',
    'at system.',
    'at microsoft.',
    '   at ',
  ],
  ask: askTrace,
  examples: { fires, silent },
});

function askTrace(value: string, leaf: Leaf, exchange: AnsweredRequest): ValueAnswer | undefined {
  const trace = readTrace(value);
  if (trace === undefined || (trace.placed === 0 && trace.frames < 2)) return undefined;
  const page = isPage(value, exchange);
  const own = page && exchange.response.head.status >= 500;
  if (!own && isProse(value, trace, page)) return undefined;
  const base = trace.frames >= 2 ? (trace.placed > 0 ? 0.95 : 0.85) : HEADING.test(value) ? 0.9 : 0.8;
  const confidence = rounded(base * trust(leaf, exchange));
  if (confidence < LEAST || isEcho(value.slice(...trace.shown), exchange.request)) return undefined;
  const size = `${trace.frames} ${trace.frames === 1 ? 'frame' : 'frames'}`;
  return {
    confidence,
    statement: `answer holds a stack trace (${trace.language}, ${size})`,
    mark: trace.shown,
  };
}

/** Lines that programs put above or below the frames. */
const HEADING =
  /\bTraceback \(most recent call last\)|\bException in thread "|\bpanicked at |\bStack trace:|\bstack traceback:|^PHP (?:Fatal|Parse)/;

/** Lines of code and causes stand between frames, but not more than there are frames; nobody quotes the server's own error. */
function isProse(value: string, trace: Trace, page: boolean): boolean {
  if (isQuoted(value, trace.from) || trace.between > trace.frames * 2 + 6) return true;
  const { before, after } = wordsAround(value, [trace.from, trace.to], MESSAGE_WORDS);
  // Tags count as words in a page.
  if (page) return before >= MESSAGE_WORDS && after >= MESSAGE_WORDS;
  return before >= MESSAGE_WORDS || after > WORDS_BEHIND || (trace.frames === 1 && before + after > WORDS_BEHIND);
}
