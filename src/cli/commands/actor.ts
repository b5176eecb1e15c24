import { text, type Context, type Options } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { printable } from '../output.ts';

export async function list(context: Context, _args: readonly string[], options: Options): Promise<number> {
  const { rows } = await context.client().call('actors', {
    query: {
      signals: options['signals'] === true ? true : undefined,
      limit: text(options, 'limit'),
      sort: '-lastSeen',
    },
  });
  context.output.rows(rows, [
    { title: 'id', cell: (row) => row.id, whole: true },
    { title: 'who', cell: (row) => row.label },
    { title: 'requests', cell: (row) => String(row.requests) },
    { title: 'refused', cell: (row) => String(row.refused) },
    { title: 'signals', cell: (row) => row.rules.join(' ') || '–' },
    { title: 'blocked until', cell: (row) => (row.blocked ? new Date(row.blocked.until).toISOString() : '–') },
    { title: 'addresses', cell: (row) => row.addresses.join(' '), wide: true },
  ]);
  if (rows.length === 0) context.output.say('no actor yet');
  return EXIT.done.code;
}

export async function show(context: Context, [id = '']: readonly string[]): Promise<number> {
  const detail = await context.client().call('actor', { params: { id } });
  context.output.object(detail, () =>
    [
      `${detail.actor.id}  ${printable(detail.actor.label)}`,
      printable(detail.sentence),
      '',
      'For:',
      ...detail.for.map((one) => `  ${printable(one.statement)}`),
      'Against:',
      ...detail.against.map((one) => `  ${printable(one.statement)}`),
      '',
      'Timeline:',
      ...detail.timeline.map(
        (event) =>
          `  ${new Date(event.time).toISOString()} ${printable(event.title)}${event.times > 1 ? ` × ${event.times}` : ''}`,
      ),
    ].join('\n'),
  );
  return EXIT.done.code;
}
