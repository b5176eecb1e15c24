import { LIMITS } from '../../model/index.ts';

export interface Excerpt {
  readonly excerpt: string;
  /** Deciding characters of the excerpt as [from, to). */
  readonly mark: readonly [number, number];
}

/** Characters of the value shown before and after what decided. */
const AROUND = 28;
/** A run longer than this inside the deciding part is data, not syntax. */
const DECIDING_RUN = 24;

/**
 * What a person may see of a value: the deciding characters and the structure around them. Letters and digits elsewhere
 * are cut to the first of each run, so that names, numbers and keys do not leave the hot path. At most
 * `LIMITS.excerptChars` characters.
 */
export function maskedExcerpt(value: string, mark: readonly [number, number]): Excerpt {
  const [from, to] = mark;
  const start = Math.max(0, from - AROUND);
  const before = (start > 0 ? '…' : '') + masked(value.slice(start, from), 2);
  const room = LIMITS.excerptChars - before.length - AROUND - 2;
  const deciding = masked(value.slice(from, Math.min(to, from + room)), DECIDING_RUN) + (to - from > room ? '…' : '');
  const after = masked(value.slice(to, to + AROUND), 2) + (to + AROUND < value.length ? '…' : '');
  return { excerpt: before + deciding + after, mark: [before.length, before.length + deciding.length] };
}

/** Runs of letters and digits longer than `most` become their first character and `…`; control characters a dot. */
const masked = (text: string, most: number): string =>
  text
    .replaceAll(/[\p{L}\p{N}]+/gu, (run) =>
      run.length > most ? `${String.fromCodePoint(run.codePointAt(0) ?? 0)}…` : run,
    )
    .replaceAll(/\p{Cc}/gu, '·');
