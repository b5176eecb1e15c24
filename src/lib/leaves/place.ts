import type { Part } from '../../model/index.ts';

/** Where the value being visited stands. One object serves a whole walk: read it during the visit, do not keep it. */
export interface LeafPlace {
  readonly part: Part;
  /** True when what is visited is a key or parameter name. */
  readonly isName: boolean;
  /** Key or path such as `items[].price`; made only when asked for. */
  name(): string;
}

/** Told each value as the application would read it. */
export type LeafVisitor = (value: string, place: LeafPlace) => void;

/** What a walk looked at and what it had to leave out. */
export interface Tally {
  /** Values looked at, those without text (numbers, booleans, null) included; names are visited but not counted. */
  judged: number;
  /** Values, files and parts not looked at: beyond a limit, cut off, unreadable. */
  skipped: number;
}
