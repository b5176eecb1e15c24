import { useCall } from '../../api/hooks.ts';
import { ChangeKind, ChangeStory } from '../../catalogue/change-row.tsx';
import { exactNumber } from '../../lib/format.ts';
import { A } from '../../ui/link.tsx';
import { Panel, PanelNote } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { Loaded, NothingWrong } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';

/** What became of one endpoint, newest first. */
export function ChangesTab({ id }: { readonly id: string }) {
  const changes = useCall('changes', () => ({ query: { endpoint: id, limit: 100 } }), [id]);
  return (
    <Panel
      title="Changes"
      note="as traffic showed them"
      flush
      actions={<A to={`/inventory?tab=changes&endpoint=${encodeURIComponent(id)}`}>All</A>}
    >
      <Loaded query={changes}>
        {({ rows, total }) =>
          rows.length === 0 ? (
            <NothingWrong
              title="No change recorded."
              checked="Fields, answers and sign-in are compared as traffic comes."
            />
          ) : (
            <>
              <SimpleTable
                label="Changes"
                rows={rows}
                rowKey={(change) => change.id}
                columns={[
                  { title: 'When', cell: ({ at }) => <Time at={at} /> },
                  { title: 'Kind', cell: ({ kind }) => <ChangeKind kind={kind} /> },
                  { title: 'What', cell: (change) => <ChangeStory change={change} /> },
                ]}
              />
              {total.value > rows.length ? (
                <PanelNote>
                  The latest {exactNumber(rows.length)} of {exactNumber(total.value)}.
                </PanelNote>
              ) : null}
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}
