import { useCallback, useMemo } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { useSearch } from 'wouter';
import { DEFAULT_RANGE, type Range } from './range.ts';

/** What goes along from place to place; everything else in the query belongs to one place. */
const SHARED = ['from', 'to', 'tz'] as const;

export type Changes = Readonly<Record<string, string | undefined>>;

/** A query string with `changes` made: undefined and '' remove. Commas and colons stay readable. */
export function changedSearch(search: string, changes: Changes): string {
  const params = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') params.delete(name);
    else params.set(name, value);
  }
  const text = params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%2F', '/');
  return text === '' ? '' : `?${text}`;
}

/** A link to another place that keeps range and zone. `path` may bring a query of its own, which wins. */
export function placeHref(path: string, search: string): string {
  const [pathname = '/', own = ''] = path.split('?');
  const now = new URLSearchParams(search);
  const params = new URLSearchParams(own);
  for (const name of SHARED) {
    const value = now.get(name);
    if (value !== null && !params.has(name)) params.set(name, value);
  }
  return pathname + changedSearch(params.toString(), {});
}

export interface View {
  get(name: string): string | undefined;
  /** A new step for Back, unless `replace`: that is for what is no step, such as the row under the cursor. */
  set(changes: Changes, how?: { readonly replace: boolean }): void;
  readonly search: string;
}

/** The view's state. It lives in the URL alone: reload gives the same view, Back undoes one change. */
export function useView(): View {
  const search = useSearch();
  return useMemo<View>(() => {
    const params = new URLSearchParams(search);
    return {
      search,
      get: (name) => params.get(name) ?? undefined,
      set: (changes, how) => {
        const next = changedSearch(window.location.search, changes);
        if (next !== window.location.search)
          navigate(window.location.pathname + next, { replace: how?.replace ?? false });
      },
    };
  }, [search]);
}

export function useHref(): (path: string) => string {
  const search = useSearch();
  return useCallback((path: string) => placeHref(path, search), [search]);
}

export function useRange(): Range {
  const view = useView();
  const from = view.get('from') ?? DEFAULT_RANGE.from;
  const to = view.get('to') ?? DEFAULT_RANGE.to;
  return useMemo(() => ({ from, to }), [from, to]);
}

export type Zone = 'local' | 'utc';
export const useZone = (): Zone => (useView().get('tz') === 'utc' ? 'utc' : 'local');

export { navigate };
