/** What a value adds to the query it stands in. */
export const ADDED = {
  logic: 1 << 0,
  /** Two constants compared after AND or OR: `or 1=1`. */
  constantComparison: 1 << 1,
  /** A constant as a whole term: `or 1`, `or true`. */
  constantTerm: 1 << 2,
  /** A comparison with a column or call after AND or OR. */
  comparison: 1 << 3,
  /** A comparison with the value itself: `'='`. */
  firstComparison: 1 << 4,
  /** Arithmetic or concatenation with the value itself: `'||'`. */
  firstArithmetic: 1 << 5,
  union: 1 << 6,
  /** A select list as attacks have it: constants, commas, calls, a star, a table. */
  list: 1 << 7,
  sorting: 1 << 8,
  clause: 1 << 9,
  statement: 1 << 10,
  strongCall: 1 << 11,
  call: 1 << 12,
  subquery: 1 << 13,
  systemName: 1 << 14,
  file: 1 << 15,
  semicolon: 1 << 16,
  parenthesis: 1 << 17,
} as const;

/** How the text ends: in a comment that swallows the rest of the query, in a string that the rest closes, plainly, or where no SQL goes on. */
export type Ending = 'comment' | 'open-string' | 'end' | 'broken';

export interface Continuation {
  readonly added: number;
  readonly ending: Ending;
  /** What the final comment or open string holds. */
  readonly tail: string;
  /** End of the last token that was SQL. */
  readonly to: number;
  /** Tokens that fitted. */
  readonly tokens: number;
  readonly disguised: boolean;
}
