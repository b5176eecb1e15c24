import { Button } from '@mantine/core';
import { useEffect, useSyncExternalStore } from 'react';
import styles from './toast.module.css';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'done' | 'failed';
  readonly undo?: (() => void) | undefined;
}

/** How long an action can be taken back from here; the object's own page can do it later too. */
const SHOWN_MS = 10_000;
const MOST = 3;
let toasts: readonly Toast[] = [];
let counter = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

const dismiss = (id: number): void => change(toasts.filter((toast) => toast.id !== id));

/** Names what was done, with Undo where it can be taken back. */
export function toast(text: string, undo?: () => void): void {
  change([...toasts.slice(1 - MOST), { id: ++counter, text, tone: 'done', undo }]);
}

export function toastFailure(text: string): void {
  change([...toasts.slice(1 - MOST), { id: ++counter, text, tone: 'failed' }]);
}

/** Takes the newest action back; for the `u` key. */
export function undoLatest(): void {
  const latest = toasts.findLast((entry) => entry.undo !== undefined);
  if (latest === undefined) return;
  latest.undo?.();
  dismiss(latest.id);
}

function ToastCard({ entry }: { readonly entry: Toast }) {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(entry.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [entry.id]);
  const undo = (): void => {
    entry.undo?.();
    dismiss(entry.id);
  };
  return (
    <div className={`${styles.toast} ${styles[entry.tone]}`}>
      <span>{entry.text}</span>
      {entry.undo === undefined ? null : (
        <Button size="compact-xs" variant="default" onClick={undo}>
          Undo
        </Button>
      )}
      <Button size="compact-xs" variant="subtle" color="gray" onClick={() => dismiss(entry.id)}>
        Dismiss
      </Button>
    </div>
  );
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className={styles.toasts} role="status" data-print="no">
      {shown.map((entry) => (
        <ToastCard key={entry.id} entry={entry} />
      ))}
    </div>
  );
}
