import { useParams } from 'wouter';
import { useCall } from '../../api/hooks.ts';
import type { RuleRow } from '../../api/types.gen.ts';
import { exactNumber, percent, span } from '../../lib/format.ts';
import { RuleMode } from '../protect/rule-mode.tsx';
import { ModeTag, Severity } from '../../ui/badges.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { ObjectHeader } from '../../ui/object-header.tsx';
import { Columns, Facts, Panel, PanelNote } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { Loaded } from '../../ui/states.tsx';
import { NotFound } from '../not-found.tsx';
import { ACTION_WORDS } from '../protect/words.ts';

const JUDGED = {
  value: 'each value of a request',
  message: 'a request as a whole',
  response: 'each text of an answer',
  join: 'a request together with its answer',
  actor: 'an actor over time',
} as const satisfies Record<RuleRow['kind'], string>;

function InPolicy({ rule }: { readonly rule: RuleRow }) {
  return (
    <Panel title="What policy makes of it">
      <Facts
        facts={[
          { name: 'Acts now', value: <ModeTag mode={rule.effectiveMode} /> },
          {
            name: 'Set in policy',
            value: rule.policy === null ? 'nothing: its defaults hold' : <ModeTag mode={rule.policy.mode} />,
          },
          { name: 'When it fires', value: rule.action === null ? 'nothing' : ACTION_WORDS[rule.action] },
          ...(rule.policy === null
            ? []
            : [
                { name: 'Blocks for', value: span(rule.policy.blockMs) },
                { name: 'Acts from', value: `${percent(rule.policy.minConfidence)} confidence` },
              ]),
          { name: 'Judges', value: JUDGED[rule.kind] },
          { name: 'Version', value: rule.version },
          { name: 'References', value: rule.references.join(', ') || 'none' },
        ]}
      />
    </Panel>
  );
}

function Detail({ rule }: { readonly rule: RuleRow }) {
  const limits = Object.entries({ ...rule.limits, ...rule.policy?.limits });
  return (
    <>
      <ObjectHeader
        icon="protect"
        kind="Rule"
        id={rule.id}
        name={rule.title}
        state={
          <>
            <Severity severity={rule.severity} /> <ModeTag mode={rule.effectiveMode} />
          </>
        }
        sentence={rule.explanation}
        actions={<RuleMode rule={rule} />}
      />
      <Figures label="Figures">
        <Figure
          title="Open findings"
          value={rule.openFindings}
          to={`/findings?rule=${encodeURIComponent(rule.id)}&state=open`}
          tone="high"
        />
      </Figures>
      <Columns>
        <InPolicy rule={rule} />
        <Panel title="Limits" note="the policy may change each" flush>
          {limits.length === 0 ? (
            <PanelNote>It has none: it judges each value by itself.</PanelNote>
          ) : (
            <SimpleTable
              label="Limits"
              rows={limits}
              rowKey={([name]) => name}
              columns={[
                { title: 'Limit', cell: ([name]) => <code>{name}</code> },
                { title: 'In force', align: 'end', cell: ([, value]) => exactNumber(value) },
                { title: 'Default', align: 'end', cell: ([name]) => exactNumber(rule.limits[name]) },
              ]}
            />
          )}
        </Panel>
      </Columns>
    </>
  );
}

/** One rule: what it asks, what it does not see, what policy makes of it. */
export function RulePage() {
  const { id } = useParams<{ id: string }>();
  const rules = useCall('rules', () => ({}), []);
  return (
    <Loaded query={rules} lines={12}>
      {({ rows }) => {
        const rule = rows.find((row) => row.id === id);
        return rule === undefined ? <NotFound /> : <Detail rule={rule} />;
      }}
    </Loaded>
  );
}
