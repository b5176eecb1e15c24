import { useSyncExternalStore } from 'react';
import { usePrinting } from './printing.ts';

/** What a person likes, kept in this browser; what they look at is in the URL instead. */
const PREFS = {
  theme: ['auto', 'light', 'dark'],
  density: ['comfortable', 'compact', 'dense'],
  keys: ['on', 'off'],
} as const;
type Prefs = typeof PREFS;
export type PrefName = keyof Prefs;
export type PrefValue<N extends PrefName> = Prefs[N][number];

const listeners = new Set<() => void>();

function read<N extends PrefName>(name: N): PrefValue<N> {
  const allowed: readonly PrefValue<N>[] = PREFS[name];
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(`sallyport.${name}`);
  } catch {
    // Storage switched off: the default holds.
  }
  return allowed.find((value) => value === stored) ?? (allowed[0] as PrefValue<N>);
}

export function setPref<N extends PrefName>(name: N, value: PrefValue<N>): void {
  try {
    localStorage.setItem(`sallyport.${name}`, value);
  } catch {
    return;
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

export function usePref<N extends PrefName>(name: N): PrefValue<N> {
  return useSyncExternalStore(subscribe, () => read(name));
}

function subscribeSystemTheme(listener: () => void): () => void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** The theme in force: light on paper, the chosen one, else the system's. */
export function useTheme(): 'light' | 'dark' {
  const wanted = usePref('theme');
  const system = useSyncExternalStore(subscribeSystemTheme, () => matchMedia('(prefers-color-scheme: dark)').matches);
  if (usePrinting()) return 'light';
  if (wanted !== 'auto') return wanted;
  return system ? 'dark' : 'light';
}
