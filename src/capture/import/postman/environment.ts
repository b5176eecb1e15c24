import { readFileSync } from 'node:fs';
import { CodedError } from '../../../model/index.ts';
import { asObject } from '../loose.ts';
import { parseJson } from '../ndjson.ts';
import type { Variables } from './variables.ts';
import { withVariables } from './variables.ts';

/** Variables of an environment, or of the globals, as Postman exports them. Errors: SP4001, SP4002. */
export function readPostmanEnvironment(file: string): Variables {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CodedError('SP4001', `${file}: ${(cause as Error).message}`, { cause });
  }
  const { values } = asObject(parseJson(text.replace(/^\u{feff}/u, '')));
  if (!Array.isArray(values))
    throw new CodedError('SP4002', `${file} is no environment of Postman: it has no \`values\``);
  return withVariables(new Map(), values);
}
