import { Button, Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Tally } from '../../api/types.gen.ts';
import { exactNumber, plural } from '../../lib/format.ts';
import { setPref, usePref } from '../../state/prefs.ts';
import { Icon } from '../icon.tsx';
import type { Column } from '../table/column.ts';
import { download, toCsv } from '../table/export.ts';
import styles from './list.module.css';

interface Props<Row> {
  readonly columns: readonly Column<Row>[];
  readonly chosen: readonly string[] | undefined;
  choose(ids: readonly string[] | undefined): void;
  readonly rows: readonly Row[];
  readonly total: Tally | undefined;
  readonly noun: readonly [string, string];
  readonly partial: boolean;
  readonly fresh: number;
  /** What the pill counts: "new", "changed". */
  readonly freshWord: string;
  refresh(): void;
  readonly busy: boolean;
  readonly name: string;
  readonly children?: ReactNode;
}

const DENSITIES = { comfortable: 'Comfortable rows', compact: 'Compact rows', dense: 'Dense rows' } as const;

/** How many there are, and whether that is all: exact, or at least. */
function Count({
  total,
  noun,
  partial,
  loaded,
}: {
  readonly total: Tally | undefined;
  readonly noun: readonly [string, string];
  readonly partial: boolean;
  readonly loaded: number;
}) {
  if (total === undefined) return <span className="quiet">{noun[1]}</span>;
  const sure = total.exact && !partial;
  return (
    <span>
      <strong className="number">
        {sure ? '' : '≥\u202f'}
        {exactNumber(total.value)}
      </strong>{' '}
      {total.value === 1 ? noun[0] : noun[1]}
      <span className="quiet">
        {' '}
        {sure ? '· exact' : '· counted so far'}
        {loaded < total.value ? ` · ${exactNumber(loaded)} loaded` : ''}
      </span>
    </span>
  );
}

type ViewProps<Row> = Pick<Props<Row>, 'columns' | 'chosen' | 'choose'>;

/** How rows and columns are shown. */
function ViewMenu<Row>({ columns, chosen, choose }: ViewProps<Row>) {
  const density = usePref('density');
  const picked = chosen ?? columns.map(({ id }) => id);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-sm" variant="subtle" color="gray" leftSection={<Icon name="columns" size={14} />}>
          View
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        <Menu.Label>Density</Menu.Label>
        <Menu.RadioGroup value={density} onChange={(value) => setPref('density', value as keyof typeof DENSITIES)}>
          {Object.entries(DENSITIES).map(([value, title]) => (
            <Menu.RadioItem key={value} value={value}>
              {title}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Label>Columns</Menu.Label>
        <Menu.CheckboxItem checked={chosen === undefined} onChange={() => choose(undefined)}>
          As many as fit
        </Menu.CheckboxItem>
        {columns.slice(1).map(({ id, title }) => (
          <Menu.CheckboxItem
            key={id}
            checked={picked.includes(id)}
            onChange={(on) => choose(on ? [...picked, id] : picked.filter((entry) => entry !== id))}
          >
            {title}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The rows on screen as a file: exactly those that are loaded. */
function ExportMenu<Row>({ columns, rows, name }: Pick<Props<Row>, 'columns' | 'rows' | 'name'>) {
  const save = (kind: 'csv' | 'json'): void =>
    kind === 'csv'
      ? download(`${name}.csv`, 'text/csv', toCsv(columns, rows))
      : download(`${name}.json`, 'application/json', JSON.stringify(rows, null, 2));
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-sm" variant="subtle" color="gray" leftSection={<Icon name="download" size={14} />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{plural(rows.length, 'loaded row')}</Menu.Label>
        <Menu.Item onClick={() => save('csv')}>CSV</Menu.Item>
        <Menu.Item onClick={() => save('json')}>JSON</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** What stands over a list: how many, what is new, what can be done with it. */
export function Toolbar<Row>(props: Props<Row>) {
  const { columns, chosen, choose, rows, name } = props;
  return (
    <div className={styles.toolbar}>
      <Count total={props.total} noun={props.noun} partial={props.partial} loaded={rows.length} />
      {props.fresh > 0 ? (
        <button type="button" className={styles.pill} onClick={props.refresh}>
          {exactNumber(props.fresh)} {props.freshWord}, show
        </button>
      ) : null}
      {props.children}
      <span className={styles.right}>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          onClick={props.refresh}
          loading={props.busy}
          loaderProps={{ type: 'oval' }}
        >
          Refresh
        </Button>
        <ViewMenu columns={columns} chosen={chosen} choose={choose} />
        <ExportMenu columns={columns} rows={rows} name={name} />
      </span>
    </div>
  );
}
