import type { SegmentReason } from '../../api/types.gen.ts';
import { exactNumber, percent } from '../../lib/format.ts';
import { Captured } from '../../ui/captured.tsx';
import { Panel } from '../../ui/panel.tsx';
import styles from './endpoint.module.css';

function Segment({ segment }: { readonly segment: SegmentReason }) {
  const isParameter = segment.kind === 'parameter';
  return (
    <li className={styles.segment}>
      <code className={isParameter ? styles.parameter : ''}>
        {isParameter ? `{${segment.parameter ?? segment.segment}}` : segment.segment}
      </code>
      <div>
        <p>
          {isParameter
            ? `${segment.type ?? 'value'}, ${exactNumber(segment.distinct)} different in ${exactNumber(segment.observations)}`
            : `${segment.kind}, in ${exactNumber(segment.observations)} requests`}
          <span className="quiet"> · {percent(segment.confidence)} sure</span>
        </p>
        {segment.because.map((reason) => (
          <p key={reason} className="quiet">
            {reason}
          </p>
        ))}
        {segment.examples.length === 0 ? null : (
          <p className="quiet">
            such as{' '}
            {segment.examples.slice(0, 4).map((example) => (
              <span key={example}>
                <Captured text={example} />{' '}
              </span>
            ))}
          </p>
        )}
      </div>
    </li>
  );
}

/** Why this is one endpoint: each part of the path with its evidence. */
export function TemplatePanel({
  segments,
  confidence,
}: {
  readonly segments: readonly SegmentReason[];
  readonly confidence: number;
}) {
  return (
    <Panel title="Why one endpoint" note={`template ${percent(confidence)} sure`}>
      <ul className={styles.segments}>
        {segments.map((segment, index) => (
          <Segment key={index} segment={segment} />
        ))}
      </ul>
    </Panel>
  );
}
