import { Button } from '@mantine/core';
import { useState } from 'react';
import { Redirect } from 'wouter';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/hooks.ts';
import { exactNumber } from '../../lib/format.ts';
import { selfTestText, useStatus } from '../../shell/mode-chip.tsx';
import { useNow } from '../../state/clock.ts';
import { useHref, useView } from '../../state/url.ts';
import { ModeTag } from '../../ui/badges.tsx';
import { CapturedBlock } from '../../ui/captured.tsx';
import { objectPath } from '../../ui/link.tsx';
import { Facts, Panel, PanelNote } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Time } from '../../ui/time.tsx';
import { ModeDialog } from './mode-dialog.tsx';
import { Responses } from './responses.tsx';
import { RulesPanel } from './rules.tsx';
import { MODE_WORDS } from './words.ts';

const TABS = [
  { value: '', title: 'Policy' },
  { value: 'responses', title: 'Responses' },
];

/** The mode of the whole gateway, what it does, how it is proved. */
function GatewayMode() {
  const status = useStatus();
  const now = useNow();
  const [opened, setOpened] = useState(false);
  return (
    <Panel
      title="Gateway mode"
      actions={
        <Button size="xs" variant="default" disabled={status.data === undefined} onClick={() => setOpened(true)}>
          Switch mode
        </Button>
      }
    >
      <Loaded query={status} lines={4}>
        {(data) => (
          <>
            <Facts
              facts={[
                {
                  name: 'Acts now',
                  value: (
                    <>
                      <ModeTag mode={data.mode} /> {MODE_WORDS[data.mode]}
                    </>
                  ),
                },
                { name: 'Self-test', value: `${selfTestText(data, now)}. ${data.selfTest.detail}` },
                {
                  name: 'Rules',
                  value: `${exactNumber(data.enforced)} enforced, ${exactNumber(data.monitored)} watched only`,
                },
              ]}
            />
            <ModeDialog
              title="Gateway mode"
              now={data.mode}
              opened={opened}
              close={() => setOpened(false)}
              phrase={(mode) => `switch to ${mode}`}
              change={(mode, reason) => call('setMode', { body: { mode, reason } })}
            />
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function PolicyText() {
  const policy = useCall('policy', () => ({}), []);
  return (
    <>
      <Panel title="Exceptions" note="where rules hold their tongue, and until when" flush>
        <Loaded query={policy} lines={3}>
          {({ policy: { exceptions } }) =>
            exceptions.length === 0 ? (
              <PanelNote>None: every rule judges everybody everywhere.</PanelNote>
            ) : (
              <SimpleTable
                label="Exceptions"
                rows={exceptions}
                rowKey={({ id }) => id}
                columns={[
                  { title: 'Id', cell: ({ id }) => <code>{id}</code> },
                  { title: 'Rules', cell: ({ rules }) => rules.join(', ') },
                  {
                    title: 'For',
                    cell: ({ addresses = [], actors = [], path }) =>
                      [...addresses, ...actors, ...(path === undefined ? [] : [path])].join(', ') || 'everybody',
                  },
                  { title: 'Why', cell: ({ reason }) => reason },
                  { title: 'Ends', align: 'end', cell: ({ until }) => <Time at={until} /> },
                ]}
              />
            )
          }
        </Loaded>
      </Panel>
      <Panel title="Policy text" note="the file in force">
        <Loaded query={policy}>
          {({ text, author, at, policy: { version } }) => (
            <>
              <Facts
                facts={[
                  { name: 'Version', value: <code>{version}</code> },
                  { name: 'Set by', value: author },
                  { name: 'Since', value: <Time at={at} /> },
                ]}
              />
              <div style={{ marginTop: 'var(--s3)' }}>
                <CapturedBlock label="Policy text" text={text} />
              </div>
            </>
          )}
        </Loaded>
      </Panel>
    </>
  );
}

/** What is enforced, on whom, until when? */
export function ProtectPage() {
  const view = useView();
  const href = useHref();
  const rule = view.get('rule');
  if (rule !== undefined) return <Redirect to={href(objectPath('rule', rule))} replace />;
  return (
    <>
      <Tabs name="tab" tabs={TABS} label="Protection" drop={['sel', 'sort', 'cols', 'state', 'target']} />
      {view.get('tab') === 'responses' ? (
        <Responses />
      ) : (
        <>
          <GatewayMode />
          <RulesPanel />
          <PolicyText />
        </>
      )}
    </>
  );
}
