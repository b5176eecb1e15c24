import { useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import { useQueries } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/hooks.ts';
import type { ApiRow, Calls, EndpointRow } from '../../api/types.gen.ts';
import { ClassTags } from '../../catalogue/chips.tsx';
import { plural, shortNumber } from '../../lib/format.ts';
import { navigate, placeHref, useView } from '../../state/url.ts';
import { Method, Severity } from '../../ui/badges.tsx';
import { Icon } from '../../ui/icon.tsx';
import { A, objectPath } from '../../ui/link.tsx';
import { toQuery } from '../../ui/list/fields.ts';
import { FilterBar } from '../../ui/list/filter-bar.tsx';
import { NoMatches } from '../../ui/list/no-matches.tsx';
import { useAsOf } from '../../ui/list/use-as-of.ts';
import { Loaded } from '../../ui/states.tsx';
import { Template } from '../../ui/template.tsx';
import { Authentication } from './columns.tsx';
import { FIELDS } from './fields.ts';
import { lineAfter, placesOf, resourcesOf, type Line } from './tree-model.ts';
import styles from './tree.module.css';

/** Endpoints of one API that the tree draws; the list has all of them. */
const MOST = 1_000;

type Query = NonNullable<Calls['endpoints']['query']>;
type Node =
  | { readonly kind: 'api'; readonly api: ApiRow; readonly matching: number }
  | { readonly kind: 'resource'; readonly name: string; readonly endpoints: readonly EndpointRow[] }
  | { readonly kind: 'endpoint'; readonly row: EndpointRow }
  | { readonly kind: 'note'; readonly text: string; readonly to?: string };

/** The endpoints of each open API; one that was closed keeps what it had. */
function useOpenApis(apis: readonly string[], query: Query, asOf: number) {
  return useQueries({
    queries: apis.map((api) => ({
      queryKey: ['endpoints', 'pages', 'tree', { ...query, api }, asOf],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        call('endpoints', { query: { ...query, api, sort: 'template', limit: MOST } }, signal),
    })),
    combine: (results) => new Map(results.map((result, index) => [apis[index] ?? '', result])),
  });
}

type Loads = ReturnType<typeof useOpenApis>;

function linesBelow(api: ApiRow, load: ReturnType<Loads['get']>, open: ReadonlySet<string>): readonly Line<Node>[] {
  const note = (text: string, to?: string): Line<Node> => ({
    key: `${api.id} note`,
    level: 2,
    data: { kind: 'note', text, ...(to === undefined ? {} : { to }) },
  });
  if (load?.error) return [note(load.error.message)];
  if (load?.data === undefined) return [note('Loading …')];
  const { rows, total } = load.data;
  const lines = resourcesOf(rows, api.basePath).flatMap(({ name, endpoints }): readonly Line<Node>[] => {
    const key = `${api.id} ${name}`;
    const isOpen = !open.has(`closed ${key}`);
    const below = endpoints.map((row): Line<Node> => ({ key: row.id, level: 3, data: { kind: 'endpoint', row } }));
    return [{ key, level: 2, open: isOpen, data: { kind: 'resource', name, endpoints } }, ...(isOpen ? below : [])];
  });
  if (total.value <= rows.length) return lines;
  return [
    ...lines,
    note(
      `${plural(total.value - rows.length, 'more endpoint')}, in the list`,
      `/inventory?api=${encodeURIComponent(api.id)}`,
    ),
  ];
}

const requestsOf = (rows: readonly EndpointRow[]): number => rows.reduce((sum, { requests }) => sum + requests, 0);

function nameOf(node: Node): ReactNode {
  switch (node.kind) {
    case 'api':
      return (
        <A to={objectPath('api', node.api.id)} tabIndex={-1} className="mono">
          {node.api.host}
          {node.api.basePath === '/' ? '' : node.api.basePath}
        </A>
      );
    case 'resource':
      return <span className="mono">{node.name}</span>;
    case 'endpoint':
      return (
        <A to={objectPath('endpoint', node.row.id)} tabIndex={-1}>
          <Method method={node.row.method} /> <Template template={node.row.template} />
          {node.row.operation === null ? null : <span className="quiet"> {node.row.operation}</span>}
        </A>
      );
    case 'note':
      return node.to === undefined ? <span className="quiet">{node.text}</span> : <A to={node.to}>{node.text}</A>;
  }
}

function factsOf(node: Node): ReactNode {
  switch (node.kind) {
    case 'api':
      return (
        <>
          <span>{plural(node.matching, 'endpoint')}</span>
          <span className="quiet">{shortNumber(node.api.requests)} requests</span>
        </>
      );
    case 'resource':
      return (
        <>
          <span className="quiet">{plural(node.endpoints.length, 'endpoint')}</span>
          <span className="quiet">{shortNumber(requestsOf(node.endpoints))} requests</span>
        </>
      );
    case 'endpoint':
      return (
        <>
          {node.row.worst === null ? null : <Severity severity={node.row.worst} />}
          <ClassTags classes={node.row.classes.filter((name) => name !== 'external' && name !== 'internal')} />
          <span>
            <Authentication row={node.row} />
          </span>
          <span className="quiet">{shortNumber(node.row.requests)} requests</span>
        </>
      );
    case 'note':
      return null;
  }
}

const pathOf = (node: Node): string | undefined => {
  if (node.kind === 'api') return objectPath('api', node.api.id);
  if (node.kind === 'endpoint') return objectPath('endpoint', node.row.id);
  return node.kind === 'note' ? node.to : undefined;
};

function TreeLine({
  line,
  place,
  size,
  current,
  toggle,
  focus,
}: {
  readonly line: Line<Node>;
  readonly place: number;
  readonly size: number;
  readonly current: boolean;
  toggle(): void;
  focus(): void;
}) {
  return (
    <div
      role="treeitem"
      aria-level={line.level}
      aria-posinset={place}
      aria-setsize={size}
      aria-selected={current}
      {...(line.open === undefined ? {} : { 'aria-expanded': line.open })}
      tabIndex={current ? 0 : -1}
      className={styles.line}
      style={{ '--level': line.level } as CSSProperties}
      onFocus={focus}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a') !== null) return;
        toggle();
      }}
    >
      <span className={styles.name}>
        {line.open === undefined ? (
          <span className={styles.leaf} />
        ) : (
          <Icon name={line.open ? 'down' : 'right'} size={14} />
        )}
        {nameOf(line.data)}
      </span>
      <span className={styles.facts}>{factsOf(line.data)}</span>
    </div>
  );
}

/** Lines by keyboard: arrows, Home, End; Enter opens what a line names, Space folds it. */
function Lines({ lines, toggle }: { readonly lines: readonly Line<Node>[]; toggle(line: Line<Node>): void }) {
  const [at, setAt] = useState<string | undefined>(undefined);
  const tree = useRef<HTMLDivElement>(null);
  const placed = placesOf(lines);
  const found = lines.findIndex(({ key }) => key === at);
  const current = found < 0 ? 0 : found;
  const onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const line = lines[current];
    if (line === undefined) return;
    const next = lineAfter(lines, current, event.key);
    const path = pathOf(line.data);
    const folds =
      (event.key === 'ArrowRight' && line.open === false) || (event.key === 'ArrowLeft' && line.open === true);
    if (next !== undefined) {
      setAt(lines[next]?.key);
      tree.current?.querySelectorAll<HTMLElement>('[role=treeitem]')[next]?.focus();
    } else if (event.key === 'Enter' && path !== undefined) navigate(placeHref(path, window.location.search));
    else if (folds || event.key === ' ' || event.key === 'Enter') toggle(line);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={tree} role="tree" aria-label="Endpoints by API" className={styles.tree} onKeyDown={onKey}>
      {lines.map((line, index) => (
        <TreeLine
          key={line.key}
          line={line}
          {...(placed[index] ?? { place: 1, size: 1 })}
          current={index === current}
          toggle={() => toggle(line)}
          focus={() => setAt(line.key)}
        />
      ))}
    </div>
  );
}

const flipped = (set: ReadonlySet<string>, key: string): ReadonlySet<string> => {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
};

function Branches({
  apis,
  query,
  asOf,
}: {
  readonly apis: readonly { readonly api: ApiRow; readonly matching: number }[];
  readonly query: Query;
  readonly asOf: number;
}) {
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(apis.length === 1 ? [apis[0]?.api.id ?? ''] : []),
  );
  const loads = useOpenApis(
    apis.map(({ api }) => api.id).filter((id) => open.has(id)),
    query,
    asOf,
  );
  const lines = apis.flatMap(({ api, matching }): readonly Line<Node>[] => {
    const isOpen = open.has(api.id);
    return [
      { key: api.id, level: 1, open: isOpen, data: { kind: 'api', api, matching } },
      ...(isOpen ? linesBelow(api, loads.get(api.id), open) : []),
    ];
  });
  return (
    <Lines
      lines={lines}
      toggle={({ key, data, open: isOpen }) => {
        if (isOpen !== undefined) setOpen(flipped(open, data.kind === 'resource' ? `closed ${key}` : key));
      }}
    />
  );
}

/** The same endpoints as in the list, by API and resource; the filters hold here too. */
export function Tree({ nothing, head }: { readonly nothing: ReactNode; readonly head: ReactNode }) {
  const view = useView();
  const { asOf } = useAsOf();
  const query = useMemo<Query>(() => toQuery(FIELDS, view.get, asOf), [view, asOf]);
  const apis = useCall('apis', () => ({}), []);
  const matching = useCall('endpoints', () => ({ query: { ...query, limit: 1 } }), ['pages', 'tree', query]);
  const facets = matching.data?.facets ?? {};
  const counts = facets['api'] ?? {};
  const shown = (apis.data?.rows ?? [])
    .map((api) => ({ api, matching: counts[api.id] ?? 0 }))
    .filter((one) => one.matching > 0);
  return (
    <>
      <FilterBar fields={FIELDS} view={view} textField="q" facets={facets} />
      {head}
      <Loaded query={apis} lines={12}>
        {() => (
          <Loaded query={matching} lines={12}>
            {({ total }) => {
              if (total.value > 0) return <Branches apis={shown} query={query} asOf={asOf} />;
              const filtered = FIELDS.some(({ name }) => view.get(name) !== undefined);
              return filtered ? (
                <NoMatches call="endpoints" fields={FIELDS} view={view} query={query} nothing={nothing} />
              ) : (
                nothing
              );
            }}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}
