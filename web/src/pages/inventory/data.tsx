import { useCall } from '../../api/hooks.ts';
import type { DataClassPlace, DataClassRow, FieldStats } from '../../api/types.gen.ts';
import { exactNumber, percent, plural } from '../../lib/format.ts';
import { useView } from '../../state/url.ts';
import { Method } from '../../ui/badges.tsx';
import { Captured } from '../../ui/captured.tsx';
import { A, objectPath } from '../../ui/link.tsx';
import { Panel, PanelNote } from '../../ui/panel.tsx';
import { SimpleTable, type SimpleColumn } from '../../ui/simple-table.tsx';
import { Loaded, NothingWrong } from '../../ui/states.tsx';
import { Template } from '../../ui/template.tsx';
import { Authentication } from './columns.tsx';
import styles from './inventory.module.css';

const listOf = (name: string, more = ''): string => `/inventory?dataClass=${encodeURIComponent(name)}${more}`;

const COLUMNS: readonly SimpleColumn<DataClassRow>[] = [
  {
    title: 'Class of data',
    cell: ({ name }) => <A to={`/inventory?tab=data&data=${encodeURIComponent(name)}`}>{name}</A>,
  },
  {
    title: 'Endpoints',
    align: 'end',
    cell: ({ name, endpoints }) => <A to={listOf(name)}>{exactNumber(endpoints)}</A>,
  },
  {
    title: 'Without sign-in',
    align: 'end',
    cell: ({ name, unauthenticated }) => (
      <A to={listOf(name, '&authentication=none')}>{exactNumber(unauthenticated)}</A>
    ),
  },
  { title: 'Fields', align: 'end', cell: ({ fields }) => exactNumber(fields) },
  { title: 'Requests to these', align: 'end', cell: ({ requests }) => exactNumber(requests) },
];

function Fields({
  fields,
  more,
  name,
}: {
  readonly fields: readonly FieldStats[];
  readonly more: number;
  readonly name: string;
}) {
  if (fields.length === 0) return <span className="quiet">no field is kept</span>;
  return (
    <span className={styles.fields}>
      {fields.map((field) => {
        const sure = field.confidence?.[name];
        return (
          <span key={`${field.place} ${field.status ?? ''} ${field.name}`}>
            <span className="quiet">{field.place}</span> <Captured text={field.name} />
            {sure === undefined ? null : <span className="quiet"> {percent(sure)} sure</span>}
          </span>
        );
      })}
      {more === 0 ? null : <span className="quiet">and {plural(more, 'more field')}</span>}
    </span>
  );
}

const placeColumns = (name: string): readonly SimpleColumn<DataClassPlace>[] => [
  {
    title: 'Endpoint',
    cell: ({ endpoint }) => (
      <A to={objectPath('endpoint', endpoint.id)}>
        <Method method={endpoint.method} /> <Template template={endpoint.template} />
        {endpoint.operation === null ? null : <span className="quiet"> {endpoint.operation}</span>}
      </A>
    ),
  },
  { title: 'Sign-in', cell: ({ endpoint }) => <Authentication row={endpoint} /> },
  { title: 'Fields', cell: ({ fields, more }) => <Fields fields={fields} more={more} name={name} /> },
  { title: 'Requests', align: 'end', cell: ({ endpoint }) => exactNumber(endpoint.requests) },
];

function PlacesOf({ name }: { readonly name: string }) {
  const places = useCall('dataClass', () => ({ params: { id: name }, query: { limit: 100 } }), [name]);
  return (
    <Panel
      title={`Where ${name} goes`}
      note="endpoints with the most requests first"
      flush
      actions={<A to={listOf(name)}>All as a list</A>}
    >
      <Loaded query={places}>
        {({ rows, total }) =>
          rows.length === 0 ? (
            <NothingWrong
              title={`No endpoint handles ${name}.`}
              checked="Every field of every endpoint was looked at."
            />
          ) : (
            <>
              <SimpleTable
                label={`Where ${name} goes`}
                rows={rows}
                rowKey={({ id }) => id}
                columns={placeColumns(name)}
              />
              {total.value > rows.length ? (
                <PanelNote>
                  The first {exactNumber(rows.length)} of {exactNumber(total.value)}; all are in the list.
                </PanelNote>
              ) : null}
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

/** Which data goes where: classes of data, then the endpoints and fields of one. */
export function Data() {
  const chosen = useView().get('data');
  const classes = useCall('dataClasses', () => ({}), []);
  return (
    <>
      {chosen === undefined ? null : <PlacesOf name={chosen} />}
      <Panel title="Classes of data" note="found in the values of fields; values are kept masked" flush>
        <Loaded query={classes}>
          {({ rows }) =>
            rows.length === 0 ? (
              <NothingWrong
                title="No sensitive data seen."
                checked="The values of every field of every endpoint were held against all classes of data."
              />
            ) : (
              <SimpleTable label="Classes of data" rows={rows} rowKey={({ name }) => name} columns={COLUMNS} />
            )
          }
        </Loaded>
      </Panel>
    </>
  );
}
