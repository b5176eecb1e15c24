/** A piece of a template: what stands between its delimiters. */
export interface Piece {
  readonly kind: 'expression' | 'statement';
  /** Delimiters by which it is known: `{{`, `${`, `<%`. */
  readonly opener: string;
  readonly inside: string;
  readonly from: number;
  readonly to: number;
}

interface Delimiter {
  readonly open: string;
  readonly close: string;
  readonly kind: Piece['kind'];
}

/**
 * Delimiters of the engines: Jinja, Twig, Nunjucks, Handlebars, Liquid, Tornado, Go, Angular (`{{ }}`, `{% %}`), Freemarker,
 * JSP and Spring EL, Mako, Groovy (`${ }`), Ruby, Pug, Thymeleaf (`#{ }`, `*{ }`, `~{ }`, `[[ ]]`), OGNL (`%{ }`), ERB, EJS, ASP
 * (`<% %>`), Razor (`@( )`, `@{ }`), Smarty (`{ }` with a word of its own).
 */
const DELIMITERS: readonly Delimiter[] = [
  { open: '{{', close: '}}', kind: 'expression' },
  { open: '{%', close: '%}', kind: 'statement' },
  { open: '${', close: '}', kind: 'expression' },
  { open: '#{', close: '}', kind: 'expression' },
  { open: '*{', close: '}', kind: 'expression' },
  { open: '%{', close: '}', kind: 'expression' },
  { open: '~{', close: '}', kind: 'expression' },
  { open: '@{', close: '}', kind: 'statement' },
  { open: '@(', close: ')', kind: 'expression' },
  { open: '<%', close: '%>', kind: 'expression' },
  { open: '[[', close: ']]', kind: 'expression' },
  { open: '[=', close: ']', kind: 'expression' },
  { open: '<#', close: '>', kind: 'statement' },
  // What it names is used further on, `$x.getClass()`, without delimiters.
  { open: '#set', close: '', kind: 'statement' },
  { open: '#foreach', close: ')', kind: 'statement' },
  { open: '#evaluate', close: ')', kind: 'statement' },
  { open: '#include', close: ')', kind: 'statement' },
  { open: '#parse', close: ')', kind: 'statement' },
  { open: '{php}', close: '{/php}', kind: 'statement' },
  { open: '{', close: '}', kind: 'expression' },
];
const OPENER =
  /\{\{|\{%|[$#*%~]\{|@[{(]|<%|\[\[|\[=|<#|#(?:set|foreach|evaluate|include|parse)\b|\{php\}|\{(?=[$'"a-zA-Z_\d(\\])/g;

/** Pieces read from one value, and characters of one. */
const MOST_PIECES = 24;
const MOST_CHARS = 2_000;

/** The pieces of a template in a text, in order; one that is not closed goes on to the end. Each character is passed once or twice. */
export function readPieces(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  OPENER.lastIndex = 0;
  for (let found = OPENER.exec(text); found !== null && pieces.length < MOST_PIECES; found = OPENER.exec(text)) {
    const delimiter = DELIMITERS.find(({ open }) => open === found?.[0]);
    if (delimiter === undefined) continue;
    const start = found.index + delimiter.open.length;
    const end = closing(text, start, delimiter.close);
    const from = found.index;
    const to = end < 0 ? Math.min(text.length, start + MOST_CHARS) : end + delimiter.close.length;
    pieces.push({
      kind: delimiter.kind,
      opener: delimiter.open,
      inside: text.slice(start, end < 0 ? to : end),
      from,
      to,
    });
    OPENER.lastIndex = Math.max(start, to);
  }
  return pieces;
}

/** Position of the closing delimiter outside of brackets of the same kind. */
function closing(text: string, start: number, close: string): number {
  const last = Math.min(text.length, start + MOST_CHARS);
  if (close === '') return -1;
  if (close.length > 1) {
    const at = text.indexOf(close, start);
    return at < last ? at : -1;
  }
  const open = close === '}' ? '{' : close === ')' ? '(' : close === ']' ? '[' : '<';
  // `#set(` has its bracket still before it.
  let depth = close === ')' && text[start] === '(' ? -1 : 0;
  for (let at = start; at < last; at++) {
    if (text[at] === open) depth++;
    else if (text[at] === close && depth-- === 0) return at;
  }
  return -1;
}
