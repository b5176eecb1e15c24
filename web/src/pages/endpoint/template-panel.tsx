import { Button, Menu, TextInput } from '@mantine/core';
import { useState, type DragEvent } from 'react';
import { useCall } from '../../api/hooks.ts';
import type { Endpoint, SegmentReason } from '../../api/types.gen.ts';
import { CorrectionTable } from '../../catalogue/corrections.tsx';
import { exactNumber, percent } from '../../lib/format.ts';
import { Method } from '../../ui/badges.tsx';
import { Captured } from '../../ui/captured.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Loaded, NothingWrong } from '../../ui/states.tsx';
import { Template } from '../../ui/template.tsx';
import styles from './endpoint.module.css';
import { CorrectionForm } from './template-form.tsx';
import {
  isParameter,
  mergedSegment,
  segmentsOf,
  siblingsOf,
  suggestedParameter,
  templateOf,
  type Sibling,
} from './template-model.ts';

/** Endpoints of the host that are looked through for siblings. */
const LOOKED_THROUGH = 1_000;
const DRAGGED = 'application/x-template-segment';

function Why({ reason }: { readonly reason: SegmentReason | undefined }) {
  if (reason === undefined) return <p className="quiet">no reason is kept</p>;
  return (
    <>
      <p>
        {reason.kind === 'parameter'
          ? `${reason.type ?? 'value'}, ${exactNumber(reason.distinct)} different in ${exactNumber(reason.observations)}`
          : `${reason.kind}, in ${exactNumber(reason.observations)} requests`}
        <span className="quiet"> · {percent(reason.confidence)} sure</span>
      </p>
      {reason.because.map((because) => (
        <p key={because} className="quiet">
          {because}
        </p>
      ))}
      {reason.examples.length === 0 ? null : (
        <p className="quiet">
          such as{' '}
          {reason.examples.slice(0, 4).map((example) => (
            <span key={example}>
              <Captured text={example} />{' '}
            </span>
          ))}
        </p>
      )}
    </>
  );
}

function MergeMenu({ siblings, merge }: { readonly siblings: readonly Sibling[]; merge(sibling: Sibling): void }) {
  if (siblings.length === 0) return null;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button size="xs" variant="default" rightSection={<Icon name="down" size={12} />}>
          Merge with
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {siblings.map((sibling) => (
          <Menu.Item key={sibling.row.template} onClick={() => merge(sibling)}>
            <Template template={sibling.row.template} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface SegmentProps {
  readonly at: number;
  readonly segment: string;
  readonly reason: SegmentReason | undefined;
  readonly value: string;
  change(value: string): void;
  readonly suggested: string;
  readonly siblings: readonly Sibling[];
  merge(sibling: Sibling): void;
}

/** One segment: what it is, why, and what it shall be. */
function Segment({ at, segment, reason, value, change, suggested, siblings, merge }: SegmentProps) {
  return (
    <li className={styles.segment}>
      <code
        className={`${styles.chip} ${isParameter(segment) ? styles.parameter : ''}`}
        draggable
        title="Drag onto an endpoint below to merge, or use the menu"
        onDragStart={(event: DragEvent) => event.dataTransfer.setData(DRAGGED, String(at))}
      >
        {segment === '' ? '(empty)' : segment}
      </code>
      <div>
        <Why reason={reason} />
      </div>
      <div className={styles.edit}>
        <TextInput
          size="xs"
          aria-label={`Segment ${at + 1}, ${segment}, shall be`}
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={(event) => change(event.currentTarget.value)}
        />
        {isParameter(value) || reason?.kind === 'base' || reason?.kind === 'version' ? null : (
          <Button size="xs" variant="default" onClick={() => change(suggested)}>
            Make it {suggested}
          </Button>
        )}
        <MergeMenu siblings={siblings} merge={merge} />
      </div>
    </li>
  );
}

/** Endpoints one segment apart: a segment dragged onto one of them, or its button, merges the two. */
function Siblings({ siblings, merge }: { readonly siblings: readonly Sibling[]; merge(sibling: Sibling): void }) {
  const [over, setOver] = useState<string | undefined>(undefined);
  if (siblings.length === 0) return null;
  return (
    <>
      <p className="quiet">One segment apart. Drag a segment from above onto one of them, or press its button:</p>
      <ul className={styles.siblings} aria-label="Endpoints one segment apart">
        {siblings.slice(0, 20).map((sibling) => (
          <li
            key={sibling.row.template}
            className={`${styles.sibling} ${over === sibling.row.template ? styles.over : ''}`}
            onDragOver={(event) => {
              if (!event.dataTransfer.types.includes(DRAGGED)) return;
              event.preventDefault();
              setOver(sibling.row.template);
            }}
            onDragLeave={() => setOver(undefined)}
            onDrop={(event) => {
              event.preventDefault();
              setOver(undefined);
              merge(sibling);
            }}
          >
            <span>
              <Method method={sibling.row.method} /> <Template template={sibling.row.template} />
            </span>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Merge with ${sibling.row.template}`}
              onClick={() => merge(sibling)}
            >
              Merge
            </Button>
          </li>
        ))}
      </ul>
      {siblings.length > 20 ? <p className="quiet">{siblings.length - 20} more are in the menus above.</p> : null}
    </>
  );
}

function Editor({ endpoint }: { readonly endpoint: Endpoint }) {
  const own = segmentsOf(endpoint.template);
  const [wished, setWished] = useState<readonly string[]>(own);
  const rows = useCall(
    'endpoints',
    () => ({ query: { host: endpoint.host, sort: 'template', limit: LOOKED_THROUGH } }),
    ['pages', 'siblings', endpoint.host],
  );
  const siblings = siblingsOf(endpoint.template, endpoint.host, rows.data?.rows ?? []);
  const reasons = endpoint.segments.length === own.length ? endpoint.segments : [];
  const merge = ({ at, segment }: Sibling): void =>
    setWished(wished.map((value, index) => (index === at ? mergedSegment(own, at, segment) : value)));
  return (
    <>
      <Panel title="Why one endpoint" note={`template ${percent(endpoint.confidence)} sure; it holds for all methods`}>
        <ol className={styles.segments}>
          {own.map((segment, at) => (
            <Segment
              key={at}
              at={at}
              segment={segment}
              reason={reasons[at]}
              value={wished[at] ?? ''}
              change={(value) => setWished(wished.map((other, index) => (index === at ? value : other)))}
              suggested={isParameter(segment) ? segment : suggestedParameter(own, at)}
              siblings={siblings.filter((sibling) => sibling.at === at)}
              merge={merge}
            />
          ))}
        </ol>
        <Siblings siblings={siblings} merge={merge} />
        {(rows.data?.total.value ?? 0) > LOOKED_THROUGH ? (
          <p className="quiet">Looked for among the first {exactNumber(LOOKED_THROUGH)} endpoints of the host.</p>
        ) : null}
      </Panel>
      <CorrectionForm endpoint={endpoint} template={templateOf(wished)} reset={() => setWished(own)} />
    </>
  );
}

/** The template with its evidence, and how its owner sets it right. */
export function TemplateTab({ endpoint }: { readonly endpoint: Endpoint }) {
  const corrections = useCall('corrections', () => ({}), []);
  return (
    <>
      <Editor key={`${endpoint.id} ${endpoint.template}`} endpoint={endpoint} />
      <Panel title="Corrections on this host" flush>
        <Loaded query={corrections} lines={2}>
          {({ rows }) => {
            const here = rows.filter(({ host }) => host === endpoint.host);
            return here.length === 0 ? (
              <NothingWrong title="No template was corrected here." checked="Templates follow the evidence." />
            ) : (
              <CorrectionTable rows={here} />
            );
          }}
        </Loaded>
      </Panel>
    </>
  );
}
