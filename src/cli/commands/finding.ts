import { CodedError, SEVERITIES, type Severity } from '../../model/index.ts';
import { text, type Context, type Options } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { printable } from '../output.ts';

export async function list(context: Context, _args: readonly string[], options: Options): Promise<number> {
  const failOn = text(options, 'failOn');
  if (failOn !== undefined && !(SEVERITIES as readonly string[]).includes(failOn))
    throw new CodedError('SP0003', `--fail-on ${failOn}: give ${SEVERITIES.join(', ')}`);
  const client = context.client();
  const { rows } = await client.call('findings', {
    query: { state: text(options, 'state'), limit: text(options, 'limit'), sort: '-severity' },
  });
  context.output.rows(rows, [
    { title: 'id', cell: (row) => row.id, whole: true },
    { title: 'severity', cell: (row) => row.severity },
    { title: 'title', cell: (row) => row.title },
    { title: 'endpoint', cell: (row) => (row.endpoint ? `${row.method ?? ''} ${row.endpoint.template}` : '–') },
    { title: 'state', cell: (row) => row.state },
    { title: 'proof', cell: (row) => row.proof },
    { title: 'seen', cell: (row) => String(row.occurrences) },
    { title: 'refused', cell: (row) => String(row.refused) },
  ]);
  if (rows.length === 0) context.output.say('no finding');
  if (failOn === undefined) return EXIT.done.code;
  const over = SEVERITIES.slice(SEVERITIES.indexOf(failOn as Severity));
  const open = await client.call('findings', { query: { state: 'open', severity: over.join(','), limit: 1 } });
  if (open.rows.length === 0) return EXIT.done.code;
  context.output.say(`gate: open findings at or over ${failOn} → exit ${EXIT.gate.code}`);
  return EXIT.gate.code;
}

export async function show(context: Context, [id = '']: readonly string[]): Promise<number> {
  const detail = await context.client().call('finding', { params: { id } });
  const { finding, exhibit } = detail;
  context.output.object(detail, () =>
    [
      `${finding.id}  ${finding.severity}  ${finding.title}  (${finding.state}, ${finding.proof})`,
      printable(finding.summary),
      `rule ${finding.rule} version ${finding.ruleVersion}; ${finding.references.join(', ')}`,
      '',
      'Evidence:',
      ...finding.evidence.map(
        (one) =>
          `  ${one.part ?? ''} ${printable(one.name ?? '')} ${printable(one.statement)}${one.excerpt === undefined ? '' : `: ${printable(one.excerpt)}`}`,
      ),
      `  transactions ${finding.transactions.join(' ')}`,
      '',
      'Why it may be false:',
      ...finding.counterEvidence.map((doubt) => `  ${doubt}`),
      ...(exhibit ? ['', 'Reproduce:', `  ${exhibit.curl}`] : []),
    ].join('\n'),
  );
  return EXIT.done.code;
}

export async function reproduce(context: Context, [id = '']: readonly string[]): Promise<number> {
  const { exhibit } = await context.client().call('finding', { params: { id } });
  if (exhibit === null) throw new CodedError('SP0004', `${id} has no kept request`);
  context.output.object({ transaction: exhibit.transaction.id, curl: exhibit.curl }, () => exhibit.curl);
  return EXIT.done.code;
}
