import path from 'node:path';
import { diagnose } from '../../app/index.ts';
import { baseFolder, type Context } from '../context.ts';
import { EXIT } from '../exit-codes.ts';

const MARK = { ok: '✓', warning: '!', problem: '✗' } as const;
const COLOR = { ok: 'green', warning: 'yellow', problem: 'red' } as const;

/** Checks what could be wrong, each line with code and mend. Exit 1 when something is. */
export async function doctor(context: Context): Promise<number> {
  const folders =
    context.data === undefined
      ? ['data', 'demo'].map((name) => path.join(baseFolder(), '.sallyport', name))
      : [context.data];
  const checks = await diagnose(folders);
  const problems = checks.filter((check) => check.state === 'problem').length;
  const warnings = checks.filter((check) => check.state === 'warning').length;
  context.output.object({ checks, problems, warnings }, () =>
    [
      ...checks.flatMap((check) => [
        `${context.output.style(COLOR[check.state], MARK[check.state])} ${check.id.padEnd(10)} ${check.detail}`,
        ...(check.code === undefined ? [] : [`             ${check.code}: ${check.mend}`]),
      ]),
      `${problems} ${problems === 1 ? 'problem' : 'problems'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`,
    ].join('\n'),
  );
  return problems > 0 ? EXIT.failed.code : EXIT.done.code;
}
