import { useMemo } from 'react';
import type { View } from '../../state/url.ts';
import type { CellFilter, CellFilters } from '../table/column.ts';
import { allBut, type Field } from './fields.ts';
import type { Facets } from './filter-bar.tsx';

/** Keeping and leaving out values of cells. Left out can be only what belongs to a list whose values are all known. */
export function useCellFilters(fields: readonly Field[], facets: Facets, view: View): CellFilters {
  return useMemo(() => {
    const rest = ({ name, value }: CellFilter): string => {
      const field = fields.find((entry) => entry.name === name);
      if (field?.many !== true) return '';
      return allBut([...new Set([...(field.values ?? []), ...Object.keys(facets[name] ?? {})])], view.get(name), value);
    };
    return {
      keep: ({ name, value }) => view.set({ [name]: value, sel: undefined }),
      canExclude: (filter) => rest(filter) !== '',
      exclude: (filter) => view.set({ [filter.name]: rest(filter), sel: undefined }),
    };
  }, [fields, facets, view]);
}
