import type { Statement } from '../syntax/tree.ts';
import type { Scope } from './scope.ts';
import type { Value } from './value.ts';

export type Language = 'javascript' | 'python' | 'java' | 'kotlin' | 'go';

/** A source file; of Go, one file of a package whose files share their names. */
export interface Module {
  /** Path from the searched folder. */
  readonly file: string;
  readonly language: Language;
  /** Imports between it and the nearest file that names a framework. */
  readonly hops: number;
  readonly statements: readonly Statement[];
  readonly exports: Map<string, Value>;
  /** What `module.exports = …` was set to. */
  whole: Value | undefined;
  scope: Scope;
}
