/** What is asked for that no API serves, with the reason for which scanners ask. */
export interface ProbeGroup {
  /** What a scanner hopes to find, for the statement: `a file of secrets`. */
  readonly what: string;
  /** How sure it is that no API serves it; below 0.7 where some do. */
  readonly confidence: number;
  /**
   * Lower case, segments parted by `/`. An entry matches at any place of the path and must be its end; with a `/` in front
   * it matches at the beginning only, with one behind it stands for a folder and all in it. `*` is any one segment,
   * `name*` one that begins so and goes on.
   */
  readonly paths: readonly string[];
}
