import { behindJsx } from './jsx.ts';
import { Scanner, simpleString, type Lexicon, type Quoted } from './scanner.ts';
import type { Lexer, Token } from './token.ts';

const single = (quote: string): Quoted => ({ quote, multiline: false, escapes: 'drop' });

const REGEX = /\/(?:[^\n/\\[]|\\.|\[(?:[^\n\]\\]|\\.)*\])+\/[a-z]*/y;
/** Words behind which a slash begins a regular expression, as it does behind a mark that ends no value. */
const BEFORE_REGEX = new Set([
  'return',
  'typeof',
  'case',
  'in',
  'of',
  'do',
  'else',
  'void',
  'delete',
  'throw',
  'await',
]);

const JAVASCRIPT: Lexicon = {
  lineComment: '//',
  blockComments: true,
  marks: [
    '...',
    '===',
    '!==',
    '**=',
    '??=',
    '||=',
    '&&=',
    '=>',
    '==',
    '!=',
    '?.',
    '??',
    '||',
    '&&',
    '++',
    '--',
    '+=',
    '-=',
  ],
  literal: (scanner) =>
    simpleString(scanner, single("'")) ||
    simpleString(scanner, single('"')) ||
    simpleString(scanner, { quote: '`', multiline: true, escapes: 'drop', holes: '${' }) ||
    regex(scanner) ||
    jsx(scanner),
};

/** What stands before is a value, so that `/` divides and `<` compares. */
function behindValue(scanner: Scanner): boolean {
  const before = scanner.tokens.at(-1);
  if (before === undefined) return false;
  return before.kind === 'mark' ? [')', ']', '}'].includes(before.text) : !BEFORE_REGEX.has(before.text);
}

function jsx(scanner: Scanner): boolean {
  if (!scanner.starts('<') || !/[A-Za-z>]/.test(scanner.source[scanner.at + 1] ?? '') || behindValue(scanner))
    return false;
  const end = behindJsx(scanner, scanner.at);
  if (end === undefined) return false;
  scanner.add('number', 'jsx');
  scanner.skipTo(end);
  return true;
}

function regex(scanner: Scanner): boolean {
  if (!scanner.starts('/') || behindValue(scanner)) return false;
  REGEX.lastIndex = scanner.at;
  const text = REGEX.exec(scanner.source)?.[0];
  if (text === undefined) return false;
  scanner.add('number', text);
  scanner.at += text.length;
  return true;
}

const PYTHON_PREFIX = /(?:[rbuft]|[rbft]{2})?("""|'''|"|')/iy;

const PYTHON: Lexicon = {
  lineComment: '#',
  blockComments: false,
  marks: ['...', '**', '->', ':=', '==', '!=', '<=', '>=', '+=', '-=', '//', '|='],
  literal(scanner) {
    PYTHON_PREFIX.lastIndex = scanner.at;
    const found = PYTHON_PREFIX.exec(scanner.source);
    if (found === null) return continuation(scanner);
    const [opening, quote = '"'] = found;
    const prefix = opening.slice(0, -quote.length).toLowerCase();
    const start = scanner.at;
    scanner.at += opening.length;
    const form: Quoted = { quote, multiline: quote.length === 3, escapes: prefix.includes('r') ? 'raw' : 'keep' };
    scanner.quoted(/[ft]/.test(prefix) ? { ...form, holes: '{' } : form, start);
    return true;
  },
  lineEnd: (scanner) => {
    if (scanner.depth === 0 && scanner.nesting === 0) scanner.add('line', '\n');
  },
};

function continuation(scanner: Scanner): boolean {
  if (!scanner.starts('\\\n') && !scanner.starts('\\\r\n')) return false;
  scanner.at = scanner.source.indexOf('\n', scanner.at) + 1;
  scanner.line++;
  scanner.lineStart = scanner.at;
  return true;
}

const JAVA: Lexicon = {
  lineComment: '//',
  blockComments: true,
  marks: ['...', '->', '::', '==', '!=', '?.', '?:', '||', '&&', '++', '--', '+=', '-='],
  literal: (scanner) =>
    simpleString(scanner, { quote: '"""', multiline: true, escapes: 'drop' }) ||
    simpleString(scanner, single('"')) ||
    simpleString(scanner, single("'")),
};

const KOTLIN: Lexicon = {
  ...JAVA,
  literal: (scanner) =>
    simpleString(scanner, { quote: '"""', multiline: true, escapes: 'none', holes: '$' }) ||
    simpleString(scanner, { quote: '"', multiline: false, escapes: 'drop', holes: '$' }) ||
    simpleString(scanner, single("'")),
};

const GO: Lexicon = {
  lineComment: '//',
  blockComments: true,
  marks: ['...', ':=', '==', '!=', '<=', '>=', '<-', '||', '&&', '++', '--', '+=', '-='],
  literal: (scanner) =>
    simpleString(scanner, single('"')) ||
    simpleString(scanner, { quote: '`', multiline: true, escapes: 'none' }) ||
    simpleString(scanner, single("'")),
  lineEnd: (scanner) => {
    const last = scanner.tokens.at(-1);
    if (last !== undefined && endsStatement(last)) scanner.add('mark', ';');
  },
};

/** The Go specification's rule for semicolons at line ends. */
const endsStatement = (token: Token): boolean =>
  token.kind === 'mark' ? [')', ']', '}', '++', '--'].includes(token.text) : true;

const of =
  (lexicon: Lexicon): Lexer =>
  (source) =>
    new Scanner(source, lexicon).run();

export const lexJavaScript = of(JAVASCRIPT);
export const lexJava = of(JAVA);
export const lexKotlin = of(KOTLIN);
export const lexGo = of(GO);

/** Python's tokens with layout: `indent` and `dedent` around blocks, `line` behind each logical line. */
export function lexPython(source: string): readonly Token[] {
  const tokens: Token[] = [];
  const levels = [0];
  let startsLine = true;
  for (const token of new Scanner(source, PYTHON).run()) {
    if (token.kind === 'line') {
      if (!startsLine) tokens.push(token);
      startsLine = true;
      continue;
    }
    if (startsLine) layout(token, levels, tokens);
    startsLine = false;
    tokens.push(token);
  }
  const last = tokens.at(-1);
  if (last !== undefined) {
    tokens.push({ ...last, kind: 'line', text: '\n' });
    for (const _ of levels.slice(1)) tokens.push({ ...last, kind: 'dedent', text: '' });
  }
  return tokens;
}

function layout(token: Token, levels: number[], tokens: Token[]): void {
  const column = token.column;
  const width = column - 1;
  if (width > (levels.at(-1) ?? 0)) {
    levels.push(width);
    tokens.push({ ...token, kind: 'indent', text: '' });
  }
  while (levels.length > 1 && width < (levels.at(-1) ?? 0)) {
    levels.pop();
    tokens.push({ ...token, kind: 'dedent', text: '' });
  }
}
