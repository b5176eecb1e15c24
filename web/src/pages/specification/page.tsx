import { useParams } from 'wouter';
import { NativeSelect } from '@mantine/core';
import { useCall } from '../../api/hooks.ts';
import type { Comparison, SpecificationRow } from '../../api/types.gen.ts';
import styles from '../../catalogue/catalogue.module.css';
import { Differences } from '../../catalogue/chips.tsx';
import { MatrixAndDrift } from '../../catalogue/drift.tsx';
import { RemoveButton } from '../../catalogue/remove.tsx';
import { FORMAT_WORDS } from '../../catalogue/words.ts';
import { plural } from '../../lib/format.ts';
import { navigate, placeHref, useView } from '../../state/url.ts';
import { Method, Tag } from '../../ui/badges.tsx';
import { Captured } from '../../ui/captured.tsx';
import { ObjectHeader } from '../../ui/object-header.tsx';
import { Columns, Facts, Panel } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { Loaded, NothingWrong } from '../../ui/states.tsx';
import { Template } from '../../ui/template.tsx';
import { Time } from '../../ui/time.tsx';

function Head({ specification }: { readonly specification: SpecificationRow }) {
  const { id, title, version, format, operations, problems } = specification;
  return (
    <ObjectHeader
      icon="inventory"
      kind="Specification"
      id={id}
      name={`${title} ${version}`}
      state={
        problems.length === 0 ? (
          <Tag tone="good">Read whole</Tag>
        ) : (
          <Tag tone="medium">{plural(problems.length, 'part')} not read</Tag>
        )
      }
      sentence={`${FORMAT_WORDS[format]} with ${plural(operations, 'operation')}.`}
      actions={
        <RemoveButton
          specification={specification}
          after={() => navigate(placeHref('/inventory?tab=specifications', window.location.search))}
        />
      }
    />
  );
}

function About({
  specification,
  comparison,
}: {
  readonly specification: SpecificationRow;
  readonly comparison: Comparison | undefined;
}) {
  const { file, importedAt, owner, servers, problems, sha256 } = specification;
  const bindings = comparison?.bindings ?? [];
  return (
    <Columns>
      <Panel title="Document">
        <Facts
          facts={[
            { name: 'File', value: <span className="mono">{file}</span> },
            { name: 'SHA-256', value: <span className="mono">{sha256}</span> },
            { name: 'Imported', value: <Time at={importedAt} /> },
            { name: 'Owner', value: owner ?? 'not named' },
            {
              name: 'Servers',
              value:
                servers.length === 0
                  ? 'none named'
                  : servers.map(({ host, basePath }) => `${host ?? '(any host)'}${basePath}`).join(', '),
            },
          ]}
        />
      </Panel>
      <Panel title="Where it applies">
        {bindings.length === 0 ? (
          <p>Nothing of it was seen yet. If its API answers elsewhere, import it again and name the host.</p>
        ) : (
          <Facts
            facts={bindings.map(({ host, basePath, because }) => ({
              name: because,
              value: (
                <span className="mono">
                  {host}
                  {basePath}
                </span>
              ),
            }))}
          />
        )}
        {problems.length === 0 ? null : (
          <>
            <p>Could not be read:</p>
            <ul>
              {problems.map((problem) => (
                <li key={problem}>
                  <Captured text={problem} />
                </li>
              ))}
            </ul>
          </>
        )}
      </Panel>
    </Columns>
  );
}

function Diff({ id, to }: { readonly id: string; readonly to: string }) {
  const diff = useCall('diffSpecifications', () => ({ params: { id, to } }), [id, to]);
  return (
    <Loaded query={diff}>
      {({ rows, counts }) =>
        rows.length === 0 ? (
          <NothingWrong title="The two are the same." checked="Every operation and field of both was compared." />
        ) : (
          <>
            <p className={styles.inset}>
              {counts.breaking} breaking, {counts.risky} risky, {counts.compatible} compatible.
            </p>
            <SimpleTable
              label="Changed operations"
              rows={rows}
              rowKey={({ method, host, template, operation }) =>
                `${method} ${host ?? ''} ${template} ${operation?.name ?? ''}`
              }
              columns={[
                {
                  title: 'Operation',
                  cell: ({ method, template }) => (
                    <>
                      <Method method={method} /> <Template template={template} />
                    </>
                  ),
                },
                { title: 'What changed', cell: ({ differences }) => <Differences differences={differences} /> },
              ]}
            />
          </>
        )
      }
    </Loaded>
  );
}

/** What changes for clients from this specification to another one. */
function CompareWith({ id }: { readonly id: string }) {
  const view = useView();
  const all = useCall('specifications', () => ({}), []);
  const others = (all.data?.rows ?? []).filter((one) => one.id !== id);
  const to = view.get('other') ?? '';
  if (others.length === 0) return null;
  return (
    <Panel title="From this to another" flush>
      <div className={styles.inset}>
        <NativeSelect
          label="Compare with"
          value={to}
          data={[
            { value: '', label: 'choose one' },
            ...others.map(({ id: value, title, version, file }) => ({ value, label: `${title} ${version} (${file})` })),
          ]}
          onChange={(event) => view.set({ other: event.currentTarget.value })}
        />
      </div>
      {others.some((one) => one.id === to) ? <Diff id={id} to={to} /> : null}
    </Panel>
  );
}

/** One specification: what it says, and how traffic agrees with it. */
export function SpecificationPage() {
  const { id } = useParams<{ id: string }>();
  const detail = useCall('specification', () => ({ params: { id } }), [id]);
  const comparison = useCall('compareSpecification', () => ({ params: { id } }), [id]);
  return (
    <Loaded query={detail} lines={14}>
      {({ specification }) => (
        <>
          <Head specification={specification} />
          <About specification={specification} comparison={comparison.data} />
          <Loaded query={comparison} lines={10}>
            {({ rows }) => <MatrixAndDrift pairs={rows} label="Documented against seen" />}
          </Loaded>
          <CompareWith id={id} />
        </>
      )}
    </Loaded>
  );
}
