import { LIMITS } from '../../model/index.ts';
import { Scanner } from './scanner.ts';

const OPENING = /<(?:[A-Za-z][\w.:-]*)?/y;
/** Each failure may read to the end of the text: a text with many of them is no JSX. */
const MOST_FAILURES = 100;
/** Expressions within elements within expressions; a failure in the innermost makes each of them read on in vain. */
const DEEPEST_BRACES = 12;
const CLOSING = /<\/[\w.:-]*\s*>/y;

/**
 * The index behind the JSX element that starts at `start`, or undefined if none does. Its text may hold quotes and slashes
 * that mean nothing, so it has to be passed over as a whole.
 */
export function behindJsx(scanner: Scanner, start: number): number | undefined {
  if (scanner.notJsx.size >= MOST_FAILURES || scanner.notJsx.has(start)) return undefined;
  const end = new JsxReader(scanner).element(start, 0);
  if (end === undefined) scanner.notJsx.add(start);
  return end;
}

class JsxReader {
  private readonly scanner: Scanner;
  private readonly source: string;

  constructor(scanner: Scanner) {
    this.scanner = scanner;
    this.source = scanner.source;
  }

  element(start: number, depth: number): number | undefined {
    OPENING.lastIndex = start;
    const name = OPENING.exec(this.source)?.[0];
    if (name === undefined || depth > LIMITS.sourceDepth) return undefined;
    const at = this.behindAttributes(start + name.length);
    if (at === undefined) return undefined;
    return this.source.startsWith('/>', at) ? at + 2 : this.behindChildren(at + 1, depth);
  }

  /** Index of the `>` or `/>` that ends the tag. */
  private behindAttributes(start: number): number | undefined {
    for (let at: number | undefined = start; at !== undefined && at < this.source.length;) {
      const char: string = this.source[at] as string;
      if (char === '>' || this.source.startsWith('/>', at)) return at;
      if (char === '{') at = this.behindBraces(at);
      else if (char === '"' || char === "'") {
        const end: number = this.source.indexOf(char, at + 1);
        at = end === -1 ? undefined : end + 1;
      } else if (/[\w\s.:=-]/.test(char)) at++;
      else return undefined;
    }
    return undefined;
  }

  private behindChildren(start: number, depth: number): number | undefined {
    for (let at: number | undefined = start; at !== undefined && at < this.source.length;) {
      const char = this.source[at];
      CLOSING.lastIndex = at;
      const closing: string | undefined = char === '<' ? CLOSING.exec(this.source)?.[0] : undefined;
      if (closing !== undefined) return at + closing.length;
      if (char === '<') at = this.element(at, depth + 1);
      else if (char === '{') at = this.behindBraces(at);
      else at++;
    }
    return undefined;
  }

  private behindBraces(at: number): number | undefined {
    const { lexicon, nesting, notJsx } = this.scanner;
    const inner = new Scanner(this.source, lexicon, { at: at + 1, line: 1, lineStart: 0, nesting, notJsx });
    if (inner.nesting > DEEPEST_BRACES) return undefined;
    inner.run();
    return inner.at < this.source.length ? inner.at + 1 : undefined;
  }
}
