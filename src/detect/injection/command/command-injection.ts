import type { Leaf } from '../../../model/index.ts';
import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { askBatch } from './batch.ts';
import { fires, silent } from './command-injection.examples.ts';
import { INTERPRETERS } from './commands.ts';
import { resolve, scoreCommand, scriptKind, type Resolved, type Surroundings } from './judge.ts';
import { LITERALS } from './literals.ts';
import { simpleCommands, type SimpleCommand } from './simple-commands.ts';

/** Signals below it would be noise even in a log. */
const LEAST = 0.6;
/** Words before a command that still look like a value and not like an article. */
const VALUE_WORDS = 5;
/** With more words before it, no command counts. */
const MOST_WORDS_BEFORE = 30;

export const commandInjection = defineValueRule({
  id: 'command-injection',
  version: 1,
  title: 'Command injection',
  severity: 'critical',
  references: ['CWE-78', 'CWE-77', 'CWE-88', 'API8:2023', 'CAPEC-88', 'CAPEC-6', 'CAPEC-248'],
  explanation:
    'A value that an application pastes into a shell line can end the command it stands in and start another one: behind a separator (; | && newline), in a substitution ($(…) or backquotes), or with options that make the program run something, or be a statement of cmd.exe that runs one. ' +
    'The rule reads the value as POSIX shells, cmd.exe and PowerShell would, with quotes, escapes, variables and patterns expanded, and asks whether a command of the system stands where the shell looks for one, and whether its arguments are those of a command rather than of a sentence. ' +
    'Scripts as such (npm ci && npm test) change no line and stay silent unless they read credentials or connect back. Not seen: programs that only one system has, and commands inside long texts.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: LITERALS,
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: (value, leaf) => askFunction(value, leaf) ?? askOption(value) ?? askBatch(value) ?? askCommands(value),
  examples: { fires, silent },
});

/** Bash before CVE-2014-6271 ran what follows a function definition in a variable; CGI makes variables of headers. */
function askFunction(value: string, leaf: Leaf): ValueAnswer | undefined {
  const found = /^\s{0,8}\(\)\s{0,8}\{[^}]{0,80}[;}]/.exec(value);
  if (found === null || (leaf.part !== 'header' && !/\}\s{0,8}(?:;|>)/.test(value.slice(0, 120)))) return undefined;
  return {
    confidence: 0.97,
    statement: 'value defines a shell function, behind which old shells run what follows',
    mark: [0, Math.min(value.length, found[0].length + 40)],
  };
}

/** Options by which programs run other programs (CWE-88). */
const OPTION =
  /^-{1,2}(?:o ?ProxyCommand[= ]|oPermitLocalCommand=|oLocalCommand=|checkpoint-action=exec=|upload-pack[= ]|receive-pack[= ]|use-compress-program[= ]|to-command=|rsh-command=|rsh=|exec(?:dir)?[= ]\S|pager=\S|use-askpass=|open-files-in-pager=|ext-diff|config=core\.)|^--?(?:output|post-file|upload-file|config)[= ]\/(?:etc|var|tmp|root)\//i;

function askOption(value: string): ValueAnswer | undefined {
  const found = OPTION.exec(value);
  return found === null
    ? undefined
    : {
        confidence: 0.85,
        statement: 'value is an option that makes a program run another one',
        mark: [0, Math.min(value.length, 120)],
      };
}

/** The value as it stands, and as it stands in quotes which it closes. */
function askCommands(value: string): ValueAnswer | undefined {
  const script = value.startsWith('#!') ? 'developer' : scriptOf(value);
  let best = askLine(value, 0, script);
  for (const quote of ["'", '"']) {
    const close = value.indexOf(quote);
    if (close < 0 || (best?.confidence ?? 0) > 0.9) continue;
    const answer = askLine(value, close + 1, script);
    if (answer !== undefined && answer.confidence > (best?.confidence ?? 0)) best = answer;
  }
  return best;
}

interface Finding {
  readonly command: SimpleCommand;
  readonly found: Resolved;
  readonly score: number;
}

/** What kind of line the value is, if it begins with a command. */
function scriptOf(value: string): Surroundings['script'] {
  for (const command of simpleCommands(value, 0, false))
    return command.opener === 'start' ? scriptKind(resolve(command)) : 'none';
  return 'none';
}

function askLine(value: string, at: number, script: Surroundings['script']): ValueAnswer | undefined {
  let best: Finding | undefined;
  let last = at;
  let decoded = false;
  const words = new WordCount(value);
  for (const command of simpleCommands(value, at, at > 0)) {
    const before = words.to(command.openedAt);
    if (before > MOST_WORDS_BEFORE) break;
    const found = resolve(command);
    const around = { script, bare: isBare(value.slice(at, command.openedAt), at > 0) };
    // Decoded or made up on the way: `echo … | base64 -d | sh`.
    const runs = decoded && command.opener === 'pipe' && INTERPRETERS.has(found.name);
    decoded ||= /^(?:base64|base32|xxd|rev|printf|openssl)$/.test(found.name) && command.opener !== 'rest';
    const plain = runs ? 0.92 : scoreCommand(command, found, around);
    const score = plain < LEAST ? 0 : plain * doubt(value, command, found, before);
    if (score < LEAST) continue;
    last = command.to;
    if (score > (best?.score ?? 0)) best = { command, found, score };
  }
  if (best === undefined) return undefined;
  const confidence = best.score * (wordsAfter(value, last) > VALUE_WORDS ? 0.6 : 1);
  return confidence < LEAST
    ? undefined
    : {
        confidence: Math.round(confidence * 100) / 100,
        statement: describe(best, at > 0),
        mark: markOf(value, best.command),
      };
}

/** What makes the command one that somebody writes about. */
function doubt(value: string, command: SimpleCommand, found: Resolved, before: number): number {
  if (command.opener === 'backquote' && !standsAlone(value, command)) return 0;
  // `$(id).hide()` is jQuery.
  if (
    command.opener === 'substitution' &&
    found.weight < 3 &&
    /^\)\s{0,2}\.\w+\(/.test(value.slice(command.to, command.to + 40))
  )
    return 0;
  if (isMarkdown(value, command)) return 0;
  if (command.opener === 'pipe' && found.fit === 'none' && isList(value)) return 0;
  if (
    command.opener === 'newline' &&
    /[:.!?]\s*$/.test(value.slice(Math.max(0, command.openedAt - 4), command.openedAt))
  )
    return 0;
  return before <= VALUE_WORDS ? 1 : before <= VALUE_WORDS * 2 ? 0.8 : 0.6;
}

/** Below a fence, or in a row of a table, of Markdown. An open fence is an open backquote to a shell, which runs nothing then. */
const isMarkdown = (value: string, { openedAt, opener }: SimpleCommand): boolean =>
  /(?:^|\n)```/.test(value.slice(0, openedAt)) || (opener === 'pipe' && /\|\s{0,4}:?-{3,}:?\s{0,4}\|/.test(value));

/** Markdown sets code in backquotes, with blanks and punctuation around it; in a shell line it is part of a word. */
function standsAlone(value: string, command: SimpleCommand): boolean {
  const before = value.slice(0, command.openedAt);
  const close = value.indexOf('`', command.to);
  const after = close < 0 ? '' : value.slice(close + 1);
  return (
    /^$|[^\s(]$/.test(before.slice(-1)) &&
    (after === '' || (after.length < 120 && /^[;|&'"#/)]|^\.\w/.test(after)) || /^\s*$/.test(after))
  );
}

/** Alternatives: `curl|wget|httpie`, as expressions and lists of fields have them. */
const isList = (value: string): boolean =>
  value.length < 2_000 && /^\^?\(?(?:\?[:i]*)?[\w.+*^$\\/-]+(?:\|[\w.+*^$\\/-]+){2,}\)?\$?$/.test(value);

/** Nothing, a number, an address, a name with dots, or one whose quotes were closed: what a line has for an argument. */
function isBare(before: string, closed: boolean): boolean {
  const text = before
    .slice(-200)
    .trim()
    .replace(/["')\]]+$/, '');
  if (text === '' || (closed && text.length < 3)) return true;
  if (!/[A-Za-z]/.test(text)) return !/\s/.test(text) || text.length < 20;
  return /^\S+$/.test(text) && (text.length === 1 || /[.@:/=\d]/.test(text)) && !/[;(){}<>,]/.test(text);
}

/** Counts words up to positions that only grow, and stops where more say nothing. */
class WordCount {
  readonly #value: string;
  #at = 0;
  #words = 0;
  #inWord = false;

  constructor(value: string) {
    this.#value = value;
  }

  to(end: number): number {
    for (; this.#at < end && this.#words <= MOST_WORDS_BEFORE; this.#at++) {
      const isWord = this.#value.charCodeAt(this.#at) > 0x20;
      if (isWord && !this.#inWord) this.#words++;
      this.#inWord = isWord;
    }
    return this.#words;
  }
}

/** Plain words behind the position, as prose has them. */
const wordsAfter = (value: string, from: number): number => {
  const rest = value.slice(from, from + 400).match(/\s[A-Za-z][A-Za-z'’]*[,.!?]?(?=\s|$)/g);
  return rest?.length ?? 0;
};

const markOf = (value: string, { openedAt, to }: SimpleCommand): readonly [number, number] => [
  Math.min(openedAt, value.length - 1),
  Math.min(value.length, Math.max(to, openedAt + 1)),
];

const OPENERS: Readonly<Record<SimpleCommand['opener'], string>> = {
  start: 'is a command of its own',
  semicolon: 'ends the command it stands in and starts a second one',
  newline: 'ends the line it stands in and starts a command on the next',
  pipe: 'pipes the command it stands in into a second one',
  or: 'adds a command that runs when the first one fails',
  and: 'adds a command that runs when the first one succeeds',
  background: 'sends the command it stands in to the background and starts a second one',
  substitution: 'has the shell run a command and use its output',
  backquote: 'has the shell run a command and use its output',
  rest: '',
};

function describe({ command, found }: Finding, closed: boolean): string {
  const quote = closed && command.opener !== 'start' ? 'closes a quote, ' : '';
  const name = /^[\w.-]{1,24}$/.test(found.name) && found.weight > 0 ? ` (${found.name})` : '';
  const disguise = found.disguised ? ', hidden from plain reading' : '';
  return `value ${quote}${OPENERS[command.opener]}${name}${disguise}`;
}
