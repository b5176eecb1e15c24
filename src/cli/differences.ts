import { CHANGE_EFFECTS, CodedError, type ChangeEffect, type Difference } from '../model/index.ts';
import { text, type Context, type Options } from './context.ts';
import { EXIT } from './exit-codes.ts';
import { printable } from './output.ts';

/** An operation with what differs of it, as commands print it. */
export interface DifferingOperation {
  readonly method: string;
  readonly host?: string;
  readonly template: string;
  readonly operation?: { readonly protocol: string; readonly name: string };
  readonly differences: readonly Difference[];
}

export const operationText = ({ method, host, template, operation }: Omit<DifferingOperation, 'differences'>): string =>
  `${method} ${host ?? ''}${template}${operation === undefined ? '' : ` ${operation.protocol} ${operation.name}`}`;

/** One line a difference, the breaking ones first. */
export function printDifferences(context: Context, rows: readonly DifferingOperation[], about: object): void {
  const { output } = context;
  if (output.format === 'json' || output.format === 'yaml') return output.object({ ...about, rows }, () => '');
  const lines = rows.flatMap((row) =>
    row.differences.map((difference) => ({ id: difference.rule, operation: operationText(row), ...difference })),
  );
  const rank = ({ effect }: { readonly effect: ChangeEffect }): number => CHANGE_EFFECTS.indexOf(effect);
  output.rows(
    lines.toSorted((a, b) => rank(a) - rank(b)),
    [
      { title: 'effect', cell: (line) => line.effect, whole: true },
      { title: 'operation', cell: (line) => printable(line.operation) },
      { title: 'at', cell: (line) => printable(line.at) },
      { title: 'what', cell: (line) => printable(line.statement) },
      { title: 'rule', cell: (line) => line.rule, wide: true },
    ],
  );
  if (lines.length === 0) output.say('no difference');
}

/** Exit code for `--fail-on EFFECT`. */
export function gateOn(context: Context, options: Options, rows: readonly DifferingOperation[]): number {
  const failOn = text(options, 'failOn');
  if (failOn === undefined) return EXIT.done.code;
  checkFailOn(options);
  const limit = CHANGE_EFFECTS.indexOf(failOn as ChangeEffect);
  const over = rows
    .flatMap(({ differences }) => differences)
    .filter(({ effect }) => CHANGE_EFFECTS.indexOf(effect) <= limit);
  if (over.length === 0) return EXIT.done.code;
  context.output.say(`gate: ${over.length} differences are ${failOn} or worse → exit ${EXIT.gate.code}`);
  return EXIT.gate.code;
}

/** Before any work is done: a wrong word must not cost minutes. Errors: SP0003. */
export function checkFailOn(options: Options): void {
  const failOn = text(options, 'failOn');
  if (failOn !== undefined && !(CHANGE_EFFECTS as readonly string[]).includes(failOn))
    throw new CodedError('SP0003', `--fail-on ${failOn}: give ${CHANGE_EFFECTS.join(', ')}`);
}
