import { useEffect, useLayoutEffect, useRef } from 'react';
import { usePref } from './prefs.ts';

/** One keyboard command. `keys` is what is pressed: `j`, `g f`, `Mod+k`. */
export interface Command {
  readonly keys: string;
  readonly does: string;
  readonly group: string;
  /** Absent where the focused element answers the key itself; the command is then shown on the sheet only. */
  readonly run?: (event: KeyboardEvent) => void;
}

const active = new Set<readonly Command[]>();

/** What can be pressed on this page, for the `?` sheet. Later registrations win. */
export function activeCommands(): readonly Command[] {
  const byKeys = new Map<string, Command>();
  for (const commands of active) for (const command of commands) byKeys.set(command.keys, command);
  return [...byKeys.values()];
}

const FIELDS = 'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], [role="combobox"]';

/** Single keys are dead in fields, menus and dialogs (WCAG 2.1.4); those with Ctrl or Cmd are not. */
const isBusy = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  (target.closest(FIELDS) !== null || target.closest('[role="menu"], [role="dialog"]') !== null);

let pending = '';
let pendingSince = 0;

const find = (keys: string): Command | undefined =>
  activeCommands().find((command) => command.keys === keys && command.run !== undefined);

function onKey(event: KeyboardEvent, singleKeys: boolean): void {
  const mod = event.ctrlKey || event.metaKey;
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  if (mod) {
    const command = find(`Mod+${event.key.toLowerCase()}`);
    if (command === undefined) return;
    event.preventDefault();
    command.run?.(event);
    return;
  }
  if (!singleKeys || isBusy(event.target)) return;
  const prefix = pending !== '' && event.timeStamp - pendingSince < 1_200 ? pending : '';
  pending = '';
  const command = (prefix === '' ? undefined : find(`${prefix} ${event.key}`)) ?? find(event.key);
  if (command !== undefined) {
    event.preventDefault();
    command.run?.(event);
  } else if (activeCommands().some(({ keys }) => keys.startsWith(`${event.key} `))) {
    pending = event.key;
    pendingSince = event.timeStamp;
  }
}

/** The one listener, mounted by the shell. */
export function useKeyboard(): void {
  const singleKeys = usePref('keys') === 'on';
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event, singleKeys);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [singleKeys]);
}

/** Commands that hold while the calling component is on screen. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useLayoutEffect(() => {
    latest.current = commands;
  });
  const signature = commands.map(({ keys, does }) => `${keys}=${does}`).join('|');
  // In the same breath as what is drawn: a key pressed at sight of a page must find its command.
  useLayoutEffect(() => {
    const held = latest.current.map((command, index) => ({
      ...command,
      ...(command.run === undefined ? {} : { run: (event: KeyboardEvent) => latest.current[index]?.run?.(event) }),
    }));
    active.add(held);
    return () => {
      active.delete(held);
    };
  }, [signature]);
}
