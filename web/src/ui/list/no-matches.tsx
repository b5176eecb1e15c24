import { useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { usePages } from '../../api/hooks.ts';
import { call, type Input } from '../../api/client.ts';
import type { View } from '../../state/url.ts';
import { NothingMatches } from '../states.tsx';
import { tokensOf, type Field } from './fields.ts';

type PagedId = Parameters<typeof usePages>[0];

interface Props<Id extends PagedId> {
  readonly call: Id;
  readonly fields: readonly Field[];
  readonly view: View;
  readonly query: Readonly<Record<string, string | number>>;
  /** Shown when there is nothing without filters either. */
  readonly nothing: ReactNode;
}

/** Asks, for each filter in force, how many rows there would be without it, and offers to drop it; the best comes first. */
export function NoMatches<Id extends PagedId>({ call: id, fields, view, query, nothing }: Props<Id>) {
  const inForce = fields.filter((field) => tokensOf([field], view.get).length > 0);
  const counts = useQueries({
    queries: inForce.map((field) => ({
      queryKey: [id, 'without', field.name, query],
      queryFn: async () => {
        const { [field.name]: _dropped, ...rest } = query;
        const page = await call(id, { query: { ...rest, limit: 1 } } as unknown as Input<Id>);
        return (page as { readonly total: { readonly value: number } }).total.value;
      },
    })),
  });
  const drops = inForce
    .map((field, index) => ({
      label: `${field.title}: ${view.get(field.name) ?? ''}`,
      rows: counts[index]?.data ?? null,
      drop: () => view.set({ [field.name]: undefined }),
    }))
    .toSorted((a, b) => (b.rows ?? 0) - (a.rows ?? 0));
  if (counts.every(({ data }) => data === 0)) return nothing;
  return (
    <NothingMatches
      drops={drops}
      clear={() => view.set(Object.fromEntries(fields.map(({ name }) => [name, undefined])))}
    />
  );
}
