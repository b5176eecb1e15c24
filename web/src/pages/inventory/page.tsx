import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { usePages } from '../../api/hooks.ts';
import type { EndpointRow } from '../../api/types.gen.ts';
import { ClassTags, Owner } from '../../catalogue/chips.tsx';
import { PROTOCOL_WORDS } from '../../catalogue/words.ts';
import { exactNumber, percent } from '../../lib/format.ts';
import { useChangesSince } from '../../state/live.ts';
import { useView } from '../../state/url.ts';
import { objectPath } from '../../ui/link.tsx';
import { toQuery } from '../../ui/list/fields.ts';
import { List } from '../../ui/list/list.tsx';
import { useAsOf } from '../../ui/list/use-as-of.ts';
import type { Fact } from '../../ui/panel.tsx';
import { NothingYet } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Template } from '../../ui/template.tsx';
import { Time } from '../../ui/time.tsx';
import { Apis } from './apis.tsx';
import { Changes } from './changes.tsx';
import { Corrections } from './corrections.tsx';
import { Data } from './data.tsx';
import { FIELDS } from './fields.ts';
import { InventoryFigures } from './figures.tsx';
import { Specifications } from './specifications.tsx';
import { Tree } from './tree.tsx';
import { Uncalled } from './uncalled.tsx';
import { Authentication, COLUMNS, DataClasses } from './columns.tsx';
import styles from './inventory.module.css';

const TABS = [
  { value: '', title: 'Endpoints' },
  { value: 'apis', title: 'APIs' },
  { value: 'data', title: 'Data' },
  { value: 'changes', title: 'Changes' },
  { value: 'specifications', title: 'Specifications' },
  { value: 'uncalled', title: 'Never called' },
  { value: 'corrections', title: 'Corrections' },
];

const facts = (row: EndpointRow): readonly Fact[] => [
  { name: 'Host', value: <span className="mono">{row.host}</span> },
  { name: 'Class', value: <ClassTags classes={row.classes} /> },
  { name: 'Owner', value: <Owner owner={row.owner} /> },
  { name: 'Protocol', value: PROTOCOL_WORDS[row.protocol] },
  { name: 'Sign-in', value: <Authentication row={row} /> },
  { name: 'Sensitive data', value: <DataClasses classes={row.dataClasses} /> },
  { name: 'Requests', value: exactNumber(row.requests) },
  {
    name: 'Answers',
    value: Object.entries(row.statusClasses).map(([name, count]) => (
      <div key={name}>
        {name}: {exactNumber(count)}
      </div>
    )),
  },
  { name: 'Open findings', value: exactNumber(row.openFindings) },
  { name: 'Template', value: `${percent(row.confidence)} sure` },
  { name: 'First seen', value: <Time at={row.firstSeen} /> },
  { name: 'Last seen', value: <Time at={row.lastSeen} /> },
];

function Endpoints() {
  const view = useView();
  const { asOf, refresh } = useAsOf();
  const query = useMemo(
    () => ({ ...toQuery(FIELDS, view.get, asOf), sort: view.get('sort') ?? '-requests' }),
    [view, asOf],
  );
  const pages = usePages('endpoints', query, asOf);
  const known = useMemo(
    () => new Set((pages.data?.pages ?? []).flatMap((page) => page.rows.map(({ id }) => id))),
    [pages.data],
  );
  const fresh = useChangesSince(asOf, ({ endpoints }) => endpoints.filter((id) => !known.has(id)).length);
  return (
    <List
      call="endpoints"
      label="Endpoints"
      noun={['endpoint', 'endpoints']}
      fields={FIELDS}
      textField="q"
      columns={COLUMNS}
      pages={pages}
      query={query}
      rowId={({ id }) => id}
      rowPath={({ id }) => objectPath('endpoint', id)}
      peekTitle={(row) => (
        <>
          {row.method} <Template template={row.template} />
        </>
      )}
      facts={facts}
      fresh={fresh}
      refresh={refresh}
      nothing={NOTHING}
      before={<InventoryFigures />}
      bulk={<Switch tree={false} />}
    />
  );
}

const NOTHING = (
  <NothingYet what="No endpoint seen yet." command="npm start -- protect http://127.0.0.1:3000">
    <p>
      Endpoints are learned from traffic through the gateway, or offline from a file:{' '}
      <code>sallyport discover FILE.har</code>
    </p>
  </NothingYet>
);

/** The list, or the same as a tree; the filters stay. */
function Switch({ tree }: { readonly tree: boolean }) {
  const view = useView();
  return (
    <Button.Group>
      {(['list', 'tree'] as const).map((form) => (
        <Button
          key={form}
          size="xs"
          variant="default"
          aria-pressed={(form === 'tree') === tree}
          {...((form === 'tree') === tree ? { className: styles.chosen } : {})}
          onClick={() => view.set({ as: form === 'tree' ? 'tree' : undefined, sel: undefined })}
        >
          {form === 'tree' ? 'Tree' : 'List'}
        </Button>
      ))}
    </Button.Group>
  );
}

function EndpointTree() {
  return (
    <>
      <InventoryFigures />
      <Tree
        nothing={NOTHING}
        head={
          <div className={styles.head}>
            <Switch tree />
          </div>
        }
      />
    </>
  );
}

function Shown({ tab }: { readonly tab: string }) {
  const tree = useView().get('as') === 'tree';
  switch (tab) {
    case 'apis':
      return <Apis />;
    case 'data':
      return <Data />;
    case 'changes':
      return <Changes />;
    case 'specifications':
      return <Specifications />;
    case 'uncalled':
      return <Uncalled />;
    case 'corrections':
      return <Corrections />;
    default:
      return tree ? <EndpointTree /> : <Endpoints />;
  }
}

/** What belongs to one tab and not to the others. */
const OWN = ['sel', 'sort', 'cols', 'kind', 'since', 'before', 'endpoint', 'data', ...FIELDS.map(({ name }) => name)];

/** What do I expose, who owns it, and which part is risky or unknown? */
export function InventoryPage() {
  const tab = useView().get('tab') ?? '';
  return (
    <>
      <Tabs name="tab" tabs={TABS} label="Inventory by" drop={OWN} />
      <Shown tab={tab} />
    </>
  );
}
