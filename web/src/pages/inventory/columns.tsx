import type { EndpointRow } from '../../api/types.gen.ts';
import { ClassTags, Owner } from '../../catalogue/chips.tsx';
import { PROTOCOL_WORDS } from '../../catalogue/words.ts';
import { exactNumber, percent, shortNumber } from '../../lib/format.ts';
import { iso } from '../../lib/time.ts';
import { Method, Severity, Tag, type Tone } from '../../ui/badges.tsx';
import { A, objectPath } from '../../ui/link.tsx';
import type { Column } from '../../ui/table/column.ts';
import { Template } from '../../ui/template.tsx';
import { Time } from '../../ui/time.tsx';

export const AUTH_WORDS = { none: 'none', optional: 'optional', required: 'required', unknown: 'not known' } as const;
const AUTH_TONES: Readonly<Record<EndpointRow['authentication'], Tone>> = {
  none: 'high',
  optional: 'medium',
  required: 'good',
  unknown: 'info',
};

/** Whether sign-in is demanded, judged by what was let in. */
export function Authentication({ row }: { readonly row: EndpointRow }) {
  return (
    <>
      <Tag tone={AUTH_TONES[row.authentication]}>{AUTH_WORDS[row.authentication]}</Tag>
      {row.authSchemes.length === 0 ? null : <span className="quiet"> {row.authSchemes.join(', ')}</span>}
    </>
  );
}

export function DataClasses({ classes }: { readonly classes: readonly string[] }) {
  if (classes.length === 0) return <span className="quiet">none seen</span>;
  return <>{classes.join(', ')}</>;
}

const errorShare = ({ statusClasses, requests }: EndpointRow): number =>
  ((statusClasses['4xx'] ?? 0) + (statusClasses['5xx'] ?? 0)) / requests;

export const COLUMNS: readonly Column<EndpointRow>[] = [
  {
    id: 'endpoint',
    title: 'Endpoint',
    min: 200,
    grow: 3,
    priority: 1,
    sort: 'template',
    cell: (row) => (
      <A to={objectPath('endpoint', row.id)} tabIndex={-1} title={`${row.method} ${row.host}${row.template}`}>
        <Method method={row.method} /> <Template template={row.template} />
        {row.operation === null ? null : <span className="quiet"> {row.operation}</span>}
      </A>
    ),
    text: (row) => `${row.method} ${row.host}${row.template} ${row.operation ?? ''}`.trim(),
  },
  {
    id: 'findings',
    title: 'Findings',
    min: 126,
    priority: 1,
    sort: 'findings',
    cell: ({ openFindings, worst }) =>
      worst === null ? (
        <span className="quiet">none open</span>
      ) : (
        <>
          <Severity severity={worst} /> <span className="quiet">{openFindings > 1 ? `+${openFindings - 1}` : ''}</span>
        </>
      ),
    text: ({ openFindings }) => String(openFindings),
    filter: ({ openFindings }) => ({ name: 'findings', value: String(openFindings > 0) }),
  },
  {
    id: 'authentication',
    title: 'Sign-in',
    min: 146,
    priority: 2,
    cell: (row) => <Authentication row={row} />,
    text: ({ authentication }) => authentication,
    filter: ({ authentication }) => ({ name: 'authentication', value: authentication }),
  },
  {
    id: 'class',
    title: 'Class',
    min: 190,
    priority: 2,
    cell: ({ classes }) => <ClassTags classes={classes} />,
    text: ({ classes }) => classes.join(' '),
    filter: ({ classes }) => (classes[0] === undefined ? undefined : { name: 'class', value: classes[0] }),
  },
  {
    id: 'owner',
    title: 'Owner',
    min: 110,
    priority: 3,
    cell: ({ owner }) => <Owner owner={owner} />,
    text: ({ owner }) => owner ?? '',
    filter: ({ owner }) => (owner === null ? { name: 'owned', value: 'false' } : { name: 'owner', value: owner }),
  },
  {
    id: 'data',
    title: 'Sensitive data',
    min: 150,
    grow: 1,
    priority: 3,
    cell: ({ dataClasses }) => <DataClasses classes={dataClasses} />,
    text: ({ dataClasses }) => dataClasses.join(' '),
    filter: ({ dataClasses }) =>
      dataClasses[0] === undefined ? undefined : { name: 'dataClass', value: dataClasses[0] },
  },
  {
    id: 'requests',
    title: 'Requests',
    min: 98,
    priority: 2,
    align: 'end',
    sort: 'requests',
    cell: ({ requests }) => <span title={exactNumber(requests)}>{shortNumber(requests)}</span>,
    text: ({ requests }) => String(requests),
  },
  {
    id: 'errors',
    title: 'Errors',
    min: 78,
    priority: 4,
    align: 'end',
    cell: (row) => percent(errorShare(row)),
    text: (row) => String(errorShare(row)),
  },
  {
    id: 'protocol',
    title: 'Protocol',
    min: 100,
    priority: 4,
    cell: ({ protocol }) => PROTOCOL_WORDS[protocol],
    text: ({ protocol }) => protocol,
    filter: ({ protocol }) => ({ name: 'protocol', value: protocol }),
  },
  {
    id: 'host',
    title: 'Host',
    min: 160,
    grow: 1,
    priority: 4,
    cell: ({ host }) => <span className="mono">{host}</span>,
    text: ({ host }) => host,
    filter: ({ host }) => ({ name: 'host', value: host }),
  },
  {
    id: 'confidence',
    title: 'Template',
    min: 92,
    priority: 4,
    align: 'end',
    sort: 'confidence',
    cell: ({ confidence }) => percent(confidence),
    text: ({ confidence }) => String(confidence),
  },
  {
    id: 'firstSeen',
    title: 'First seen',
    min: 106,
    priority: 4,
    align: 'end',
    sort: 'firstSeen',
    cell: ({ firstSeen }) => <Time at={firstSeen} as="age" />,
    text: ({ firstSeen }) => iso(firstSeen, 'utc'),
  },
  {
    id: 'lastSeen',
    title: 'Last seen',
    min: 106,
    priority: 3,
    align: 'end',
    sort: 'lastSeen',
    cell: ({ lastSeen }) => <Time at={lastSeen} as="age" />,
    text: ({ lastSeen }) => iso(lastSeen, 'utc'),
  },
];
