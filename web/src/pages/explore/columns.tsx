import type { TransactionRow } from '../../api/types.gen.ts';
import { bytes, latency } from '../../lib/format.ts';
import { iso } from '../../lib/time.ts';
import { Method, Outcome, Status } from '../../ui/badges.tsx';
import { Captured } from '../../ui/captured.tsx';
import { A, ObjectLink, objectPath } from '../../ui/link.tsx';
import type { Column } from '../../ui/table/column.ts';
import { Time } from '../../ui/time.tsx';

const target = ({ path, query }: TransactionRow): string => (query === '' ? path : `${path}?${query}`);

export const COLUMNS: readonly Column<TransactionRow>[] = [
  {
    id: 'request',
    title: 'Request',
    min: 236,
    grow: 3,
    priority: 1,
    cell: (row) => (
      <A to={objectPath('request', row.id)} tabIndex={-1} title={`${row.method} ${row.host}${target(row)}`}>
        <Method method={row.method} /> <Captured text={target(row)} />
      </A>
    ),
    text: (row) => `${row.method} ${row.host}${target(row)}`,
    filter: ({ path }) => ({ name: 'path', value: path }),
  },
  {
    id: 'time',
    title: 'Time',
    min: 172,
    priority: 2,
    cell: ({ time }) => <Time at={time} as="column" />,
    text: ({ time }) => iso(time, 'utc'),
  },
  {
    id: 'status',
    title: 'Status',
    min: 84,
    priority: 1,
    cell: ({ status }) => <Status status={status} />,
    text: ({ status }) => String(status),
    filter: ({ status }) => ({ name: 'status', value: String(status) }),
  },
  {
    id: 'verdict',
    title: 'Verdict',
    min: 190,
    priority: 2,
    cell: ({ conclusion, wouldBe }) => <Outcome conclusion={conclusion} wouldBe={wouldBe} />,
    text: ({ conclusion }) => conclusion,
    filter: ({ conclusion }) => ({ name: 'conclusion', value: conclusion }),
  },
  {
    id: 'actor',
    title: 'Actor',
    min: 170,
    grow: 1,
    priority: 3,
    cell: ({ actor }) => <ObjectLink kind="actor" id={actor.id} label={actor.label} tabIndex={-1} />,
    text: ({ actor }) => actor.id,
    filter: ({ actor }) => ({ name: 'actor', value: actor.id }),
  },
  {
    id: 'rule',
    title: 'Rule',
    min: 170,
    grow: 1,
    priority: 3,
    cell: ({ rules }) =>
      rules[0] === undefined ? (
        ''
      ) : (
        <>
          <ObjectLink kind="rule" id={rules[0]} tabIndex={-1} />
          {rules.length > 1 ? ` +${rules.length - 1}` : ''}
        </>
      ),
    text: ({ rules }) => rules.join(' '),
    filter: ({ rules }) => (rules[0] === undefined ? undefined : { name: 'rule', value: rules[0] }),
  },
  {
    id: 'endpoint',
    title: 'Endpoint',
    min: 190,
    grow: 1,
    priority: 4,
    cell: ({ endpoint }) =>
      endpoint === null ? (
        <span className="quiet">not known yet</span>
      ) : (
        <ObjectLink kind="endpoint" id={endpoint.id} label={endpoint.template} tabIndex={-1} />
      ),
    text: ({ endpoint }) => endpoint?.template ?? '',
    filter: ({ endpoint }) => (endpoint === null ? undefined : { name: 'endpoint', value: endpoint.id }),
  },
  {
    id: 'address',
    title: 'Address',
    min: 130,
    priority: 4,
    cell: ({ address }) => <span className="mono">{address}</span>,
    text: ({ address }) => address,
  },
  {
    id: 'took',
    title: 'Took',
    min: 90,
    priority: 3,
    align: 'end',
    cell: ({ durationMs }) => latency(durationMs),
    text: ({ durationMs }) => String(durationMs),
  },
  {
    id: 'bytes',
    title: 'Answer',
    min: 92,
    priority: 4,
    align: 'end',
    cell: ({ responseBytes }) => bytes(responseBytes),
    text: ({ responseBytes }) => String(responseBytes),
  },
];
