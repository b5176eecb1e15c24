import { urlOf } from '../../api/client.ts';
import { useCall } from '../../api/hooks.ts';
import type { ApiRow } from '../../api/types.gen.ts';
import { exactNumber } from '../../lib/format.ts';
import { A, objectPath } from '../../ui/link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SimpleTable, type SimpleColumn } from '../../ui/simple-table.tsx';
import { Loaded, NothingYet } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';

const COLUMNS: readonly SimpleColumn<ApiRow>[] = [
  {
    title: 'API',
    cell: ({ id, host, basePath }) => (
      <A to={objectPath('api', id)} className="mono">
        {host}
        {basePath}
      </A>
    ),
  },
  {
    title: 'Endpoints',
    align: 'end',
    cell: ({ id, endpoints }) => <A to={`/inventory?api=${encodeURIComponent(id)}`}>{exactNumber(endpoints)}</A>,
  },
  {
    title: 'Without sign-in',
    align: 'end',
    cell: ({ id, unauthenticated }) => (
      <A to={`/inventory?api=${encodeURIComponent(id)}&authentication=none`}>{exactNumber(unauthenticated)}</A>
    ),
  },
  {
    title: 'Sensitive',
    align: 'end',
    cell: ({ id, sensitive }) => (
      <A to={`/inventory?api=${encodeURIComponent(id)}&sensitive=true`}>{exactNumber(sensitive)}</A>
    ),
  },
  { title: 'Open findings', align: 'end', cell: ({ openFindings }) => exactNumber(openFindings) },
  { title: 'Requests', align: 'end', cell: ({ requests }) => exactNumber(requests) },
  { title: 'Last seen', align: 'end', cell: ({ lastSeen }) => <Time at={lastSeen} as="age" /> },
  {
    title: 'Specification',
    align: 'end',
    cell: ({ id }) => (
      <a href={urlOf('exportOpenApi', { params: { id } })} download={`openapi-${id}.json`}>
        OpenAPI as seen
      </a>
    ),
  },
];

/** The APIs behind the gateway: a host and the path everything below shares. */
export function Apis() {
  const apis = useCall('apis', () => ({}), []);
  return (
    <Panel
      title="APIs"
      note="each figure opens its endpoints"
      flush
      actions={
        <a href={urlOf('exportInventory', {})} download>
          Inventory as JSON
        </a>
      }
    >
      <Loaded query={apis}>
        {({ rows }) =>
          rows.length === 0 ? (
            <NothingYet what="No API seen yet." command="npm start -- protect http://127.0.0.1:3000" />
          ) : (
            <SimpleTable label="APIs" rows={rows} rowKey={({ id }) => id} columns={COLUMNS} />
          )
        }
      </Loaded>
    </Panel>
  );
}
