import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { parsePolicy, withoutMemory } from '../decide/index.ts';
import { rules } from '../detect/index.ts';
import { CodedError, type Mode, type Policy } from '../model/index.ts';

/** The commented policy that ships with the program, beside the sources in a clone and beside dist when installed. */
const DEFAULT_FILE = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../policy/default.yaml');

export interface PolicyRead {
  readonly policy: Policy;
  readonly text: string;
  /** Where changes made in the console are written. */
  readonly file: string;
}

/**
 * The policy of a start: the given file, else the data folder's, else the shipped one (copied there when first changed).
 * `mode` (the flag) overrides the file's ceiling; the shipped one says monitor. Errors: SP1101–SP1103, SP1003.
 */
export function readPolicy(
  given: string | undefined,
  own: string,
  { mode, stateless = false }: { readonly mode?: Mode | undefined; readonly stateless?: boolean },
): PolicyRead {
  const source = given ?? (existsSync(own) ? own : DEFAULT_FILE);
  const text = readText(source);
  const policy = parseInForce(text, source, stateless);
  return { policy: mode === undefined ? policy : { ...policy, mode }, text, file: given ?? own };
}

/** A policy's text as it comes in force; `stateless`: every request is judged alone, whatever the text says. */
export function parseInForce(text: string, source: string, stateless: boolean): Policy {
  const policy = parsePolicy(text, source, rules);
  return stateless ? withoutMemory(policy, rules) : policy;
}

/** A policy file, or the shipped one, parsed. */
export function readPolicyFile(file: string | undefined): Policy {
  const source = file ?? DEFAULT_FILE;
  return parsePolicy(readText(source), source, rules);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CodedError('SP1101', `${file}: ${(cause as Error).message}`, { cause });
  }
}
