import { Readable } from 'node:stream';
import { CodedError } from '../../model/index.ts';
import { LIST_LIMIT, type RecordStore } from '../../storage/index.ts';
import type { Context, Handlers } from '../handler.ts';
import { createSorter, facetsOf, pageOf, type SortKey } from '../page.ts';
import type { ApiRow, EndpointRow } from '../types.ts';
import { coverageRows, inForce } from '../views/coverage.ts';
import { dataClassPlaces, dataClassRows } from '../views/data-classes.ts';
import { endpointMatches } from '../views/filters.ts';
import { transactionRow } from '../views/rows.ts';
import { rangeOf, trafficOf } from '../views/traffic.ts';

const KEYS: Readonly<Record<string, SortKey<EndpointRow>>> = {
  requests: (row) => row.requests,
  firstSeen: (row) => row.firstSeen,
  lastSeen: (row) => row.lastSeen,
  template: (row) => `${row.host} ${row.template} ${row.method}`,
  method: (row) => row.method,
  findings: (row) => row.openFindings,
  confidence: (row) => row.confidence,
};

const FACETS: Readonly<Record<string, (row: EndpointRow) => readonly string[]>> = {
  api: (row) => [row.api],
  host: (row) => [row.host],
  method: (row) => [row.method],
  authentication: (row) => [row.authentication],
  scheme: (row) => row.authSchemes,
  dataClass: (row) => row.dataClasses,
  class: (row) => row.classes,
  protocol: (row) => [row.protocol],
  owner: (row) => (row.owner === null ? [] : [row.owner]),
  owned: (row) => [String(row.owner !== null)],
  sensitive: (row) => [String(row.dataClasses.length > 0)],
  findings: (row) => [String(row.openFindings > 0)],
};

/** Records as one JSON list, read and sent page by page: an inventory need not fit in memory as text. */
async function* jsonList(records: RecordStore): AsyncGenerator<string> {
  let after: string | undefined;
  let separator = '';
  do {
    const page = await records.list('endpoint', { limit: LIST_LIMIT, ...(after === undefined ? {} : { after }) });
    for (const endpoint of page.records) {
      yield separator + JSON.stringify(endpoint);
      separator = ',';
    }
    after = page.next;
  } while (after !== undefined);
}

async function* inventoryJson({ deps }: Context): AsyncGenerator<string> {
  yield `{"schemaVersion":1,"exported":${deps.clock()},"environment":"${deps.environment}","apis":${JSON.stringify(await deps.apis())},"endpoints":[`;
  yield* jsonList(deps.records);
  yield ']}';
}

function apiRows(
  apis: readonly { readonly id: string; readonly host: string; readonly basePath: string }[],
  rows: readonly EndpointRow[],
): readonly ApiRow[] {
  const byApi = Map.groupBy(rows, (row) => row.api);
  return apis.map(({ id, host, basePath }) => {
    const own = byApi.get(id) ?? [];
    return {
      id,
      host,
      basePath,
      endpoints: own.length,
      requests: own.reduce((sum, row) => sum + row.requests, 0),
      unauthenticated: own.filter((row) => row.authentication === 'none').length,
      sensitive: own.filter((row) => row.dataClasses.length > 0).length,
      openFindings: own.reduce((sum, row) => sum + row.openFindings, 0),
      lastSeen: Math.max(0, ...own.map((row) => row.lastSeen)),
    };
  });
}

/** An API with its specifications, and what data the endpoints handle. */
function wholeHandlers({ deps, views }: Context): Handlers<'coverage' | 'dataClasses' | 'dataClass'> {
  return {
    async coverage({ params }) {
      const { rows } = await views.endpoints();
      const own = rows.filter(({ api }) => api === params.id);
      const apis = await deps.apis();
      const [api] = apiRows(
        apis.filter(({ id }) => id === params.id),
        own,
      );
      if (api === undefined) throw new CodedError('SP0004', `no API ${params.id}`);
      const comparisons = await Promise.all(
        inForce(await deps.catalogue.specifications()).map(({ id }) => deps.catalogue.compare(id)),
      );
      return {
        api,
        ...coverageRows(
          api,
          apis,
          own,
          comparisons.filter((one) => one !== undefined),
        ),
      };
    },
    dataClasses: async () => ({
      rows: dataClassRows((await views.endpoints()).rows, await deps.catalogue.endpoints()),
    }),
    async dataClass({ params, query }) {
      const { rows, partial } = await views.endpoints();
      return pageOf(dataClassPlaces(params.id, rows, await deps.catalogue.endpoints()), query, partial);
    },
  };
}

export function inventoryHandlers(
  context: Context,
): Handlers<
  'apis' | 'coverage' | 'dataClass' | 'dataClasses' | 'endpoint' | 'endpoints' | 'exportInventory' | 'exportOpenApi'
> {
  const { deps, views } = context;
  const inOrder = createSorter(KEYS);
  return {
    ...wholeHandlers(context),
    apis: async () => ({ rows: apiRows(await deps.apis(), (await views.endpoints()).rows) }),
    async endpoints({ query }) {
      const { rows, partial } = await views.endpoints();
      const matching = inOrder(rows, query.sort ?? '-requests').filter((row) => endpointMatches(row, query));
      return { ...pageOf(matching, query, partial), facets: facetsOf(matching, FACETS) };
    },
    async endpoint({ params, query }) {
      const id = (await views.endpointId(params.id)) ?? params.id;
      const [endpoint] = await deps.records.get('endpoint', [id]);
      const row = (await views.endpoints()).rows.find((one) => one.id === id);
      if (endpoint === undefined || row === undefined) throw new CodedError('SP0004', `no endpoint ${params.id}`);
      const range = rangeOf(query, deps.clock());
      const { startedAt } = await deps.control.status();
      const page = await deps.journal.query({ endpoint: id, ...range, limit: 20 });
      const seen = new Set(page.records.map((record) => record.actor.id));
      return {
        endpoint,
        row,
        traffic: await trafficOf(deps.journal, range, id, startedAt, []),
        findings: (await views.findings()).rows.filter((finding) => finding.endpoint?.id === id),
        transactions: page.records.map(transactionRow),
        actors: (await views.actors()).rows.filter((actor) => seen.has(actor.id)),
      };
    },
    async exportInventory({ reply }) {
      return reply
        .type('application/json')
        .header('content-disposition', 'attachment; filename="inventory.json"')
        .send(Readable.from(inventoryJson(context)));
    },
    async exportOpenApi({ params, reply }) {
      const document = await deps.exportOpenApi(params.id);
      if (document === undefined) throw new CodedError('SP0004', `no API ${params.id}`);
      return reply.type('application/json').send(JSON.stringify(document, null, 2));
    },
  };
}
