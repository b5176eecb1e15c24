import type { ActorRow, FindingRow, MitigationRow, TransactionRow } from '../api/types.gen.ts';
import { exactNumber, latency } from '../lib/format.ts';
import { FindingState, Method, Outcome, ResponseState, Severity, Status } from '../ui/badges.tsx';
import { Captured } from '../ui/captured.tsx';
import { ObjectLink } from '../ui/link.tsx';
import { SimpleTable } from '../ui/simple-table.tsx';
import { Time } from '../ui/time.tsx';

/** Short lists of what belongs to an object, on the object's own page. */

export function ShortFindings({ rows, label }: { readonly rows: readonly FindingRow[]; readonly label: string }) {
  return (
    <SimpleTable
      label={label}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { title: 'Id', cell: ({ id }) => <ObjectLink kind="finding" id={id} /> },
        { title: 'Severity', cell: ({ severity }) => <Severity severity={severity} /> },
        { title: 'Finding', cell: ({ title }) => title },
        { title: 'State', cell: ({ state }) => <FindingState state={state} /> },
        { title: 'Last seen', align: 'end', cell: ({ lastSeen }) => <Time at={lastSeen} as="age" /> },
      ]}
    />
  );
}

export function ShortTransactions({
  rows,
  label,
  withActor = true,
}: {
  readonly rows: readonly TransactionRow[];
  readonly label: string;
  readonly withActor?: boolean;
}) {
  return (
    <SimpleTable
      label={label}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { title: 'Id', cell: ({ id }) => <ObjectLink kind="request" id={id} /> },
        { title: 'Time', cell: ({ time }) => <Time at={time} as="age" /> },
        {
          title: 'Request',
          cell: ({ method, path, query }) => (
            <>
              <Method method={method} /> <Captured text={query === '' ? path : `${path}?${query}`} />
            </>
          ),
        },
        { title: 'Status', cell: ({ status }) => <Status status={status} /> },
        ...(withActor
          ? [
              {
                title: 'Actor',
                cell: ({ actor }: TransactionRow) => <ObjectLink kind="actor" id={actor.id} label={actor.label} />,
              },
            ]
          : []),
        { title: 'Verdict', cell: ({ conclusion, wouldBe }) => <Outcome conclusion={conclusion} wouldBe={wouldBe} /> },
        { title: 'Took', align: 'end', cell: ({ durationMs }) => latency(durationMs) },
      ]}
    />
  );
}

export function ShortActors({ rows, label }: { readonly rows: readonly ActorRow[]; readonly label: string }) {
  return (
    <SimpleTable
      label={label}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { title: 'Actor', cell: ({ id, label: name }) => <ObjectLink kind="actor" id={id} label={name} /> },
        { title: 'Requests', align: 'end', cell: ({ requests }) => exactNumber(requests) },
        { title: 'Refused', align: 'end', cell: ({ refused }) => exactNumber(refused) },
        { title: 'Signals', align: 'end', cell: ({ signals }) => exactNumber(signals) },
        { title: 'Last seen', align: 'end', cell: ({ lastSeen }) => <Time at={lastSeen} as="age" /> },
      ]}
    />
  );
}

export function ShortResponses({ rows, label }: { readonly rows: readonly MitigationRow[]; readonly label: string }) {
  return (
    <SimpleTable
      label={label}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { title: 'Id', cell: ({ id }) => <ObjectLink kind="response" id={id} /> },
        {
          title: 'Blocked',
          cell: ({ target, label: name }) =>
            target.kind === 'actor' ? (
              <ObjectLink kind="actor" id={target.value} label={name} />
            ) : (
              <code>{target.value}</code>
            ),
        },
        { title: 'Why', cell: ({ reason }) => reason },
        { title: 'State', cell: ({ state }) => <ResponseState state={state} /> },
        {
          title: 'Ends',
          align: 'end',
          cell: ({ state, until, ended }) => <Time at={ended?.at ?? until} as={state === 'active' ? 'age' : 'exact'} />,
        },
      ]}
    />
  );
}
