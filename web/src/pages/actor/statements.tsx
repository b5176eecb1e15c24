import type { Statement } from '../../api/types.gen.ts';
import { A } from '../../ui/link.tsx';
import styles from './actor.module.css';

/** Statements, each with the rows that show it. */
export function Statements({ statements, none }: { readonly statements: readonly Statement[]; readonly none: string }) {
  if (statements.length === 0) return <p className="quiet">{none}</p>;
  return (
    <ul className={styles.statements}>
      {statements.map(({ statement, link }) => (
        <li key={statement}>
          {statement} {link === null ? null : <A to={link}>rows</A>}
        </li>
      ))}
    </ul>
  );
}
