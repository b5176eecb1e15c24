import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import { usePages } from '../../api/hooks.ts';
import type { AuditRow } from '../../api/types.gen.ts';
import { exactNumber, middle } from '../../lib/format.ts';
import { iso } from '../../lib/time.ts';
import { useView } from '../../state/url.ts';
import { kindOfId, ObjectLink } from '../../ui/link.tsx';
import { toQuery, type Field } from '../../ui/list/fields.ts';
import { List } from '../../ui/list/list.tsx';
import { useAsOf } from '../../ui/list/use-as-of.ts';
import { CapturedBlock } from '../../ui/captured.tsx';
import { Panel, type Fact } from '../../ui/panel.tsx';
import { NothingWrong } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/column.ts';
import { Time } from '../../ui/time.tsx';

const FIELDS: readonly Field[] = [
  { name: 'who', title: 'Who' },
  { name: 'what', title: 'What' },
  { name: 'object', title: 'Object' },
];

/** Objects with a page of their own carry a letter before their id; others are named as they are. */
function AuditObject({ object, tabIndex }: { readonly object: string; readonly tabIndex?: number }) {
  const kind = kindOfId(object);
  return kind === 'request' ? (
    <code>{object}</code>
  ) : (
    <ObjectLink kind={kind} id={object} {...(tabIndex === undefined ? {} : { tabIndex })} />
  );
}

const COLUMNS: readonly Column<AuditRow>[] = [
  {
    id: 'at',
    title: 'When',
    min: 225,
    priority: 1,
    cell: ({ at }) => <Time at={at} />,
    text: ({ at }) => iso(at, 'utc'),
  },
  {
    id: 'who',
    title: 'Who',
    min: 120,
    priority: 1,
    cell: ({ who }) => who,
    text: ({ who }) => who,
    filter: ({ who }) => ({ name: 'who', value: who }),
  },
  {
    id: 'what',
    title: 'What',
    min: 150,
    grow: 1,
    priority: 1,
    cell: ({ what }) => what,
    text: ({ what }) => what,
    filter: ({ what }) => ({ name: 'what', value: what }),
  },
  {
    id: 'object',
    title: 'Object',
    min: 140,
    priority: 2,
    cell: ({ object }) => <AuditObject object={object} tabIndex={-1} />,
    text: ({ object }) => object,
    filter: ({ object }) => ({ name: 'object', value: object }),
  },
  {
    id: 'reason',
    title: 'Why',
    min: 200,
    grow: 2,
    priority: 3,
    cell: ({ reason }) => reason ?? '',
    text: ({ reason }) => reason ?? '',
  },
  {
    id: 'hash',
    title: 'Hash',
    min: 130,
    priority: 4,
    cell: ({ hash }) => <code title={hash}>{middle(hash, 12)}</code>,
    text: ({ hash }) => hash,
  },
];

const facts = (row: AuditRow): readonly Fact[] => [
  { name: 'When', value: <Time at={row.at} /> },
  { name: 'Who', value: `${row.who}, session ${middle(row.session, 14)}` },
  { name: 'What', value: row.what },
  { name: 'Object', value: <AuditObject object={row.object} /> },
  { name: 'Why', value: row.reason ?? 'no reason asked for' },
  ...(['before', 'after'] as const).flatMap((side) =>
    row[side] === undefined
      ? []
      : [
          {
            name: side === 'before' ? 'Before' : 'After',
            value: <CapturedBlock label={side} text={JSON.stringify(row[side], null, 2)} />,
          },
        ],
  ),
  { name: 'Hash', value: <code>{row.hash}</code> },
];

/** Computes the chain of hashes again: nothing was changed or taken out since. */
function Verify() {
  const verify = useQuery({ queryKey: ['verifyAudit'], queryFn: () => call('verifyAudit', {}), enabled: false });
  const said = verify.data;
  return (
    <Panel
      title="Integrity"
      note={
        said === undefined
          ? 'each entry holds the hash of the one before'
          : said.intact
            ? `intact: ${exactNumber(said.entries)} entries`
            : `broken at entry ${said.firstBroken ?? '–'}`
      }
      actions={
        <Button size="xs" variant="default" loading={verify.isFetching} onClick={() => void verify.refetch()}>
          Verify
        </Button>
      }
    >
      <p role="status">
        {verify.error === null
          ? said === undefined
            ? 'Not verified in this session.'
            : said.intact
              ? 'The chain was computed again and matches.'
              : 'Something was changed outside the program. Keep a copy of the data folder.'
          : verify.error.message}
      </p>
    </Panel>
  );
}

/** Who changed what, when, and why; never shortened to a day by itself. */
export function Audit() {
  const view = useView();
  const { asOf, refresh } = useAsOf();
  const query = useMemo(() => toQuery(FIELDS, view.get, asOf), [view, asOf]);
  const pages = usePages('audit', query, asOf);
  return (
    <List
      call="audit"
      label="Audit log, newest first"
      noun={['entry', 'entries']}
      fields={FIELDS}
      textField="what"
      columns={COLUMNS}
      pages={pages}
      query={query}
      rowId={({ seq }) => String(seq)}
      rowPath={({ seq }) => `/system?tab=audit&sel=${seq}`}
      peekTitle={({ seq, what }) => `Entry ${seq}: ${what}`}
      facts={facts}
      fresh={0}
      refresh={refresh}
      before={<Verify />}
      nothing={
        <NothingWrong
          title="Nothing was changed yet."
          checked="Every change made here or by the command line is written down."
          at={asOf}
        />
      }
    />
  );
}
