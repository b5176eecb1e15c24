import type { EndpointRow } from '../../api/types.gen.ts';

/** Endpoints that share the first fixed part of the path behind the base path. */
export interface Resource {
  /** `/orders`; '/' where nothing follows the base path. */
  readonly name: string;
  readonly endpoints: readonly EndpointRow[];
}

const restOf = (template: string, basePath: string): string =>
  basePath !== '/' && (template === basePath || template.startsWith(`${basePath}/`))
    ? template.slice(basePath.length)
    : template;

/** The endpoints of one API by resource, both in the order of the path. */
export function resourcesOf(rows: readonly EndpointRow[], basePath: string): readonly Resource[] {
  const groups = Map.groupBy(rows, ({ template }) => `/${restOf(template, basePath).split('/')[1] ?? ''}`);
  const place = ({ template, method, operation }: EndpointRow): string => `${template} ${method} ${operation ?? ''}`;
  return [...groups]
    .map(([name, endpoints]) => ({
      name,
      endpoints: endpoints.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)),
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** What one line of an open tree is, flat: the order on screen is the order of the keys. */
export interface Line<Data> {
  readonly key: string;
  readonly level: number;
  /** Undefined: nothing below it. */
  readonly open?: boolean | undefined;
  readonly data: Data;
}

/** The line a key leads to; undefined when the key does something else. */
export function lineAfter<Data>(lines: readonly Line<Data>[], at: number, key: string): number | undefined {
  const here = lines[at];
  if (here === undefined) return undefined;
  switch (key) {
    case 'ArrowDown':
      return Math.min(lines.length - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return lines.length - 1;
    case 'ArrowRight':
      return here.open === true && (lines[at + 1]?.level ?? 0) > here.level ? at + 1 : undefined;
    case 'ArrowLeft': {
      if (here.open === true) return undefined;
      const parent = lines.slice(0, at).findLastIndex(({ level }) => level < here.level);
      return parent < 0 ? undefined : parent;
    }
    default:
      return undefined;
  }
}

interface Place {
  readonly place: number;
  readonly size: number;
}

/** Where each line stands among its siblings, counted from 1. */
export function placesOf<Data>(lines: readonly Line<Data>[]): readonly Place[] {
  const groups: number[][] = [];
  const standing: number[][] = [];
  lines.forEach(({ level }, index) => {
    standing.length = level;
    const siblings = standing[level - 1];
    if (siblings !== undefined) siblings.push(index);
    else groups.push((standing[level - 1] = [index]));
  });
  const places: Place[] = [];
  for (const group of groups)
    group.forEach((index, place) => (places[index] = { place: place + 1, size: group.length }));
  return places;
}
