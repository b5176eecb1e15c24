import { Icon } from '../ui/icon.tsx';
import { A } from '../ui/link.tsx';
import { homeOf, PLACES, placeOf } from './places.ts';
import styles from './rail.module.css';

/** The places, the present one marked. Icons only where the window is narrow, at the bottom on a phone. */
export function Rail({ pathname }: { readonly pathname: string }) {
  const here = placeOf(pathname);
  return (
    <nav className={styles.rail} aria-label="Places">
      <A to="/" className={styles.brand} aria-label="Sallyport, to Now">
        <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">
          <path fill="currentColor" d="M4 3h5v4h4V3h6v4h4V3h5v26h-7V18a5 5 0 0 0-10 0v11H4z" />
        </svg>
        <span className={styles.word}>Sallyport</span>
      </A>
      <ul className={styles.places}>
        {PLACES.map((place) => (
          <li key={place.path}>
            <A
              to={homeOf(place)}
              className={styles.place}
              title={place.question}
              {...(place === here ? { 'aria-current': 'page' as const } : {})}
            >
              <Icon name={place.icon} size={20} />
              <span className={styles.word}>{place.title}</span>
            </A>
          </li>
        ))}
      </ul>
    </nav>
  );
}
