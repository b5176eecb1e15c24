import { createPhrases } from '../phrases.ts';
import type { DatabaseKind, DatabaseMessage } from './message.ts';
import { OPEN_ENGINES } from './open-engines.ts';
import { OTHER_ENGINES } from './other-engines.ts';

export interface DatabaseError {
  readonly engine: string;
  readonly kind: DatabaseKind;
  readonly from: number;
  readonly to: number;
  /** Where the first message begins, of however little it says. */
  readonly first: number;
  /** The value that did not fit its type. */
  readonly value?: string;
}

const MESSAGES = createPhrases<DatabaseMessage>([...OPEN_ENGINES, ...OTHER_ENGINES]);

export const DATABASE_LITERALS = MESSAGES.literals;

/** What says most about the query comes first. */
const ORDER: readonly DatabaseKind[] = ['syntax', 'structure', 'value', 'constraint', 'access', 'layer'];

/** The message of a database in a text that says most. Each message is looked for once. */
export function readDatabaseError(text: string): DatabaseError | undefined {
  let best: Omit<DatabaseError, 'first'> | undefined;
  let first = text.length;
  for (const { engine, kind, pattern } of MESSAGES.in(text)) {
    const found = pattern.exec(text);
    if (found === null) continue;
    first = Math.min(first, found.index);
    if (best !== undefined && ORDER.indexOf(kind) >= ORDER.indexOf(best.kind)) continue;
    const value = found.slice(1).find((group) => group !== undefined);
    best = {
      engine,
      kind,
      from: found.index,
      to: found.index + found[0].length,
      ...(value !== undefined && { value }),
    };
  }
  return best && { ...best, first };
}
