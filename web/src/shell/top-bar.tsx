import { ActionIcon } from '@mantine/core';
import type { Session } from '../api/types.gen.ts';
import { Icon } from '../ui/icon.tsx';
import { A } from '../ui/link.tsx';
import { ModeChip } from './mode-chip.tsx';
import { homeOf, isRanged, placeOf } from './places.ts';
import { RangePicker } from './range-picker.tsx';
import styles from './top-bar.module.css';
import { UserMenu } from './user-menu.tsx';
import { ZoneChip } from './zone-chip.tsx';

interface Props {
  readonly pathname: string;
  readonly session: Session;
  openPalette(): void;
  openKeys(): void;
}

/** The same on every page: where one is and what is answered here; range, zone, effective mode, search. */
export function TopBar({ pathname, session, openPalette, openKeys }: Props) {
  const place = placeOf(pathname);
  const onObject = place !== undefined && pathname !== place.path;
  return (
    <header className={styles.bar}>
      <div className={styles.place}>
        <h1 className={styles.title}>
          {onObject ? <A to={homeOf(place)}>{place.title}</A> : (place?.title ?? 'Not found')}
        </h1>
        <p className={styles.question}>{place?.question ?? 'There is nothing at this address.'}</p>
      </div>
      <div className={styles.tools}>
        <button type="button" className={styles.search} aria-label="Search or jump to" onClick={openPalette}>
          <Icon name="explore" size={16} />
          <span className={styles.searchText}>Search</span>
          <kbd className={styles.key}>/</kbd>
        </button>
        {isRanged(pathname) ? <RangePicker /> : null}
        <ZoneChip />
        <ModeChip />
        <UserMenu session={session} openKeys={openKeys}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label="View, keys, account">
            <Icon name="more" />
          </ActionIcon>
        </UserMenu>
      </div>
    </header>
  );
}
