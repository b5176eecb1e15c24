/** A lookup of Log4j with what it comes to once the lookups inside it are put in. */
export interface Lookup {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Lookups stood inside it: nobody writes so by accident. */
  readonly nested: boolean;
}

/** Lookups open at a time, and characters of one resolved; deeper and longer ones resolve to nothing more. */
const MOST_DEPTH = 50;
const MOST_CHARS = 400;

/**
 * The outermost lookups `${…}` of a text, innermost resolved first, as Log4j 2 does it: `${lower:J}` is `j`, `${::-n}` and
 * `${env:NONE:-n}` are their default `n`. One pass with a stack; `open` ones at the end are closed where the text ends.
 */
export function readLookups(text: string): readonly Lookup[] {
  const found: Lookup[] = [];
  const stack: { from: number; text: string; nested: boolean }[] = [];
  const add = (piece: string): void => {
    const top = stack.at(-1);
    if (top !== undefined && top.text.length < MOST_CHARS) top.text += piece;
  };
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '$' && text[at + 1] === '{' && stack.length < MOST_DEPTH) {
      stack.push({ from: at, text: '', nested: false });
      at++;
    } else if (text[at] === '}' && stack.length > 0) close(stack, found, at + 1);
    else add(text[at] ?? '');
  }
  while (stack.length > 0) close(stack, found, text.length);
  return found;
}

function close(stack: { from: number; text: string; nested: boolean }[], found: Lookup[], to: number): void {
  const done = stack.pop();
  if (done === undefined) return;
  const outer = stack.at(-1);
  if (outer === undefined) {
    found.push({ text: done.text, from: done.from, to, nested: done.nested });
    return;
  }
  outer.nested = true;
  if (outer.text.length < MOST_CHARS) outer.text += resolved(done.text);
}

/** What a lookup inside another one comes to. */
function resolved(lookup: string): string {
  const fallback = lookup.lastIndexOf(':-');
  if (fallback >= 0) return lookup.slice(fallback + 2);
  const changed = /^(lower|upper):(.*)$/is.exec(lookup);
  if (changed === null) return `\${${lookup}}`;
  return changed[1]?.toLowerCase() === 'lower' ? (changed[2] ?? '').toLowerCase() : (changed[2] ?? '').toUpperCase();
}
