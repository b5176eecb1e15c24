import type { Phrase } from '../phrases.ts';

/**
 * What a message of a database is about. `syntax`: the text of the query could not be read; `structure`: it was read, and names
 * or shapes in it do not fit; `value`: a value does not fit its type; `constraint`: a row was refused; `access`: the database
 * could not be reached; `layer`: only who complains is known.
 */
export type DatabaseKind = 'syntax' | 'structure' | 'value' | 'constraint' | 'access' | 'layer';

export interface DatabaseMessage extends Phrase {
  readonly engine: string;
  readonly kind: DatabaseKind;
  /** The first group, where there is one, is the value that did not fit. */
  readonly pattern: RegExp;
}

/** A table of one engine's messages: kind, literals, pattern. */
export const messagesOf = (
  engine: string,
  rows: readonly (readonly [kind: DatabaseKind, literal: string | readonly string[], pattern: RegExp])[],
): readonly DatabaseMessage[] =>
  rows.map(([kind, literal, pattern]) => ({
    engine,
    kind,
    literals: typeof literal === 'string' ? [literal] : literal,
    pattern,
  }));
