import { Fragment } from 'react';
import { visibleText } from '../lib/format.ts';
import styles from './template.module.css';

/** A path template; parameters stand out from what is fixed. */
export function Template({ template }: { readonly template: string }) {
  const parts = visibleText(template).split(/(\{[^}]*\})/);
  return (
    <span className={styles.template}>
      {parts.map((part, index) =>
        part.startsWith('{') ? (
          <span key={index} className={styles.parameter}>
            {part}
          </span>
        ) : (
          <Fragment key={index}>{part}</Fragment>
        ),
      )}
    </span>
  );
}
