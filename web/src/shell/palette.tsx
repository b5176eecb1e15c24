import { useDebouncedValue } from '@mantine/hooks';
import { useId, useState, type KeyboardEvent } from 'react';
import { useCall } from '../api/hooks.ts';
import { setPref } from '../state/prefs.ts';
import { navigate, placeHref } from '../state/url.ts';
import { Dialog } from '../ui/dialog.tsx';
import styles from './palette.module.css';
import { homeOf, PLACES } from './places.ts';

interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  run(): void;
}

const open = (path: string): void => navigate(placeHref(path, window.location.search));

/** Places and commands whose name holds the text. */
function localEntries(text: string, openKeys: () => void): readonly Entry[] {
  const entries: readonly Entry[] = [
    ...PLACES.map((place) => ({ id: place.path, kind: 'place', title: place.title, run: () => open(homeOf(place)) })),
    { id: 'theme-light', kind: 'command', title: 'Light theme', run: () => setPref('theme', 'light') },
    { id: 'theme-dark', kind: 'command', title: 'Dark theme', run: () => setPref('theme', 'dark') },
    { id: 'theme-auto', kind: 'command', title: 'Theme of the system', run: () => setPref('theme', 'auto') },
    { id: 'keys', kind: 'command', title: 'Show the keys', run: openKeys },
  ];
  return entries.filter(({ title }) => title.toLowerCase().includes(text.toLowerCase()));
}

function useEntries(
  text: string,
  openKeys: () => void,
): { readonly entries: readonly Entry[]; readonly state: string } {
  const [asked] = useDebouncedValue(text.trim(), 150);
  const found = useCall('search', () => ({ query: { q: asked } }), [asked], { enabled: asked !== '' });
  const hits = asked === '' || text.trim() === '' ? [] : (found.data?.hits ?? []);
  const entries: Entry[] = hits.map((hit) => ({
    id: `${hit.kind}-${hit.id}`,
    kind: hit.kind,
    title: hit.title,
    run: () => open(hit.link),
  }));
  entries.push(...localEntries(text.trim(), openKeys));
  if (text.trim() !== '') {
    entries.push({
      id: 'explore',
      kind: 'explore',
      title: `Requests whose path has “${text.trim()}”`,
      run: () => open(`/explore?path=${encodeURIComponent(text.trim())}`),
    });
  }
  const state = found.isFetching
    ? 'Searching'
    : found.error === null
      ? `${entries.length} results`
      : found.error.message;
  return { entries, state };
}

interface Props {
  readonly opened: boolean;
  close(): void;
  openKeys(): void;
}

/** Search and commands in one list: type, arrows, Enter. */
export function Palette({ opened, close, openKeys }: Props) {
  return (
    <Dialog opened={opened} close={close} title="Search or jump to" size="38rem">
      <PaletteList close={close} openKeys={openKeys} />
    </Dialog>
  );
}

function PaletteList({ close, openKeys }: Omit<Props, 'opened'>) {
  const list = useId();
  const [text, setText] = useState('');
  const [cursor, setCursor] = useState(0);
  const { entries, state } = useEntries(text, openKeys);
  const at = Math.min(cursor, Math.max(0, entries.length - 1));
  const choose = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    close();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (step === undefined) choose(entries[at]);
    else setCursor((at + step + entries.length) % Math.max(1, entries.length));
  };
  return (
    <>
      <input
        className={styles.input}
        data-autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={entries.length > 0 ? `${list}-${at}` : undefined}
        aria-label="Search endpoints, findings, actors, requests, rules and commands"
        placeholder="Path, id, rule, address, actor, command"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setCursor(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={list} role="listbox" aria-label="Results" className={styles.list}>
        {entries.map((entry, index) => (
          <li
            key={entry.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            className={styles.entry}
            onMouseMove={() => setCursor(index)}
            onClick={() => choose(entry)}
          >
            <span className={styles.title}>{entry.title}</span>
            <span className={styles.kind}>{entry.kind}</span>
          </li>
        ))}
      </ul>
      <p className="visually-hidden" role="status">
        {state}
      </p>
    </>
  );
}
