import { LIMITS } from '../../model/index.ts';

/** What a reader could not use, each with its place; the rest is read. */
export interface Problems {
  add(place: string, what: string): void;
  readonly list: readonly string[];
}

const CHARS = 300;

export function createProblems(): Problems {
  const list: string[] = [];
  let more = 0;
  return {
    add(place, what) {
      const text = `${place}: ${what}`.slice(0, CHARS);
      if (list.includes(text)) return;
      if (list.length < LIMITS.specificationProblems - 1) list.push(text);
      else more++;
    },
    get list() {
      return more === 0 ? list : [...list, `and ${more} more`];
    },
  };
}
