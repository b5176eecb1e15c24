import { globSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { CodedError, LIMITS } from '../../model/index.ts';

/** A file to read; `chosen` when it was named itself, and not found in a folder or by a pattern. */
export interface Recording {
  readonly file: string;
  readonly chosen: boolean;
}

/** Standard input, as a file name. */
export const STANDARD_INPUT = '-';

const isFolder = (name: string): boolean => statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Files below a folder by name; hidden ones and links are left out. */
function* filesBelow(folder: string, depth = 0): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const whole = path.join(folder, entry.name);
    if (entry.isFile()) yield whole;
    else if (entry.isDirectory() && depth < LIMITS.importFolderDepth) yield* filesBelow(whole, depth + 1);
  }
}

function* recordingsOf(input: string): Generator<Recording> {
  if (input === STANDARD_INPUT) yield { file: input, chosen: true };
  else if (isFolder(input)) for (const file of filesBelow(input)) yield { file, chosen: false };
  else if (/[*?[{]/.test(input) && statSync(input, { throwIfNoEntry: false }) === undefined)
    for (const file of globSync(input).toSorted()) yield* isFolder(file) ? [] : [{ file, chosen: false }];
  else yield { file: input, chosen: true };
}

/**
 * The files that inputs stand for, in their order: a file, a folder with all below it, a pattern (`logs/*.har`), or `-`.
 * Errors: SP4001 when a folder cannot be read, a pattern finds nothing or there are too many files.
 */
export function listRecordings(inputs: readonly string[]): readonly Recording[] {
  const found: Recording[] = [];
  for (const input of inputs) {
    const before = found.length;
    try {
      for (const recording of recordingsOf(input)) {
        found.push(recording);
        if (found.length > LIMITS.importFiles) throw new Error(`more than ${LIMITS.importFiles} files`);
      }
    } catch (cause) {
      throw new CodedError('SP4001', `${input}: ${(cause as Error).message}`, { cause });
    }
    if (found.length === before) throw new CodedError('SP4001', `${input}: no file there`);
  }
  return found;
}
