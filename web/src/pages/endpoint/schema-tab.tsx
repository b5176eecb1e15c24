import { useCall } from '../../api/hooks.ts';
import type { DocumentedBeside, Endpoint, FieldStats } from '../../api/types.gen.ts';
import { Differences } from '../../catalogue/chips.tsx';
import { exactNumber, percent, plural, UNKNOWN } from '../../lib/format.ts';
import { Tag } from '../../ui/badges.tsx';
import { Captured } from '../../ui/captured.tsx';
import { A, objectPath } from '../../ui/link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SimpleTable, type SimpleColumn } from '../../ui/simple-table.tsx';
import { Loaded, NothingWrong } from '../../ui/states.tsx';
import { fieldsBeside, type FieldBeside } from './beside.ts';

const PLACES = {
  path: 'Path',
  query: 'Query',
  header: 'Header',
  cookie: 'Cookie',
  request: 'Request body',
  response: 'Answer',
} as const;

const seenTypes = ({ types, format }: FieldStats): string =>
  Object.entries(types)
    .toSorted((a, b) => b[1] - a[1])
    .map(([type]) => type)
    .join(' or ') + (format === undefined ? '' : `, ${format}`);

function Declared({ field }: { readonly field: FieldBeside['declared'] }) {
  if (field === undefined) return <Tag tone="medium">not declared</Tag>;
  return (
    <>
      {field.types.length === 0 ? 'anything' : field.types.join(' or ')}
      {field.format === undefined ? '' : `, ${field.format}`}{' '}
      <span className="quiet">{field.required ? 'required' : 'optional'}</span>
    </>
  );
}

function DataClasses({ seen }: { readonly seen: FieldStats | undefined }) {
  return Object.keys(seen?.classes ?? {}).map((name) => {
    const sure = seen?.confidence?.[name];
    return (
      <span key={name} title={sure === undefined ? 'how sure is not known' : `${percent(sure)} sure`}>
        <Tag tone="high">{name}</Tag>
        {sure === undefined ? null : <span className="quiet"> {percent(sure)}</span>}{' '}
      </span>
    );
  });
}

const FIELD: SimpleColumn<FieldBeside> = {
  title: 'Field',
  cell: ({ name, seen, declared }) => (
    <>
      <Captured text={name} />
      {seen === undefined || declared === undefined || seen.name === declared.name ? null : (
        <span className="quiet"> seen as {seen.name}</span>
      )}
    </>
  ),
};
const WHERE: SimpleColumn<FieldBeside> = {
  title: 'Where',
  cell: ({ place, status }) => `${PLACES[place]}${status === undefined ? '' : ` ${status}`}`,
};
const DECLARED: SimpleColumn<FieldBeside> = {
  title: 'Declared',
  cell: ({ declared }) => <Declared field={declared} />,
};
const SEEN: readonly SimpleColumn<FieldBeside>[] = [
  {
    title: 'Seen',
    cell: ({ seen }) => (seen === undefined ? <Tag tone="info">not seen</Tag> : seenTypes(seen)),
  },
  {
    title: 'Present',
    align: 'end',
    cell: ({ seen }) =>
      seen === undefined ? (
        UNKNOWN
      ) : (
        <span title={`${exactNumber(seen.present)} of ${exactNumber(seen.outOf)}`}>
          {percent(seen.outOf === 0 ? Number.NaN : seen.present / seen.outOf)}
        </span>
      ),
  },
  { title: 'Data class', cell: ({ seen }) => <DataClasses seen={seen} /> },
  {
    title: 'Example, masked',
    cell: ({ seen }) => (seen?.example === undefined ? UNKNOWN : <Captured text={seen.example} />),
  },
];

function SeenOnly({ fields }: { readonly fields: readonly FieldStats[] }) {
  return (
    <Panel title="Fields seen" note={`${plural(fields.length, 'field')}; no specification covers this endpoint`} flush>
      {fields.length === 0 ? (
        <NothingWrong title="No fields seen." checked="No parameter and no readable body came by." />
      ) : (
        <SimpleTable
          label="Fields seen"
          rows={fieldsBeside([], fields)}
          rowKey={({ key }) => key}
          columns={[FIELD, WHERE, ...SEEN]}
        />
      )}
    </Panel>
  );
}

function Beside({ row, fields }: { readonly row: DocumentedBeside; readonly fields: readonly FieldStats[] }) {
  const { specification, documented, differences, because, how } = row;
  const rows = fieldsBeside(documented.fields, fields);
  const label = `Declared by ${specification.title} ${specification.version} against seen`;
  return (
    <>
      <Panel
        title={label}
        note={because}
        flush
        actions={<A to={objectPath('specification', specification.id)}>Specification</A>}
      >
        {rows.length === 0 ? (
          <NothingWrong title="No fields." checked="None is declared and none was seen." />
        ) : (
          <SimpleTable
            label={label}
            rows={rows}
            rowKey={({ key }) => key}
            columns={[FIELD, WHERE, DECLARED, ...SEEN]}
          />
        )}
      </Panel>
      <Panel title="What differs" note={plural(differences.length, 'difference')}>
        {differences.length === 0 ? (
          <p>
            {how === 'covered'
              ? 'Several documented operations share this endpoint, so nothing is said of each.'
              : 'Traffic does what is declared.'}
          </p>
        ) : (
          <Differences differences={differences} />
        )}
      </Panel>
    </>
  );
}

/** What goes in and out: as declared, where a specification has it, beside what was seen. */
export function SchemaTab({ endpoint }: { readonly endpoint: Endpoint }) {
  const documented = useCall('documented', () => ({ params: { id: endpoint.id } }), [endpoint.id]);
  return (
    <Loaded query={documented} lines={10}>
      {({ rows }) =>
        rows.length === 0 ? (
          <SeenOnly fields={endpoint.fields} />
        ) : (
          rows.map((row) => (
            <Beside
              key={`${row.specification.id} ${row.documented.method} ${row.documented.template} ${row.documented.name ?? ''}`}
              row={row}
              fields={endpoint.fields}
            />
          ))
        )
      }
    </Loaded>
  );
}
