/** One step of a property path with its place in the text. */
export interface PropertyStep {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Steps kept; deeper paths are nobody's. */
const MOST_STEPS = 32;

/**
 * The steps of a text that is a property path as a whole, in any spelling that form parsers (`a[b][]`), object libraries
 * (`a.b["c"]`) and JSON pointers (`/a/b`, RFC 6901) know; undefined for all other text. Linear: one pass.
 */
export function propertyPath(text: string): readonly PropertyStep[] | undefined {
  const steps: PropertyStep[] = [];
  let at = 0;
  while (at < text.length && steps.length < MOST_STEPS) {
    STEP.lastIndex = at;
    const found = STEP.exec(text);
    if (found === null) return undefined;
    const name = found[1] ?? found[2] ?? found[3] ?? found[4] ?? '';
    if (name !== '') {
      const from = at + found[0].indexOf(name);
      steps.push({ name, from, to: from + name.length });
    }
    at = STEP.lastIndex;
  }
  return at < text.length ? undefined : steps;
}

/** `["x"]`, `['x']`, `[x]`, or a name behind a dot, a slash, `?.`, or nothing. */
const STEP =
  /\s?\[\s?(?:"([^"\]]{0,128})"|'([^'\]]{0,128})'|([^[\]"'\s]{0,128}))\s?\]|(?:\?\.|[./])?([\w$@#:-]{1,128})|[./](?=[[./]|$)/y;
