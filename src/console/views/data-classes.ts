import type { Endpoint, FieldStats } from '../../model/index.ts';
import type { DataClassPlace, DataClassRow, EndpointRow } from '../types.ts';

const fieldsOf = (endpoint: Endpoint | undefined, name: string): readonly FieldStats[] =>
  endpoint?.fields.filter(({ classes }) => (classes[name] ?? 0) > 0) ?? [];

/** Each class of data with where it was seen; endpoints as the list of endpoints counts them. */
export function dataClassRows(rows: readonly EndpointRow[], endpoints: readonly Endpoint[]): readonly DataClassRow[] {
  const byId = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));
  const names = new Set(rows.flatMap(({ dataClasses }) => dataClasses));
  return [...names]
    .map((name) => {
      const own = rows.filter(({ dataClasses }) => dataClasses.includes(name));
      return {
        name,
        endpoints: own.length,
        unauthenticated: own.filter(({ authentication }) => authentication === 'none').length,
        requests: own.reduce((sum, { requests }) => sum + requests, 0),
        fields: own.reduce((sum, { id }) => sum + fieldsOf(byId.get(id), name).length, 0),
      };
    })
    .toSorted((a, b) => b.endpoints - a.endpoints || (a.name < b.name ? -1 : 1));
}

const FIELDS_EACH = 20;

/** Endpoints that handle a class of data, busiest first, each with the fields it was seen in. */
export function dataClassPlaces(
  name: string,
  rows: readonly EndpointRow[],
  endpoints: readonly Endpoint[],
): readonly DataClassPlace[] {
  const byId = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));
  return rows
    .filter(({ dataClasses }) => dataClasses.includes(name))
    .toSorted((a, b) => b.requests - a.requests)
    .map((endpoint) => {
      const fields = fieldsOf(byId.get(endpoint.id), name);
      return {
        id: endpoint.id,
        endpoint,
        fields: fields.slice(0, FIELDS_EACH),
        more: Math.max(0, fields.length - FIELDS_EACH),
      };
    });
}
