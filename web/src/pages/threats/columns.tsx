import type { ActorRow } from '../../api/types.gen.ts';
import { exactNumber, shortNumber } from '../../lib/format.ts';
import { iso } from '../../lib/time.ts';
import { Severity, Tag } from '../../ui/badges.tsx';
import { A, objectPath } from '../../ui/link.tsx';
import { visibleText } from '../../lib/format.ts';
import type { Column } from '../../ui/table/column.ts';
import { Time } from '../../ui/time.tsx';

/** Blocked until when; or not. */
export function Standing({ row }: { readonly row: ActorRow }) {
  if (row.blocked === null) return <span className="quiet">not blocked</span>;
  return (
    <>
      <Tag tone="critical">Blocked</Tag>{' '}
      <span className="quiet">
        ends <Time at={row.blocked.until} as="age" />
      </span>
    </>
  );
}

export const COLUMNS: readonly Column<ActorRow>[] = [
  {
    id: 'actor',
    title: 'Actor',
    min: 220,
    grow: 2,
    priority: 1,
    cell: ({ id, label }) => (
      <A to={objectPath('actor', id)} tabIndex={-1} title={`${label} (${id})`}>
        <span className="mono quiet">{id}</span> <bdi>{visibleText(label)}</bdi>
      </A>
    ),
    text: ({ id, label }) => `${id} ${label}`,
  },
  {
    id: 'worst',
    title: 'Findings',
    min: 124,
    priority: 2,
    sort: 'findings',
    cell: ({ worst, openFindings }) =>
      worst === null ? (
        <span className="quiet">none open</span>
      ) : (
        <>
          <Severity severity={worst} /> <span className="quiet">{openFindings > 1 ? `+${openFindings - 1}` : ''}</span>
        </>
      ),
    text: ({ openFindings }) => String(openFindings),
  },
  {
    id: 'blocked',
    title: 'Response',
    min: 190,
    priority: 1,
    cell: (row) => <Standing row={row} />,
    text: ({ blocked }) => blocked?.id ?? '',
    filter: ({ blocked }) => ({ name: 'blocked', value: String(blocked !== null) }),
  },
  {
    id: 'rules',
    title: 'Rules fired',
    min: 170,
    grow: 1,
    priority: 3,
    cell: ({ rules }) => rules.join(', '),
    text: ({ rules }) => rules.join(' '),
    filter: ({ rules }) => (rules[0] === undefined ? undefined : { name: 'rule', value: rules[0] }),
  },
  {
    id: 'kind',
    title: 'Known by',
    min: 104,
    priority: 4,
    cell: ({ kind }) => kind,
    text: ({ kind }) => kind,
    filter: ({ kind }) => ({ name: 'kind', value: kind }),
  },
  {
    id: 'requests',
    title: 'Requests',
    min: 96,
    priority: 2,
    align: 'end',
    sort: 'requests',
    cell: ({ requests }) => <span title={exactNumber(requests)}>{shortNumber(requests)}</span>,
    text: ({ requests }) => String(requests),
  },
  {
    id: 'refused',
    title: 'Refused',
    min: 88,
    priority: 3,
    align: 'end',
    sort: 'refused',
    cell: ({ refused }) => exactNumber(refused),
    text: ({ refused }) => String(refused),
  },
  {
    id: 'signals',
    title: 'Signals',
    min: 84,
    priority: 3,
    align: 'end',
    sort: 'signals',
    cell: ({ signals }) => exactNumber(signals),
    text: ({ signals }) => String(signals),
  },
  {
    id: 'addresses',
    title: 'Addresses',
    min: 130,
    priority: 4,
    cell: ({ addresses }) => (
      <span className="mono">
        {addresses[0] ?? ''}
        {addresses.length > 1 ? ` +${addresses.length - 1}` : ''}
      </span>
    ),
    text: ({ addresses }) => addresses.join(' '),
  },
  {
    id: 'lastSeen',
    title: 'Last seen',
    min: 104,
    priority: 2,
    align: 'end',
    sort: 'lastSeen',
    cell: ({ lastSeen }) => <Time at={lastSeen} as="age" />,
    text: ({ lastSeen }) => iso(lastSeen, 'utc'),
  },
];
