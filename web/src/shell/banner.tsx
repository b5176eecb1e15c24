import styles from './banner.module.css';

/** On every page of the demo: nothing here is anybody's real traffic. */
export function DemoBanner() {
  return (
    <aside className={styles.banner} aria-label="Environment">
      <strong>Demo</strong>
      <span>
        <span className={styles.long}>Simulated shop, customers and attackers. </span>Protect your own API:{' '}
        <code>npm start -- protect URL</code>
      </span>
    </aside>
  );
}
