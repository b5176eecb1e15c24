import { useCall } from '../../api/hooks.ts';
import { exactNumber, span } from '../../lib/format.ts';
import { ModeTag, Severity } from '../../ui/badges.tsx';
import { A, objectPath } from '../../ui/link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { Loaded } from '../../ui/states.tsx';
import { RuleMode } from './rule-mode.tsx';
import { ACTION_WORDS } from './words.ts';

/** Every rule with what it does now. */
export function RulesPanel() {
  const rules = useCall('rules', () => ({}), []);
  return (
    <Panel title="Rules" note="each under the ceiling of the gateway's mode" flush>
      <Loaded query={rules}>
        {({ rows }) => (
          <SimpleTable
            label="Rules"
            rows={rows}
            rowKey={({ id }) => id}
            columns={[
              { title: 'Rule', cell: ({ id, title }) => <A to={objectPath('rule', id)}>{title}</A> },
              { title: 'Severity', cell: ({ severity }) => <Severity severity={severity} /> },
              { title: 'Acts now', cell: ({ effectiveMode }) => <ModeTag mode={effectiveMode} /> },
              {
                title: 'When it fires',
                cell: ({ action, policy }) =>
                  action === null
                    ? 'nothing'
                    : `${ACTION_WORDS[action]}${action === 'block-actor' && policy !== null ? ` (${span(policy.blockMs)})` : ''}`,
              },
              {
                title: 'Open findings',
                align: 'end',
                cell: ({ id, openFindings }) => (
                  <A to={`/findings?rule=${encodeURIComponent(id)}&state=open`}>{exactNumber(openFindings)}</A>
                ),
              },
              { title: 'Mode', align: 'end', cell: (rule) => <RuleMode rule={rule} /> },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}
