import type { FieldStats } from '../../api/types.gen.ts';
import { exactNumber, percent, UNKNOWN } from '../../lib/format.ts';
import { Tag } from '../../ui/badges.tsx';
import { Captured } from '../../ui/captured.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { NothingWrong } from '../../ui/states.tsx';

const PLACES = {
  path: 'Path',
  query: 'Query',
  header: 'Header',
  request: 'Request body',
  response: 'Response body',
} as const;

const typesOf = ({ types, format }: FieldStats): string =>
  Object.entries(types)
    .toSorted((a, b) => b[1] - a[1])
    .map(([type]) => type)
    .join(' or ') + (format === undefined ? '' : `, ${format}`);

/** What goes in and out, as seen: no document was needed for it. */
export function FieldsPanel({ fields }: { readonly fields: readonly FieldStats[] }) {
  return (
    <Panel title="Fields seen" note={`${exactNumber(fields.length)}, values masked`} flush>
      {fields.length === 0 ? (
        <NothingWrong title="No fields seen." checked="No parameter and no readable body came by." />
      ) : (
        <SimpleTable
          label="Fields seen"
          rows={fields}
          rowKey={({ place, name }) => `${place} ${name}`}
          columns={[
            { title: 'Field', cell: ({ name }) => <Captured text={name} /> },
            { title: 'Where', cell: ({ place }) => PLACES[place] },
            { title: 'Type', cell: typesOf },
            {
              title: 'Data class',
              cell: ({ classes }) =>
                Object.keys(classes).map((name) => (
                  <Tag key={name} tone="high">
                    {name}
                  </Tag>
                )),
            },
            {
              title: 'Present',
              align: 'end',
              cell: ({ present, outOf }) => (
                <span title={`${exactNumber(present)} of ${exactNumber(outOf)}`}>{percent(present / outOf)}</span>
              ),
            },
            {
              title: 'Example',
              cell: ({ example }) => (example === undefined ? UNKNOWN : <Captured text={example} />),
            },
          ]}
        />
      )}
    </Panel>
  );
}
