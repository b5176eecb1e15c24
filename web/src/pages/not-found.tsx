import { A } from '../ui/link.tsx';
import styles from '../ui/states.module.css';

export function NotFound() {
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>There is no page at this address.</p>
      <p>
        Search by id with the <kbd>/</kbd> key, or go to <A to="/">Now</A>.
      </p>
    </div>
  );
}
