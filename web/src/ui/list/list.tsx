import { useMemo, type ReactNode } from 'react';
import type { Pages, RowOf, usePages } from '../../api/hooks.ts';
import { navigate, placeHref, useView } from '../../state/url.ts';
import { ProblemNote } from '../problem.tsx';
import { Skeleton } from '../states.tsx';
import { nextSort, type CellFilters, type Column } from '../table/column.ts';
import { Table, type Selection } from '../table/table.tsx';
import type { Fact } from '../panel.tsx';
import type { Field } from './fields.ts';
import { FilterBar, type Facets } from './filter-bar.tsx';
import styles from './list.module.css';
import { NoMatches } from './no-matches.tsx';
import { Peek } from './peek.tsx';
import { Toolbar } from './toolbar.tsx';
import { useCellFilters } from './use-cell-filters.ts';

type PagedId = Parameters<typeof usePages>[0];

export interface ListProps<Id extends PagedId> {
  readonly call: Id;
  readonly label: string;
  readonly noun: readonly [string, string];
  readonly fields: readonly Field[];
  readonly textField: string;
  readonly columns: readonly Column<RowOf<Id>>[];
  readonly pages: Pages<Id>;
  /** The query the pages were asked with; for the counts in "drop one of these". */
  readonly query: Readonly<Record<string, string | number>>;
  rowId(row: RowOf<Id>): string;
  rowPath(row: RowOf<Id>): string;
  peekTitle(row: RowOf<Id>): ReactNode;
  facts(row: RowOf<Id>): readonly Fact[];
  /** What came since the list was taken, and how it is called on the pill; rows that are "new" unless said. */
  readonly fresh: number;
  readonly freshWord?: string;
  refresh(): void;
  /** Shown when there are no rows and no filters. */
  readonly nothing: ReactNode;
  /** The filters in force are those of the place at rest: no rows then mean that nothing is there. */
  readonly atRest?: boolean;
  readonly before?: ReactNode;
  readonly selection?: Selection | undefined;
  readonly bulk?: ReactNode;
}

const NO_FACETS: Facets = {};

type Row<Id extends PagedId> = RowOf<Id>;

/** Every row loaded so far, and what the latest page says about all of them. */
function useRows<Id extends PagedId>({ pages }: ListProps<Id>) {
  const data = pages.data?.pages;
  const last = data?.at(-1);
  const rows = useMemo(() => (data ?? []).flatMap((page) => page.rows as readonly Row<Id>[]), [data]);
  const facets: Facets = last !== undefined && 'facets' in last ? (last.facets as Facets) : NO_FACETS;
  return { loaded: data !== undefined, rows, last, facets };
}

/** The rows, or why there are none. */
function Rows<Id extends PagedId>({
  list,
  rows,
  last,
  filters,
}: {
  readonly list: ListProps<Id>;
  readonly rows: readonly Row<Id>[];
  readonly last: ReturnType<typeof useRows<Id>>['last'];
  readonly filters: CellFilters;
}) {
  const view = useView();
  const { pages, fields } = list;
  const filtered = fields.some(({ name }) => view.get(name) !== undefined) && list.atRest !== true;
  if (rows.length === 0 && !filtered) return list.nothing;
  if (rows.length === 0)
    return <NoMatches call={list.call} fields={fields} view={view} query={list.query} nothing={list.nothing} />;
  return (
    <Table
      label={list.label}
      columns={list.columns}
      rows={rows}
      total={last?.total.exact === true ? last.total.value : undefined}
      rowId={list.rowId}
      open={(row) => navigate(placeHref(list.rowPath(row), window.location.search))}
      peeked={rows.some((row) => list.rowId(row) === view.get('sel')) ? view.get('sel') : undefined}
      peek={(id) => view.set({ sel: id }, { replace: true })}
      sort={view.get('sort')}
      onSort={(by) => view.set({ sort: nextSort(view.get('sort'), by) })}
      chosenColumns={view.get('cols')?.split(',')}
      selection={list.selection}
      filters={filters}
      more={() => (pages.hasNextPage && !pages.isFetching ? void pages.fetchNextPage() : undefined)}
    />
  );
}

function PeekOf<Id extends PagedId>({
  list,
  row,
  filters,
}: {
  readonly list: ListProps<Id>;
  readonly row: Row<Id>;
  readonly filters: CellFilters;
}) {
  const view = useView();
  return (
    <Peek
      title={list.peekTitle(row)}
      path={list.rowPath(row)}
      facts={list.facts(row)}
      offered={list.columns.flatMap((column) => {
        const filter = column.filter?.(row);
        return filter === undefined ? [] : [{ title: column.title, filter }];
      })}
      filters={filters}
      close={() => view.set({ sel: undefined }, { replace: true })}
    />
  );
}

/** A list with everything around it: filters, count, table, peek, the three empty texts. */
export function List<Id extends PagedId>(props: ListProps<Id>) {
  const { fields, columns, pages } = props;
  const view = useView();
  const { loaded, rows, last, facets } = useRows(props);
  const filters = useCellFilters(fields, facets, view);
  const peeked = rows.find((row) => props.rowId(row) === view.get('sel'));
  const problem =
    pages.error === null ? null : <ProblemNote problem={pages.error} retry={() => void pages.refetch()} />;
  return (
    <div className={styles.list}>
      {props.before}
      <FilterBar fields={fields} view={view} textField={props.textField} facets={facets} />
      <Toolbar
        columns={columns}
        chosen={view.get('cols')?.split(',')}
        choose={(ids) => view.set({ cols: ids?.join(',') }, { replace: true })}
        rows={rows}
        total={last?.total}
        noun={props.noun}
        partial={last?.partial ?? false}
        fresh={props.fresh}
        freshWord={props.freshWord ?? 'new'}
        refresh={props.refresh}
        busy={pages.isFetching}
        name={props.noun[1]}
      >
        {props.bulk}
      </Toolbar>
      {loaded ? problem : null}
      <div className={styles.area}>
        {loaded ? (
          <Rows list={props} rows={rows} last={last} filters={filters} />
        ) : (
          <div className={styles.pad}>{problem ?? <Skeleton lines={14} />}</div>
        )}
        {peeked === undefined ? null : <PeekOf list={props} row={peeked} filters={filters} />}
      </div>
    </div>
  );
}
