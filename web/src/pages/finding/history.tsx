import type { Finding } from '../../api/types.gen.ts';
import { Panel } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { Time } from '../../ui/time.tsx';

/** Everything that was done about it, newest first. */
export function History({ events }: { readonly events: Finding['timeline'] }) {
  return (
    <Panel title="History" flush>
      <SimpleTable
        label="History"
        rows={events.toReversed()}
        rowKey={({ at, what }) => `${at} ${what}`}
        columns={[
          { title: 'When', cell: ({ at }) => <Time at={at} /> },
          { title: 'Who', cell: ({ by }) => by },
          { title: 'What', cell: ({ what }) => what },
          { title: 'Said', cell: ({ comment }) => comment ?? '' },
        ]}
      />
    </Panel>
  );
}
