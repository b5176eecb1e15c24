import { useCall } from '../../api/hooks.ts';
import { plural } from '../../lib/format.ts';
import { Method } from '../../ui/badges.tsx';
import { ObjectLink } from '../../ui/link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { Loaded, NothingWrong } from '../../ui/states.tsx';
import { Template } from '../../ui/template.tsx';

/** Documented operations nobody called: unused, or not seen by any source. */
export function Uncalled() {
  const orphans = useCall('orphans', () => ({}), []);
  const note = orphans.data === undefined ? undefined : plural(orphans.data.rows.length, 'operation');
  return (
    <Panel title="Documented and never called" note={note} flush>
      <Loaded query={orphans}>
        {({ rows }) =>
          rows.length === 0 ? (
            <NothingWrong
              title="No documented operation waits for its first call."
              checked="Every operation of every imported specification was looked for in the traffic."
            />
          ) : (
            <SimpleTable
              label="Documented and never called"
              rows={rows}
              rowKey={({ specification, method, host, template, operation }) =>
                `${specification} ${method} ${host ?? ''} ${template} ${operation?.name ?? ''}`
              }
              columns={[
                {
                  title: 'Operation',
                  cell: ({ method, template, operation }) => (
                    <>
                      <Method method={method} /> <Template template={template} />
                      {operation === undefined ? null : <span className="quiet"> {operation.name}</span>}
                    </>
                  ),
                },
                { title: 'Host', cell: ({ host }) => <span className="mono">{host ?? 'not named'}</span> },
                { title: 'Name', cell: ({ name }) => name ?? '' },
                {
                  title: 'Specification',
                  cell: ({ specification }) => <ObjectLink kind="specification" id={specification} />,
                },
                { title: 'Why', cell: ({ classification }) => classification.because.join('; ') },
              ]}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}
