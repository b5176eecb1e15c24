import { createHash } from 'node:crypto';
import type { Api, Endpoint, SegmentReason } from '../model/index.ts';

/** The API an endpoint belongs to: host and base path up to the version near the front, if it has one. */
export function apiOf(host: string, segments: readonly SegmentReason[]): Pick<Api, 'id' | 'host' | 'basePath'> {
  const end = segments.findLastIndex(({ kind }, index) => index < 4 && kind === 'version') + 1;
  const basePath = segments
    .slice(0, end)
    .map(({ segment }) => `/${segment}`)
    .join('');
  return { id: `API-${createHash('sha256').update(`${host} ${basePath}`).digest('hex').slice(0, 10)}`, host, basePath };
}

/** The APIs of some endpoints with their counts, by host and base path. */
export function apisOf(endpoints: readonly Endpoint[]): readonly Api[] {
  const apis = new Map<string, Api>();
  for (const endpoint of endpoints) {
    const known = apis.get(endpoint.api);
    const { id, host, basePath } = known ?? apiOf(endpoint.host, endpoint.segments);
    apis.set(id, {
      id,
      host,
      basePath,
      endpoints: (known?.endpoints ?? 0) + 1,
      requests: (known?.requests ?? 0) + endpoint.requests,
    });
  }
  return [...apis.values()].toSorted((a, b) =>
    a.host === b.host ? (a.basePath < b.basePath ? -1 : 1) : a.host < b.host ? -1 : 1,
  );
}
