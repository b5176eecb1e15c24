/** What an owner's correction does to a learned template. */
export const CORRECTION_KINDS = ['merge', 'split', 'rename', 'apart'] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

/**
 * A path template as its owner wants it, for all methods at the path. `merge` makes the words at a place one parameter, `split`
 * sets literals apart from a parameter, `rename` names parameters, `apart` keeps the template as it is. Permanent until undone.
 */
export interface TemplateCorrection {
  /** `TC-` and a hash of host and template: the same wish has the same id. */
  readonly id: string;
  readonly host: string;
  /** The template that was learned; absent where the correction came from a file: then every parameter in `template` is meant. */
  readonly from?: string;
  readonly template: string;
  readonly kind: CorrectionKind;
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly reason: string;
}
