import type { Severity } from '../../model/index.ts';

/** What a class of data is about; compliance reports group by it. */
export const DATA_CATEGORIES = [
  'personal',
  'special',
  'financial',
  'health',
  'credential',
  'location',
  'device',
] as const;
export type DataCategory = (typeof DATA_CATEGORIES)[number];

/**
 * A class of sensitive data, one file each. Confidence is 0 (not it) to 1. A validator decides; a field's name lets it be
 * content with less. Both questions must be linear in the value's length.
 */
export interface DataClass {
  /** Permanent, kebab-case, equal to the file's name. */
  readonly id: string;
  readonly title: string;
  readonly category: DataCategory;
  /** How bad a leak is; `severityOf` says it for the built-in ones. */
  readonly severity?: Severity;
  /** Asked of the field's name in words: `dateOfBirth` is `date of birth`. Any of several. */
  readonly names?: RegExp | readonly RegExp[];
  /** Confidence for a value whose field's name says the class. */
  readonly named?: (value: string) => number;
  /** Confidence for a value under any name. */
  readonly anywhere?: (value: string) => number;
  /**
   * Other things are written in the same way, and their names say so (order numbers, versions): under such a name
   * `anywhere` is not asked.
   */
  readonly ambiguous?: boolean;
  /** `anywhere` is asked of short and plain values too; the built-in classes save that. */
  readonly short?: boolean;
  readonly examples: {
    readonly is: readonly (readonly [name: string, value: string])[];
    readonly isNot: readonly (readonly [name: string, value: string])[];
  };
}

const SEVERITY_OF: Readonly<Record<DataCategory, Severity>> = {
  personal: 'medium',
  special: 'high',
  financial: 'high',
  health: 'high',
  credential: 'critical',
  location: 'medium',
  device: 'low',
};

export const severityOf = ({ severity, category }: DataClass): Severity => severity ?? SEVERITY_OF[category];

export const defineDataClass = (dataClass: DataClass): DataClass => dataClass;

/** Confidence when the expression matches. */
export const matching =
  (expression: RegExp, confidence: number) =>
  (value: string): number =>
    expression.test(value) ? confidence : 0;
