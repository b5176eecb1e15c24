import type { Endpoint } from '../../model/index.ts';

/** Gives the newest version called beside an endpoint's own; undefined when its own is the newest or it has none. */
export type NewerVersion = (endpoint: Endpoint) => string | undefined;

interface PlaceOfVersion {
  /** Host and path before the version. */
  readonly place: string;
  readonly segment: string;
  readonly number: readonly number[];
}

export function newerVersions(endpoints: readonly Endpoint[]): NewerVersion {
  const newest = new Map<string, PlaceOfVersion>();
  for (const endpoint of endpoints) {
    const found = versionOf(endpoint);
    // A version that only ever failed is a probe.
    if (found === undefined || !Object.keys(endpoint.statuses).some((status) => status.startsWith('2'))) continue;
    const known = newest.get(found.place);
    if (known === undefined || compareNumbers(found.number, known.number) > 0) newest.set(found.place, found);
  }
  return (endpoint) => {
    const own = versionOf(endpoint);
    const best = own && newest.get(own.place);
    if (own === undefined || best === undefined || compareNumbers(best.number, own.number) <= 0) return undefined;
    return `${best.place.slice(endpoint.host.length + 1)}/${best.segment}`;
  };
}

function versionOf({ host, segments }: Endpoint): PlaceOfVersion | undefined {
  const at = segments.findIndex(({ kind }) => kind === 'version');
  const segment = segments[at]?.segment;
  const number = segment?.match(/\d+/g)?.map(Number);
  if (segment === undefined || number === undefined) return undefined;
  const before = segments.slice(0, at).map((one) => `/${one.segment}`);
  return { place: `${host} ${before.join('')}`, segment, number };
}

export function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
