import { useEffect, useRef, useState } from 'react';
import { client } from '../api/hooks.ts';
import type { LiveChange } from '../api/types.gen.ts';
import { CALLS } from '../api/types.gen.ts';

type Listener = (change: LiveChange) => void;
const listeners = new Set<Listener>();
let source: EventSource | undefined;

function open(): void {
  if (source !== undefined || document.hidden || listeners.size === 0) return;
  source = new EventSource(CALLS.live.path);
  source.addEventListener('change', (event: MessageEvent<string>) => {
    const change = JSON.parse(event.data) as LiveChange;
    for (const listener of listeners) listener(change);
  });
}

function close(): void {
  source?.close();
  source = undefined;
}

/** A hidden tab asks for nothing; shown again, everything that moved meanwhile is asked for once. */
function onVisibility(): void {
  if (document.hidden) return close();
  open();
  void client.invalidateQueries({
    predicate: ({ queryKey }) => MOVING.has(String(queryKey[0])) && queryKey[1] !== 'pages',
  });
}

function subscribe(listener: Listener): () => void {
  listeners.add(listener);
  if (listeners.size === 1) document.addEventListener('visibilitychange', onVisibility);
  open();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    document.removeEventListener('visibilitychange', onVisibility);
    close();
  };
}

export function useLive(listener: Listener): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => subscribe((change) => latest.current(change)), []);
}

/** Calls whose answers move with traffic. Lists by page are left alone: their new rows wait behind a pill. */
const MOVING: ReadonlySet<string> = new Set([
  'overview',
  'traffic',
  'status',
  'mitigations',
  'mitigation',
  'finding',
  'actor',
  'rules',
  'policy',
  'apis',
  'endpoints',
]);
const SETTLE_MS = 2_000;

/** Mounted once: figures and charts follow the traffic, at most every two seconds. */
export function useLiveRefresh(): void {
  const last = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLive(() => {
    if (timer.current !== undefined) return;
    timer.current = setTimeout(
      () => {
        timer.current = undefined;
        last.current = Date.now();
        if (!document.hidden)
          void client.invalidateQueries({
            predicate: ({ queryKey }) => MOVING.has(String(queryKey[0])) && queryKey[1] !== 'pages',
          });
      },
      Math.max(0, last.current + SETTLE_MS - Date.now()),
    );
  });
}

/** How many of something changed since `asOf`, told by `count`; for the pill over a list. */
export function useChangesSince(asOf: number, count: (change: LiveChange) => number): number {
  const [state, setState] = useState({ asOf, changes: 0 });
  useLive((change) => {
    const more = count(change);
    if (more > 0) setState((was) => ({ asOf, changes: (was.asOf === asOf ? was.changes : 0) + more }));
  });
  return state.asOf === asOf ? state.changes : 0;
}
