import { createAutomaton } from '../../lib/text/automaton.ts';

/** Something that is looked for in a text only where one of its literals stands (lower-case ASCII; blanks are any white space). */
export interface Phrase {
  readonly literals: readonly string[];
}

export interface Phrases<Kind extends Phrase> {
  /** Of all phrases, for the rule's prefilter. */
  readonly literals: readonly string[];
  /** The phrases with a literal in the text, in the order of the table. One pass. */
  in(text: string): readonly Kind[];
}

export function createPhrases<Kind extends Phrase>(table: readonly Kind[]): Phrases<Kind> {
  const automaton = createAutomaton(table.map((phrase) => phrase.literals));
  const found = new Uint32Array(automaton.words);
  return {
    literals: [...new Set(table.flatMap((phrase) => phrase.literals))],
    in(text) {
      found.fill(0);
      if (!automaton.scan(text, found)) return [];
      return table.filter((_, at) => ((found[at >> 5]! >>> (at & 31)) & 1) === 1);
    },
  };
}

/** A phrase that needs several expressions: all must stand in the text, and what is shown is the first. */
export interface MarkedPhrase extends Phrase {
  readonly marks: readonly RegExp[];
}

export interface Marked<Kind extends MarkedPhrase> {
  readonly phrase: Kind;
  /** Place of the first mark. */
  readonly from: number;
  readonly to: number;
}

/** The phrases all of whose marks stand in the text, in the order of the table. */
export function* marked<Kind extends MarkedPhrase>(phrases: Phrases<Kind>, text: string): Generator<Marked<Kind>> {
  for (const phrase of phrases.in(text)) {
    const [first, ...others] = phrase.marks;
    const found = first?.exec(text);
    if (found && others.every((mark) => mark.test(text)))
      yield { phrase, from: found.index, to: found.index + found[0].length };
  }
}

/** The surest of them. */
export function surest<Kind extends MarkedPhrase & { readonly sure: number }>(
  phrases: Phrases<Kind>,
  text: string,
): Marked<Kind> | undefined {
  let best: Marked<Kind> | undefined;
  for (const one of marked(phrases, text)) if (one.phrase.sure > (best?.phrase.sure ?? 0)) best = one;
  return best;
}
