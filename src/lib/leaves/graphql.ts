import { GraphqlLexer, looksLikeGraphql } from '../graphql/lexer.ts';
import { SHORT_ESCAPES } from '../text/short-escapes.ts';
import type { Walk } from './visit.ts';

/** Tokens of a document read for its strings; about a millisecond. */
const MOST_TOKENS = 20_000;

/**
 * The string literals of a GraphQL document, named `query(argument)`, instead of its text: what stands around them is the
 * language, which looks like templates and code to who takes it for a value. False, and nothing was visited, when the text is
 * no document to its end: then it is a value like any other.
 */
export function walkGraphql(text: string, name: string, walk: Walk): boolean {
  if (!looksLikeGraphql(text)) return false;
  const found: (readonly [argument: string, value: string])[] = [];
  const lexer = new GraphqlLexer(text);
  let argument = '';
  let previous = '';
  let depth = 0;
  let steps = 0;
  for (let token = lexer.next(); token !== undefined; token = lexer.next()) {
    if (++steps > MOST_TOKENS) return false;
    if (token.kind === 'mark') {
      if (token.text === '{' || token.text === '(' || token.text === '[') depth++;
      else if (token.text === '}' || token.text === ')' || token.text === ']') depth--;
      else if (token.text === ':') argument = previous;
      if (depth < 0) return false;
    } else if (token.kind === 'string') found.push([argument, unescaped(token.text)]);
    else if (token.kind === 'block-string') found.push([argument, token.text]);
    previous = token.text;
  }
  if (lexer.broken || depth !== 0) return false;
  for (const [at, value] of found) walk.value(value, `${name}(${at})`);
  return true;
}

const ESCAPE = /\\(u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|[^])/g;

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(ESCAPE, (_whole, code: string) => {
    if (code.length < 4) return SHORT_ESCAPES[code] ?? code;
    const point = Number.parseInt(code.replaceAll(/[u{}]/g, ''), 16);
    return point > 0x10_ffff ? '\ufffd' : String.fromCodePoint(point);
  });
}
