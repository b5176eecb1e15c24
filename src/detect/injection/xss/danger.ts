/** What a value would do where it is put, and the characters that decide it as [from, to). */
export interface Danger {
  readonly score: number;
  /** Completes `value …`: `brings an event handler (onerror) that runs script`. */
  readonly what: string;
  readonly from: number;
  readonly to: number;
}

/** Judges text as the content of an element. `depth` counts documents within documents, which are bounded. */
export type MarkupJudge = (text: string, depth: number) => Danger | undefined;

/** Documents within documents (srcdoc, data:, an attribute that a second parser reopens). */
export const MOST_DEPTH = 2;

export const stronger = (one: Danger | undefined, other: Danger | undefined): Danger | undefined =>
  other === undefined || (one !== undefined && one.score >= other.score) ? one : other;

/** The danger found in a part of the text, in the text's own positions and weighed. */
export const within = (danger: Danger | undefined, from: number, weight = 1): Danger | undefined =>
  danger && { ...danger, score: danger.score * weight, from: danger.from + from, to: danger.to + from };
