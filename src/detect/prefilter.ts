import { createAutomaton, ODD } from '../lib/text/automaton.ts';
import { holdsBase64, mayBeBase64 } from '../lib/text/base64.ts';

/** What was found in the text scanned last. */
export interface Hits {
  /** True when a second decoder may read the text differently. */
  readonly escaped: boolean;
  /** True when the rule at this position has a literal in the text. */
  rule(at: number): boolean;
}

export interface Prefilter {
  /** Scans one leaf value; undefined when no rule needs to be asked and no decoding tried. */
  value(text: string): Hits | undefined;
  /** True when neither the text nor any value that separators cut from it can hold anything to ask about. */
  textIsClean(text: string): boolean;
  /** The same for a path: its separator is a base64 character, so segments are looked at one by one. */
  pathIsClean(path: string): boolean;
  /** The same for the bytes of a body in UTF-8. `json`: a double quote stands in no value without an escape. */
  bodyIsClean(bytes: Uint8Array, json: boolean): boolean;
}

/** Beginnings of what `readings` decodes; each sends the value there. */
const ESCAPES: readonly string[] = [
  ...'0123456789abcdefu'.split('').map((digit) => `%${digit}`),
  '\\u',
  '\\x',
  '&#',
  ODD,
  '&lt',
  '&gt',
  '&amp',
  '&quot',
  '&apos',
  '&nbsp',
  '&lpar',
  '&rpar',
  '&sol',
  '&bsol',
  '&colon',
  '&semi',
  '&equals',
  '&num',
  '&excl',
  '&period',
  '&comma',
  '&plus',
  '&tab',
  '&lsqb',
  '&rsqb',
  '&lcub',
  '&rcub',
];

/**
 * One automaton over the literals of all rules and the escapes. Values are scanned with all of them; a whole body first
 * with a variant in which any backslash counts (it hides characters until JSON is parsed), and, for JSON, without the
 * literals that hold a double quote: it stands around every string and inside none. The literals `\n` and `\r` ask for any
 * line end.
 */
export function createPrefilter(rules: readonly { readonly literals: readonly string[] }[]): Prefilter {
  const literals = rules.map((rule) =>
    rule.literals.filter((literal) => !isLineEnd(literal)).map((literal) => literal.toLowerCase()),
  );
  // The automaton takes all white space for one character, and lines are counted otherwise.
  const aboutLines = rules.flatMap((rule, at) => (rule.literals.some(isLineEnd) ? [at] : []));
  const mark = (at: number): void => void (found[at >> 5]! |= 1 << (at & 31));
  const values = createAutomaton([...literals, ESCAPES]);
  const anyBody = createAutomaton([[...literals.flat(), ...ESCAPES, '\\']]);
  const jsonBody = createAutomaton([
    [...literals.flat().filter((literal) => !literal.includes('"')), ...ESCAPES, '\\'],
  ]);

  const found = new Uint32Array(values.words);
  const bit = (at: number): boolean => ((found[at >> 5]! >>> (at & 31)) & 1) === 1;
  const hits = { escaped: false, rule: bit };

  return {
    value(text) {
      found.fill(0);
      const inside = values.scan(text, found);
      const lines = aboutLines.length > 0 && hasLineEnd(text);
      if (lines) for (const at of aboutLines) mark(at);
      const any = inside || lines;
      const wrapped = mayBeBase64(text);
      // A form's `+` is folded to a blank by the automaton, so any literal may be hit by way of it.
      hits.escaped = wrapped || bit(rules.length) || (any && text.includes('+'));
      return any || wrapped ? hits : undefined;
    },
    textIsClean: (text) => !anyBody.inText(text) && !(aboutLines.length > 0 && hasLineEnd(text)) && !holdsBase64(text),
    pathIsClean(path) {
      if (anyBody.inText(path) || (aboutLines.length > 0 && hasLineEnd(path))) return false;
      for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1))
        if (mayBeBase64(path, slash + 1)) return false;
      return true;
    },
    // A line end of JSON stands between values, never in one.
    bodyIsClean: (bytes, json) =>
      !(json ? jsonBody : anyBody).inBytes(bytes) &&
      (json || aboutLines.length === 0 || !(bytes.includes(0x0a) || bytes.includes(0x0d))) &&
      !holdsBase64(new ByteCodes(bytes)),
  };
}

const isLineEnd = (literal: string): boolean => literal === '\n' || literal === '\r';
const hasLineEnd = (text: string): boolean => text.includes('\n') || text.includes('\r');

/** Bytes read as character codes; those above 127 are no base64 either way. */
class ByteCodes {
  readonly length: number;
  readonly #bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.length = bytes.length;
    this.#bytes = bytes;
  }
  charCodeAt(at: number): number {
    return this.#bytes[at]!;
  }
}
