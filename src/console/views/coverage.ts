import type { Specification } from '../../model/index.ts';
import type { Comparison } from '../../specifications/index.ts';
import type { ApiCoverage, ApiRow, EndpointRow } from '../types.ts';

type Row = ApiCoverage['rows'][number];

/** What is held against traffic: of several versions of one document the one imported last. */
export function inForce(specifications: readonly Specification[]): readonly Specification[] {
  const newest = new Map<string, Specification>();
  for (const one of specifications) {
    const other = newest.get(one.family);
    if (other === undefined || one.importedAt >= other.importedAt) newest.set(one.family, one);
  }
  return [...newest.values()];
}

type Place = Pick<ApiRow, 'host' | 'basePath'>;

const isBelow = (template: string, basePath: string): boolean =>
  basePath === '/' || basePath === '' || template === basePath || template.startsWith(`${basePath}/`);

/** What was never called belongs to the API with the longest base path above it. */
function isUncalledOf(
  api: Place,
  apis: readonly Place[],
  { state, host, template }: Comparison['rows'][number],
): boolean {
  if (state !== 'never-called' || host !== api.host || !isBelow(template, api.basePath)) return false;
  return apis.every(
    (other) =>
      other.host !== host || other.basePath.length <= api.basePath.length || !isBelow(template, other.basePath),
  );
}

/** An API beside every specification that speaks of it: a row for each pair, and for what has no pair. */
export function coverageRows(
  api: Place,
  apis: readonly Place[],
  endpoints: readonly EndpointRow[],
  comparisons: readonly Comparison[],
): Pick<ApiCoverage, 'specifications' | 'rows'> {
  const own = new Set(endpoints.map(({ id }) => id));
  const rows: Row[] = [];
  const specifications: Comparison['specification'][] = [];
  const documented = new Set<string>();
  const undocumented = new Set<string>();
  for (const { specification, rows: compared } of comparisons) {
    const ofApi = compared.filter((row) =>
      row.endpoint === undefined ? isUncalledOf(api, apis, row) : own.has(row.endpoint),
    );
    if (ofApi.length > 0) specifications.push(specification);
    for (const row of ofApi) {
      if (row.state === 'undocumented') undocumented.add(row.endpoint ?? '');
      else {
        if (row.endpoint !== undefined) documented.add(row.endpoint);
        rows.push(pairRow(row, specification.id));
      }
    }
  }
  for (const endpoint of endpoints)
    if (!documented.has(endpoint.id))
      rows.push(loneRow(endpoint, undocumented.has(endpoint.id) ? 'undocumented' : 'unspecified'));
  const place = ({ template, method }: Row): string => `${template} ${method}`;
  return { specifications, rows: rows.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)) };
}

function pairRow(row: Comparison['rows'][number], specification: string): Row {
  const { state, method, host, template, operation, endpoint, requests, lastSeen, differences } = row;
  return {
    state,
    method,
    ...(host !== undefined && { host }),
    template,
    ...(operation !== undefined && { operation }),
    ...(endpoint !== undefined && { endpoint }),
    specification,
    requests,
    ...(lastSeen !== undefined && { lastSeen }),
    differences,
  };
}

const loneRow = (row: EndpointRow, state: 'undocumented' | 'unspecified'): Row => ({
  state,
  method: row.method,
  host: row.host,
  template: row.template,
  ...(row.operation !== null && { operation: { protocol: row.protocol, name: row.operation } }),
  endpoint: row.id,
  requests: row.requests,
  lastSeen: row.lastSeen,
  differences: [],
});
