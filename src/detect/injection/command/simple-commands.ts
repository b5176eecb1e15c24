import { ShellScanner, TRICKS } from './shell-scanner.ts';

/** What stands before a command. `rest` is what goes on behind a substitution: no command begins there. */
export type Opener =
  | 'start'
  | 'semicolon'
  | 'pipe'
  | 'or'
  | 'and'
  | 'background'
  | 'newline'
  | 'substitution'
  | 'backquote'
  | 'rest';

export interface ShellWord {
  /** As the shell reads it. */
  readonly text: string;
  /** As it stands in the value. */
  readonly raw: string;
  readonly tricks: number;
}

export interface Redirection {
  readonly operator: string;
  readonly target: ShellWord;
}

/** A command with its arguments (POSIX.1-2024 XCU 2.9.1). */
export interface SimpleCommand {
  readonly opener: Opener;
  /** Position of what opens it, and of its first word. */
  readonly openedAt: number;
  readonly from: number;
  /** End of its last word. */
  readonly to: number;
  /** Blanks before and after the opener. */
  readonly spaced: { readonly before: boolean; readonly after: boolean };
  /** The first ones; further ones are counted in `to` only. */
  readonly words: readonly ShellWord[];
  readonly redirections: readonly Redirection[];
  /** What follows: another separator, a closing bracket or backquote, nothing, or what no shell has there: `f(`. */
  readonly ending: 'separator' | 'close' | 'end' | 'comment' | 'call';
  /** The separator that follows. */
  readonly next: string;
}

/** Words kept of one command. */
const MOST_WORDS = 24;
/** Tokens read of one value: text goes on for longer, injected commands do not begin later. */
const MOST_TOKENS = 400;

/** The commands of a line from `at` on. With `continues`, what comes first belongs to a word of the application's. */
export function* simpleCommands(text: string, at: number, continues: boolean): Generator<SimpleCommand> {
  const reader = new Reader(text, at, continues);
  for (let command = reader.next(); command !== undefined; command = reader.next()) yield command;
}

class Reader {
  readonly #scanner: ShellScanner;
  #opener: Opener;
  #openedAt: number;
  #openerEnd: number;
  #inBackquotes = false;
  #ended = false;
  #words: ShellWord[] = [];
  #redirections: Redirection[] = [];
  #from = -1;
  #to: number;

  constructor(text: string, at: number, continues: boolean) {
    this.#scanner = new ShellScanner(text, at);
    this.#opener = continues ? 'rest' : 'start';
    this.#openedAt = at;
    this.#openerEnd = at;
    this.#to = at;
  }

  next(): SimpleCommand | undefined {
    while (!this.#ended) {
      const command = this.#token();
      if (command !== undefined && (command.words.length > 0 || command.redirections.length > 0)) return command;
    }
    return undefined;
  }

  /** Takes one token in; a finished command, if it ends one. */
  #token(): SimpleCommand | undefined {
    const scanner = this.#scanner;
    const kind = scanner.steps >= MOST_TOKENS ? 'end' : scanner.next();
    switch (kind) {
      case 'word':
        this.#word();
        return undefined;
      case 'redirect':
        this.#redirect();
        return undefined;
      case 'separator':
        return this.#finish('separator', openerOf(scanner.word));
      case 'open':
        // A parenthesis groups commands where a command begins; behind a word it is another language's call.
        if (scanner.word === '(' && this.#words.length === 0) return undefined;
        return this.#finish(
          scanner.word === '(' ? 'call' : 'separator',
          scanner.word === '(' ? 'rest' : 'substitution',
        );
      case 'backquote':
        this.#inBackquotes = !this.#inBackquotes;
        return this.#finish(this.#inBackquotes ? 'separator' : 'close', this.#inBackquotes ? 'backquote' : 'rest');
      case 'close':
        return this.#finish('close', 'rest');
      case 'comment':
        return this.#finish('comment', 'rest');
      case 'end':
        this.#ended = true;
        return this.#finish('end', 'rest');
    }
  }

  #word(): void {
    const { text, from, to, word, tricks, variables } = this.#scanner;
    if (word.trim() === '' && tricks === 0) return;
    if (this.#from < 0) this.#from = from;
    this.#to = to;
    const raw = text.slice(from, to);
    // An assignment before the command.
    const assigned = this.#words.length === 0 ? /^([A-Za-z_]\w{0,30})=/.exec(word) : null;
    if (assigned !== null && tricks !== TRICKS.glob) {
      if (variables.size < 16) variables.set(assigned[1]!, word.slice(assigned[0].length));
      if (this.#opener !== 'start') return;
    }
    if (this.#words.length < MOST_WORDS) this.#words.push({ text: word, raw, tricks });
  }

  #redirect(): void {
    const scanner = this.#scanner;
    const operator = scanner.word;
    if (this.#from < 0) this.#from = scanner.from;
    this.#to = scanner.to;
    if (/[&\d]$/.test(operator) && operator.length > 2 && !operator.endsWith('>&')) return;
    const { text, from, to } = lookAhead(scanner);
    if (to <= from) return;
    this.#to = to;
    if (this.#redirections.length < MOST_WORDS)
      this.#redirections.push({
        operator,
        target: { text: scanner.word, raw: text.slice(from, to), tricks: scanner.tricks },
      });
  }

  #finish(ending: SimpleCommand['ending'], opener: Opener): SimpleCommand | undefined {
    const { text, from, to, word } = this.#scanner;
    const start = this.#from < 0 ? this.#openerEnd : this.#from;
    const command: SimpleCommand = {
      opener: this.#opener,
      openedAt: this.#openedAt,
      from: start,
      to: Math.max(start, this.#to),
      spaced: {
        before: this.#openedAt > 0 && isBlank(text, this.#openedAt - 1),
        after: isBlank(text, this.#openerEnd),
      },
      words: this.#words,
      redirections: this.#redirections,
      ending,
      next: ending === 'separator' ? word : '',
    };
    this.#words = [];
    this.#redirections = [];
    this.#from = -1;
    this.#opener = opener;
    this.#openedAt = from;
    this.#openerEnd = to;
    this.#to = to;
    return command;
  }
}

/** The word behind a redirection; the scanner stands on it only if it is one. */
function lookAhead(scanner: ShellScanner): { readonly text: string; readonly from: number; readonly to: number } {
  const { text, to } = scanner;
  if (/^[ \t]{0,4}(?:$|[\s;|&<>()`#]|\$\()/.test(text.slice(to, to + 6))) return { text, from: to, to };
  scanner.next();
  return scanner.kind === 'word' ? { text, from: scanner.from, to: scanner.to } : { text, from: to, to };
}

function openerOf(separator: string): Opener {
  if (separator.startsWith('&&')) return 'and';
  if (separator.startsWith('||')) return 'or';
  if (separator.startsWith('|')) return 'pipe';
  if (separator.startsWith('&')) return 'background';
  return separator.startsWith(';') ? 'semicolon' : 'newline';
}

const isBlank = (text: string, at: number): boolean => /\s/.test(text[at] ?? '');
