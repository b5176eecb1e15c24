import { fitOf, matchesTarget, targetOf, type Fit, type Target } from './arguments.ts';
import {
  FETCHERS,
  FILTERS,
  INTERPRETERS,
  isDeveloperTool,
  RECONNAISSANCE,
  weightOf,
  WRAPPERS,
  type Weight,
} from './commands.ts';
import { TRICKS } from './shell-scanner.ts';
import type { ShellWord, SimpleCommand } from './simple-commands.ts';

/** A command as the shell would look it up. */
export interface Resolved {
  readonly name: string;
  readonly weight: Weight;
  /** The name was hidden from plain reading. */
  readonly disguised: boolean;
  /** An interpreter of cmd.exe's or a shell's kind stands before it: `cmd /c dir`. */
  readonly wrapped: boolean;
  readonly args: readonly ShellWord[];
  readonly fit: Fit;
  readonly target: Target;
}

/** Finds the command behind wrappers such as `sudo` and `cmd /c`, and looks at its arguments. */
export function resolve({ words, redirections }: SimpleCommand): Resolved {
  let at = 0;
  let wrapped = false;
  let found = nameOf(words[0]);
  while (WRAPPERS.has(found.name) && at + 1 < words.length) {
    let next = at + 1;
    while (/^(?:-\w*|\/[a-z])$/i.test(words[next]?.text ?? '')) next++;
    const inner = nameOf(words[next]);
    if (inner.weight === 0) break;
    at = next;
    wrapped ||= INTERPRETERS.has(found.name);
    found = { ...inner, weight: Math.max(inner.weight, found.weight === 3 ? 3 : 0) as Weight };
  }
  const args = words.slice(at + 1);
  const hidden = words.some((word) => (word.tricks & TRICKS.ifs) !== 0);
  let target: Target = 'none';
  for (const word of [...args, ...redirections.map((redirection) => redirection.target)]) {
    const one = targetOf(word);
    if (one === 'crown' || (one === 'system' && target === 'none')) target = one;
  }
  return {
    ...found,
    disguised: found.disguised || (hidden && found.weight > 0),
    wrapped,
    args,
    fit: fitOf(found.name, found.weight, args),
    target,
  };
}

type Named = Pick<Resolved, 'name' | 'weight' | 'disguised'>;
const NAMELESS: Named = { name: '', weight: 0, disguised: false };

function nameOf(word: ShellWord | undefined): Named {
  if (word === undefined || word.text.length > 128) return NAMELESS;
  const text = word.text.toLowerCase();
  const raw = word.raw.toLowerCase();
  // A path of Windows, whose backslashes are no escapes.
  const windows = /^["']?(?:[a-z]:|%\w+%)?\\(?:[\w ]+\\)*([\w-]+)(?:\.(?:exe|com|bat|cmd))?["']?$/.exec(raw);
  if (windows !== null && raw.lastIndexOf('\\') > 0) return named(windows[1] ?? '', false);
  if ((word.tricks & TRICKS.glob) !== 0 && matchesTarget(text)) return { name: text, weight: 3, disguised: true };
  const name = text.replace(PROGRAM_FOLDER, '').replace(/\.(?:exe|com)$/, '');
  return named(name, (word.tricks & HIDING) !== 0 && raw !== text);
}

function named(name: string, disguised: boolean): Named {
  const weight = weightOf(name);
  return { name, weight, disguised: disguised && weight > 0 };
}

const PROGRAM_FOLDER = /^(?:\/(?:usr\/(?:local\/)?)?s?bin\/)/;
const HIDING = TRICKS.quote | TRICKS.escape | TRICKS.ansi | TRICKS.variable | TRICKS.slice | TRICKS.empty;

/** What stands around a command. */
export interface Surroundings {
  /** The text before is one that an application would paste into a line: nothing, a number, a host, a closed quote. */
  readonly bare: boolean;
  /** The value begins with a command: one of developers, or one of somebody looking around. */
  readonly script: 'none' | 'developer' | 'reconnaissance';
}

/** How sure it is that the command was added to the line by the value. */
export function scoreCommand(command: SimpleCommand, found: Resolved, around: Surroundings): number {
  if (command.opener === 'rest') return 0;
  if (command.words.length === 0) return found.target === 'none' || command.opener === 'start' ? 0 : 0.85;
  if (command.ending === 'call' && !/^(?:iex|invoke-expression)$/.test(found.name)) return 0;
  if (found.weight === 0) return scoreUnknown(command, found);
  if (found.fit === 'prose') return 0;
  if (around.script === 'developer')
    return found.target === 'crown' || (found.disguised && command.opener !== 'start') ? 0.85 : 0;
  if (command.opener === 'start') return scoreWhole(found);
  if (found.target !== 'none') return 0.97;
  if (found.disguised) return 0.95;
  if (command.words.some((word) => (word.tricks & TRICKS.brace) !== 0)) return found.fit === 'fitting' ? 0.95 : 0;
  if (around.script === 'reconnaissance') return scoreFurther(command, found);
  return scoreAdded(command, found, around);
}

/** Nobody's program, but cut out of variables, or run from a folder anybody may write to. */
function scoreUnknown(command: SimpleCommand, { args }: Resolved): number {
  const [first] = command.words;
  if (first === undefined || command.opener === 'start') return 0;
  if ((first.tricks & TRICKS.slice) !== 0) return 0.85;
  return /^\/(?:tmp|var\/tmp|dev\/shm)\/[\w.-]+$/.test(first.text) && args.length < 4 ? 0.85 : 0;
}

function scoreAdded(command: SimpleCommand, { name, weight, fit, args }: Resolved, { bare }: Surroundings): number {
  // Variables of a script of one's own, which a stranger could not name.
  if (args.length > 0 && args.every((arg) => /^["']?\$[a-z_]\w*["']?$/.test(arg.raw))) return 0;
  const odd = isOdd(command);
  const sure = odd || bare;
  if (command.opener === 'newline' && fit !== 'fitting')
    return bare && (weight > 1 || (fit === 'none' && RECONNAISSANCE.has(name) && command.ending === 'end')) ? 0.8 : 0;
  if (weight === 3) return fit === 'fitting' ? 0.95 : fit === 'none' ? 0.9 : 0.85;
  if (weight === 2) {
    if (fit === 'fitting') return sure ? 0.92 : 0.8;
    return sure ? 0.8 : 0;
  }
  if (fit === 'fitting') return sure ? 0.9 : /^-|\/.*\/|:/.test(args[0]?.raw ?? '') ? 0.75 : 0;
  // `a&id` is a query in a query.
  if (fit === 'none' && command.opener === 'background' && !odd) return bare ? 0.6 : 0;
  if (fit === 'none') return bare || (RECONNAISSANCE.has(name) && isGlued(command)) ? 0.78 : 0;
  return odd && bare ? 0.75 : 0;
}

/** Spacing that sentences and lists do not have: `x ;y`, `x;y`, `a &b`. */
function isOdd({ opener, spaced }: SimpleCommand): boolean {
  switch (opener) {
    case 'semicolon':
      return spaced.before || !spaced.after;
    case 'pipe':
    case 'background':
      return spaced.before !== spaced.after;
    case 'newline':
      return false;
    default:
      return true;
  }
}

/** `x&&id`, `a`id`.png`: no blank where the writer of an expression or of Markdown has one. */
const isGlued = ({ opener, openedAt, spaced }: SimpleCommand): boolean =>
  (opener === 'and' || opener === 'or' || opener === 'backquote' || opener === 'substitution') &&
  openedAt > 0 &&
  !spaced.before &&
  !spaced.after;

/** The value begins with a command of somebody looking around, and here is another one. */
function scoreFurther(command: SimpleCommand, { name, fit }: Resolved): number {
  if (command.opener === 'pipe' && FILTERS.has(name)) return 0;
  return (RECONNAISSANCE.has(name) || FETCHERS.has(name)) && fit !== 'loose' ? 0.8 : 0;
}

/** The value is a command from its beginning. */
function scoreWhole(found: Resolved): number {
  const { name, args, fit, target, disguised, wrapped } = found;
  if (disguised && (fit === 'fitting' || target !== 'none')) return 0.9;
  if (target === 'crown') return 0.9;
  if (wrapped && RECONNAISSANCE.has(name)) return 0.8;
  const line = args.map((arg) => arg.text).join(' ');
  if (INTERPRETERS.has(name)) return runsCode(line) ? 0.85 : 0;
  if (Object.hasOwn(WHOLE, name) && WHOLE[name]?.test(line.slice(0, 200)) === true) return 0.78;
  return target === 'system' && RECONNAISSANCE.has(name) ? 0.75 : 0;
}

/** Arguments that make of a command by itself one that tries out whether it is run. */
const WHOLE: Readonly<Record<string, RegExp>> = {
  ping: /^-[cnwilt] ?\d/,
  ping6: /^-[cn] ?\d/,
  nc: /^-[a-z]*[elp]|\s-e\s/,
  ncat: /^-|\s-e\s/,
  netcat: /^-|\s-e\s/,
  uname: /^-[a-z]+$/,
  id: /^-[a-z]+$/,
  whoami: /^\/[a-z]+$/i,
  ipconfig: /^\/[a-z]+/i,
  ifconfig: /^-a$/,
  netstat: /^-[a-z]+/,
  net: /^(?:user|users|localgroup|group|view|accounts|share)\b/i,
  dir: /^(?:[a-z]:|\/[a-z])/i,
  type: /^[a-z]:[\\/]?\w/i,
  wget: /\bhttps?:\/\/(?:\d{1,3}\.){3}\d/,
  curl: /\bhttps?:\/\/(?:\d{1,3}\.){3}\d/,
  certutil: /-urlcache/i,
  bitsadmin: /\/transfer/i,
  rm: /^-[rf]{1,2} \/(?:\*|$)/,
};

/** Code handed to an interpreter that looks around, or connects back. */
const runsCode = (line: string): boolean =>
  /^(?:-\w{1,6}|\/c)\s["']?(?:\/bin\/)?(?:whoami|id\b|uname|ls\b|cat \/|dir\b|ipconfig|net user|ping|type |hostname|systeminfo)/i.test(
    line,
  ) ||
  /\bsocket\b|\bsubprocess\b|os\.system|fsockopen|TcpClient|DownloadString|DownloadFile|-e(?:nc|ncodedcommand)?\s+[A-Za-z0-9+/=]{20}|\biex\b/i.test(
    line.slice(0, 1_000),
  );

/** The kind of line that begins with this command. */
export function scriptKind({ name, args, fit, weight }: Resolved): Surroundings['script'] {
  // Build services tell of steps so: `Run npm ci && npm test`.
  if (name === 'run' && isDeveloperTool(args[0]?.text.toLowerCase() ?? '')) return 'developer';
  if (fit === 'prose') return 'none';
  if (isDeveloperTool(name) && (args.length > 0 || !DOUBTFUL.has(name))) return 'developer';
  return RECONNAISSANCE.has(name) && (fit === 'fitting' || fit === 'none') && weight > 0 ? 'reconnaissance' : 'none';
}

/** Words which are as often a placeholder. */
const DOUBTFUL: ReadonlySet<string> = new Set([
  'test',
  'echo',
  'set',
  'source',
  'for',
  'if',
  'while',
  'find',
  '.',
  '[',
  'node',
  'go',
  'cd',
]);
