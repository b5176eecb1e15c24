import { useCall } from '../../api/hooks.ts';
import type { SpecificationRow } from '../../api/types.gen.ts';
import { RemoveButton } from '../../catalogue/remove.tsx';
import { UploadButton } from '../../catalogue/upload.tsx';
import { FORMAT_WORDS } from '../../catalogue/words.ts';
import { exactNumber, plural } from '../../lib/format.ts';
import { Tag } from '../../ui/badges.tsx';
import { A, objectPath } from '../../ui/link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SimpleTable, type SimpleColumn } from '../../ui/simple-table.tsx';
import { Loaded, NothingYet } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';

const COLUMNS: readonly SimpleColumn<SpecificationRow>[] = [
  {
    title: 'Specification',
    cell: ({ id, title, version }) => (
      <A to={objectPath('specification', id)}>
        {title} {version}
      </A>
    ),
  },
  { title: 'Format', cell: ({ format }) => FORMAT_WORDS[format] },
  {
    title: 'Servers',
    cell: ({ servers }) =>
      servers.length === 0 ? (
        <span className="quiet">none named</span>
      ) : (
        servers.slice(0, 3).map(({ host, basePath }) => (
          <div key={`${host ?? ''}${basePath}`} className="mono">
            {host ?? '(any host)'}
            {basePath}
          </div>
        ))
      ),
  },
  { title: 'Operations', align: 'end', cell: ({ operations }) => exactNumber(operations) },
  {
    title: 'Not read',
    cell: ({ problems }) =>
      problems.length === 0 ? (
        <span className="quiet">nothing</span>
      ) : (
        <Tag tone="medium">{plural(problems.length, 'part')}</Tag>
      ),
  },
  { title: 'File', cell: ({ file }) => <span className="mono">{file}</span> },
  { title: 'Imported', align: 'end', cell: ({ importedAt }) => <Time at={importedAt} as="age" /> },
  { title: 'Remove', align: 'end', cell: (row) => <RemoveButton specification={row} /> },
];

/** What is documented: each file, and beside the traffic on its own page. */
export function Specifications() {
  const specifications = useCall('specifications', () => ({}), []);
  return (
    <Panel title="Specifications" note="newest first; each opens beside the traffic" flush actions={<UploadButton />}>
      <Loaded query={specifications}>
        {({ rows }) =>
          rows.length === 0 ? (
            <NothingYet what="No specification imported yet." command="sallyport spec import openapi.yaml">
              <p>With one, endpoints are told apart: documented, undocumented, retired, never called.</p>
            </NothingYet>
          ) : (
            <SimpleTable label="Specifications" rows={rows} rowKey={({ id }) => id} columns={COLUMNS} />
          )
        }
      </Loaded>
    </Panel>
  );
}
