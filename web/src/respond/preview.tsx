import type { BlockPreview } from '../api/types.gen.ts';
import { exactNumber, plural, span } from '../lib/format.ts';
import { ObjectLink } from '../ui/link.tsx';
import { Facts } from '../ui/panel.tsx';
import styles from './respond.module.css';

type Ref = BlockPreview['good'][number];

/** Names behind a number; nobody is hidden in a count. */
function Who({ refs, none }: { readonly refs: readonly Ref[]; readonly none: string }) {
  if (refs.length === 0) return <>{none}</>;
  return (
    <>
      <strong className="number">{exactNumber(refs.length)}</strong>
      <ul className={styles.names}>
        {refs.slice(0, 12).map(({ id, label }) => (
          <li key={id}>
            <ObjectLink kind="actor" id={id} label={label} />
          </li>
        ))}
        {refs.length > 12 ? <li className="quiet">and {exactNumber(refs.length - 12)} more</li> : null}
      </ul>
    </>
  );
}

const tally = ({ value, exact }: BlockPreview['requests']['target']): string =>
  `${exact ? '' : '≥\u202f'}${exactNumber(value)}`;

/** Who a block would have hit, measured on what was recorded. */
export function PreviewFacts({ preview }: { readonly preview: BlockPreview }) {
  return (
    <section className={styles.preview} aria-label="Who is hit">
      <h3>Who is hit, by the last {span(preview.to - preview.from)}</h3>
      <Facts
        facts={[
          {
            name: 'Requests',
            value: `${tally(preview.requests.target)} of this one, ${tally(preview.requests.others)} of others`,
          },
          { name: 'Good users', value: <Who refs={preview.good} none="none" /> },
          { name: 'Attackers', value: <Who refs={preview.bad} none="none known" /> },
          { name: 'Not judged', value: <Who refs={preview.unknown} none="none" /> },
          ...(preview.notKnown.length === 0 ? [] : [{ name: 'Not known', value: preview.notKnown.join('; ') }]),
        ]}
      />
      {preview.refusal === null ? null : (
        <p className={styles.refusal} role="alert">
          This cannot be done: {preview.refusal}
        </p>
      )}
      {preview.refusal === null && preview.tier === 2 ? (
        <p className={styles.warning}>
          This also hits {plural(preview.good.length, 'good user')}. Type that number below to go on.
        </p>
      ) : null}
    </section>
  );
}
