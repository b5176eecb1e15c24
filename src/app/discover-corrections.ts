import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { planCorrection } from '../inventory/index.ts';
import { CodedError, LIMITS, type TemplateCorrection } from '../model/index.ts';

const File = z.object({
  corrections: z
    .array(
      z.strictObject({
        host: z.string().min(1).max(253),
        template: z.string().min(1).max(4_096),
        from: z.string().max(4_096).optional(),
        by: z.string().min(1).max(200).default('corrections file'),
        at: z.union([z.number().int(), z.iso.date().transform((day) => Date.parse(day))]).default(0),
        reason: z.string().max(500).default(''),
        id: z.string().optional(),
        kind: z.string().optional(),
      }),
    )
    .max(LIMITS.corrections),
});

/**
 * Corrections of templates from YAML or JSON: `{corrections: [{host, template, reason?, from?, by?, at?}]}`, the same that
 * `endpoint corrections --json` prints under `rows`. Errors: SP1401 for what is wrong in it, SP1001 when it cannot be read.
 */
export function readCorrectionsFile(file: string): readonly TemplateCorrection[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CodedError('SP1001', `${file}: ${(cause as Error).message}`, { cause });
  }
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 0 });
  } catch (cause) {
    throw new CodedError('SP1401', `${file}: ${(cause as Error).message}`, { cause });
  }
  const read = File.safeParse(Array.isArray(value) ? { corrections: value } : value);
  if (!read.success) {
    const [first] = read.error.issues;
    throw new CodedError('SP1401', `${file}: ${first?.path.join('.') ?? ''}: ${first?.message ?? ''}`);
  }
  return read.data.corrections.map(({ host, template, from, by, at, reason }) =>
    planCorrection({ host, template, by, at, reason, ...(from !== undefined && { from }) }),
  );
}
