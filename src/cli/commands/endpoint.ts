import { text, type Context, type Options } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { printable } from '../output.ts';

export async function list(context: Context, _args: readonly string[], options: Options): Promise<number> {
  const { rows } = await context
    .client()
    .call('endpoints', { query: { q: text(options, 'query'), limit: text(options, 'limit'), sort: '-requests' } });
  context.output.rows(rows, [
    { title: 'id', cell: (row) => row.id, whole: true },
    { title: 'method', cell: (row) => row.method },
    { title: 'template', cell: (row) => row.template },
    ...(rows.some(({ operation }) => operation !== null)
      ? [{ title: 'operation', cell: (row: (typeof rows)[number]) => row.operation ?? '–' }]
      : []),
    { title: 'host', cell: (row) => row.host, wide: true },
    { title: 'requests', cell: (row) => String(row.requests) },
    { title: 'auth', cell: (row) => row.authentication },
    { title: 'data', cell: (row) => row.dataClasses.join(' ') || '–' },
    { title: 'findings', cell: (row) => (row.openFindings > 0 ? `${row.openFindings} ${row.worst ?? ''}` : '–') },
    { title: 'confidence', cell: (row) => `${Math.round(row.confidence * 100)} %`, wide: true },
  ]);
  if (rows.length === 0) context.output.say('no endpoint yet: send a request through the gateway');
  return EXIT.done.code;
}

export async function show(context: Context, [id = '']: readonly string[]): Promise<number> {
  const { endpoint, row, findings } = await context.client().call('endpoint', { params: { id } });
  context.output.object({ endpoint, row, findings }, () =>
    [
      `${endpoint.method} ${endpoint.host}${endpoint.template}${endpoint.operation ? ` ${printable(endpoint.operation.name)}` : ''}   ${endpoint.id}`,
      `${endpoint.requests} requests, ${Object.entries(endpoint.statuses)
        .map(([status, count]) => `${status} × ${count}`)
        .join(', ')}, authentication ${row.authentication}`,
      `owner ${endpoint.owner === undefined ? 'nobody' : `${printable(endpoint.owner.name)} (${printable(endpoint.owner.from)})`}`,
      ...(endpoint.classes ?? []).map((one) => `${one.class}: ${printable(one.because.join('; '))} (${one.rule})`),
      '',
      'Why this template:',
      ...endpoint.segments.map(
        (segment) => `  ${segment.segment}  ${segment.because.join('; ')} (${Math.round(segment.confidence * 100)} %)`,
      ),
      '',
      'Fields:',
      ...endpoint.fields.map(
        (field) =>
          `  ${field.place.padEnd(8)} ${printable(field.name)}: ${Object.keys(field.types).join('|')}${field.format ? ` ${field.format}` : ''}, ${field.present} of ${field.outOf}${Object.keys(field.classes).length > 0 ? `, ${Object.keys(field.classes).join(' ')}` : ''}`,
      ),
      ...(findings.length > 0
        ? [
            '',
            'Findings:',
            ...findings.map((finding) => `  ${finding.id} ${finding.severity} ${finding.title} (${finding.state})`),
          ]
        : []),
    ].join('\n'),
  );
  return EXIT.done.code;
}
