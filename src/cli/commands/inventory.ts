import { text, type Context, type Options } from '../context.ts';
import { checkFailOn, gateOn, operationText, printDifferences } from '../differences.ts';
import { EXIT } from '../exit-codes.ts';
import { printable } from '../output.ts';
import { compare } from './spec.ts';

const DAY_MS = 86_400_000;

/** Between two days, or against a specification. */
export async function diff(context: Context, _args: readonly string[], options: Options): Promise<number> {
  const specification = text(options, 'spec');
  if (specification !== undefined) return compare(context, [specification], options);
  checkFailOn(options);
  const from = text(options, 'from') ?? new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
  const to = text(options, 'to');
  const { rows } = await context.client().call('inventoryDiff', { query: { from, to } });
  printDifferences(context, rows, { from, ...(to !== undefined && { to }) });
  return gateOn(context, options, rows);
}

export async function changes(context: Context, _args: readonly string[], options: Options): Promise<number> {
  const { rows, total, next } = await context.client().call('changes', {
    query: {
      endpoint: text(options, 'endpoint'),
      kind: text(options, 'kind'),
      limit: text(options, 'limit'),
      after: text(options, 'after'),
    },
  });
  context.output.rows(rows, [
    { title: 'id', cell: (row) => row.id, whole: true },
    { title: 'at', cell: (row) => new Date(row.at).toISOString().slice(0, 19), whole: true },
    { title: 'kind', cell: (row) => row.kind, whole: true },
    { title: 'operation', cell: (row) => printable(operationText(row)) },
    { title: 'endpoint', cell: (row) => row.endpoint, whole: true },
    {
      title: 'what',
      cell: (row) =>
        row.into === undefined
          ? printable(row.differences.map(({ at, statement }) => `${at} ${statement}`).join('; ')) || '–'
          : `into ${row.into}`,
    },
  ]);
  context.output.say(`${rows.length} of ${total.value} changes${next === null ? '' : `; older ones: --after ${next}`}`);
  return EXIT.done.code;
}
