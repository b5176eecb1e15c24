import type { Evidence } from '../api/types.gen.ts';
import { exactNumber, percent, span } from '../lib/format.ts';
import { Captured } from './captured.tsx';
import styles from './evidence.module.css';
import { ObjectLink } from './link.tsx';

/** Counters against their limits: the number that decided, and what is allowed. */
function CounterList({ counters }: { readonly counters: NonNullable<Evidence['counters']> }) {
  return (
    <ul className={styles.counters}>
      {counters.map(({ name, value, limit, windowMs }) => (
        <li key={name}>
          <span className="quiet">{name}</span> <strong className="number">{exactNumber(value)}</strong>
          {limit === undefined ? null : <span className="quiet"> of {exactNumber(limit)} allowed</span>}
          {windowMs === undefined ? null : <span className="quiet"> in {span(windowMs)}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Why a rule fired: the question answered, the place, the deciding characters, the counters. */
export function EvidenceView({ evidence, confidence }: { readonly evidence: Evidence; readonly confidence?: number }) {
  return (
    <div className={styles.evidence}>
      <p>
        {evidence.statement}
        {confidence === undefined ? null : <span className="quiet"> · {percent(confidence)} sure</span>}
      </p>
      {evidence.excerpt === undefined ? null : (
        <p className={styles.excerpt}>
          <span className={styles.place}>
            {evidence.part ?? ''} {evidence.name ?? ''}
          </span>
          <Captured text={evidence.excerpt} mark={evidence.mark} />
        </p>
      )}
      {evidence.counters === undefined ? null : <CounterList counters={evidence.counters} />}
      {evidence.transactions === undefined || evidence.transactions.length === 0 ? null : (
        <p className={styles.transactions}>
          <span className="quiet">shown by</span>
          {evidence.transactions.slice(0, 8).map((id) => (
            <ObjectLink key={id} kind="request" id={id} />
          ))}
        </p>
      )}
    </div>
  );
}
