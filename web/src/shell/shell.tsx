import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { Session } from '../api/types.gen.ts';
import { useCommands, useKeyboard } from '../state/keys.ts';
import { useLiveRefresh } from '../state/live.ts';
import { navigate, placeHref } from '../state/url.ts';
import { Toasts, undoLatest } from '../ui/toast.tsx';
import { DemoBanner } from './banner.tsx';
import { KeySheet } from './key-sheet.tsx';
import { Palette } from './palette.tsx';
import { homeOf, PLACES, placeOf } from './places.ts';
import { Rail } from './rail.tsx';
import styles from './shell.module.css';
import { TopBar } from './top-bar.tsx';

const go = (path: string): void => navigate(placeHref(path, window.location.search));

/** Moves focus to the new page on navigation, so that reading goes on there and not at the link that was followed. */
function useFocusOnNavigation(pathname: string) {
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    const place = placeOf(pathname);
    document.title = `${place?.title ?? 'Not found'} · Sallyport`;
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true });
    main.current?.scrollTo(0, 0);
  }, [pathname]);
  return main;
}

/** The frame of every page: rail, header, the page itself, and what can be opened over it. */
export function Shell({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  const [pathname] = useLocation();
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const main = useFocusOnNavigation(pathname);
  useKeyboard();
  useLiveRefresh();
  useCommands([
    ...PLACES.map((place) => ({
      keys: `g ${place.key}`,
      does: `Go to ${place.title}`,
      group: 'Go',
      run: () => go(homeOf(place)),
    })),
    { keys: '/', does: 'Search', group: 'Everywhere', run: () => setOpen('palette') },
    { keys: 'Mod+k', does: 'Search and commands', group: 'Everywhere', run: () => setOpen('palette') },
    { keys: '?', does: 'Show the keys', group: 'Everywhere', run: () => setOpen('keys') },
    { keys: 'u', does: 'Undo the last action', group: 'Everywhere', run: undoLatest },
  ]);
  return (
    <div className={styles.shell}>
      <a
        className={styles.skip}
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the page
      </a>
      {session.environment === 'demo' ? <DemoBanner /> : null}
      <Rail pathname={pathname} />
      <TopBar
        pathname={pathname}
        session={session}
        openPalette={() => setOpen('palette')}
        openKeys={() => setOpen('keys')}
      />
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        {children}
      </main>
      <Palette opened={open === 'palette'} close={() => setOpen(null)} openKeys={() => setOpen('keys')} />
      <KeySheet opened={open === 'keys'} close={() => setOpen(null)} />
      <Toasts />
    </div>
  );
}
