import type { FindingRow } from '../../api/types.gen.ts';
import { exactNumber } from '../../lib/format.ts';
import { iso } from '../../lib/time.ts';
import { FindingState, Method, Severity } from '../../ui/badges.tsx';
import { A, ObjectLink, objectPath } from '../../ui/link.tsx';
import type { Column } from '../../ui/table/column.ts';
import { Template } from '../../ui/template.tsx';
import { Time } from '../../ui/time.tsx';

export const COLUMNS: readonly Column<FindingRow>[] = [
  {
    id: 'title',
    title: 'Finding',
    min: 240,
    grow: 3,
    priority: 1,
    sort: 'title',
    cell: ({ id, title }) => (
      <A to={objectPath('finding', id)} tabIndex={-1} title={title}>
        <span className="mono quiet">{id}</span> {title}
      </A>
    ),
    text: ({ id, title }) => `${id} ${title}`,
  },
  {
    id: 'severity',
    title: 'Severity',
    min: 104,
    priority: 1,
    sort: 'severity',
    cell: ({ severity }) => <Severity severity={severity} />,
    text: ({ severity }) => severity,
    filter: ({ severity }) => ({ name: 'severity', value: severity }),
  },
  {
    id: 'state',
    title: 'State',
    min: 124,
    priority: 2,
    sort: 'state',
    cell: ({ state }) => <FindingState state={state} />,
    text: ({ state }) => state,
    filter: ({ state }) => ({ name: 'state', value: state }),
  },
  {
    id: 'endpoint',
    title: 'Endpoint',
    min: 200,
    grow: 2,
    priority: 3,
    cell: ({ endpoint, method }) =>
      endpoint === null ? (
        <span className="quiet">several</span>
      ) : (
        <A to={objectPath('endpoint', endpoint.id)} tabIndex={-1}>
          <Method method={method ?? ''} /> <Template template={endpoint.template} />
        </A>
      ),
    text: ({ endpoint, method }) => `${method ?? ''} ${endpoint?.template ?? ''}`.trim(),
    filter: ({ endpoint }) => (endpoint === null ? undefined : { name: 'endpoint', value: endpoint.id }),
  },
  { id: 'proof', title: 'Proof', min: 92, priority: 4, cell: ({ proof }) => proof, text: ({ proof }) => proof },
  {
    id: 'refused',
    title: 'Refused',
    min: 86,
    priority: 3,
    align: 'end',
    cell: ({ refused }) => exactNumber(refused),
    text: ({ refused }) => String(refused),
  },
  {
    id: 'succeeded',
    title: 'Got through',
    min: 104,
    priority: 3,
    align: 'end',
    cell: ({ succeeded }) => exactNumber(succeeded),
    text: ({ succeeded }) => String(succeeded),
  },
  {
    id: 'rule',
    title: 'Rule',
    min: 170,
    grow: 1,
    priority: 4,
    cell: ({ rule }) => <ObjectLink kind="rule" id={rule} tabIndex={-1} />,
    text: ({ rule }) => rule,
    filter: ({ rule }) => ({ name: 'rule', value: rule }),
  },
  {
    id: 'lastSeen',
    title: 'Last seen',
    min: 104,
    priority: 2,
    align: 'end',
    sort: 'lastSeen',
    cell: ({ lastSeen }) => <Time at={lastSeen} as="age" />,
    text: ({ lastSeen }) => iso(lastSeen, 'utc'),
  },
];
