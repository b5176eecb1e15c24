import type { Run } from './context.ts';

/** One command as the help shows it. `load` imports its code. */
export interface CommandSpec {
  readonly noun?: string;
  /** Name and arguments in commander's form. */
  readonly usage: string;
  readonly about: string;
  readonly examples: readonly string[];
  readonly options?: readonly (readonly [flags: string, about: string, fallback?: string])[];
  /** Options that may be given several times, one value each. */
  readonly repeatable?: readonly (readonly [flags: string, about: string])[];
  load(): Promise<Run>;
}
