import { compareStates, latestChanges, stateAt } from '../../inventory/index.ts';
import {
  CodedError,
  LIMITS,
  type ChangeRecord,
  type Difference,
  type Endpoint,
  type Specification,
} from '../../model/index.ts';
import {
  compareSpecifications,
  coverageOf,
  deviationsOf,
  groupByHost,
  learnedContract,
} from '../../specifications/index.ts';
import type { Call, Context, Handlers } from '../handler.ts';

type CatalogueCall =
  | 'specifications'
  | 'specification'
  | 'importSpecification'
  | 'removeSpecification'
  | 'compareSpecification'
  | 'diffSpecifications'
  | 'documented'
  | 'setOwner'
  | 'orphans'
  | 'changes'
  | 'inventoryDiff';

const rowOf = ({ operations, owner, ...specification }: Specification) => ({
  ...specification,
  owner: owner ?? null,
  operations: operations.length,
});

const effectsOf = (rows: readonly { readonly differences: readonly Difference[] }[]) => {
  const counts = { breaking: 0, risky: 0, compatible: 0 };
  for (const { effect } of rows.flatMap(({ differences }) => differences)) counts[effect]++;
  return counts;
};

export function catalogueHandlers(context: Context): Handlers<CatalogueCall> {
  return { ...specificationHandlers(context), ...comparisonHandlers(context), ...historyHandlers(context) };
}

async function specificationOf({ deps }: Context, id: string): Promise<Specification> {
  const found = (await deps.catalogue.specifications()).find((one) => one.id === id);
  if (found === undefined) throw new CodedError('SP0004', `no specification ${id}`);
  return found;
}

function specificationHandlers(
  context: Context,
): Handlers<'specifications' | 'specification' | 'importSpecification' | 'removeSpecification'> {
  const { deps } = context;
  return {
    async specifications() {
      const all = await deps.catalogue.specifications();
      return { rows: all.toSorted((a, b) => b.importedAt - a.importedAt || (a.id < b.id ? -1 : 1)).map(rowOf) };
    },
    async specification({ params }) {
      const found = await specificationOf(context, params.id);
      return {
        specification: rowOf(found),
        operations: found.operations.map(({ fields: _, partial: __, ...operation }) => operation),
      };
    },
    async importSpecification({ body, caller }) {
      const bytes = Buffer.from(body.content, body.encoding === 'base64' ? 'base64' : 'utf8');
      const imported = await deps.catalogue.importSpecification({
        file: body.file,
        bytes,
        hosts: body.hosts,
        importedAt: deps.clock(),
      });
      const { id, title, version } = imported;
      await context.audit(caller, {
        what: 'specification.import',
        object: id,
        after: { title, version, file: body.file },
      });
      return rowOf(imported);
    },
    async removeSpecification({ params, caller }) {
      const removed = await deps.catalogue.removeSpecification(params.id);
      if (removed === undefined) throw new CodedError('SP0004', `no specification ${params.id}`);
      const { id, title, version } = removed;
      await context.audit(caller, { what: 'specification.remove', object: id, before: { title, version } });
      return rowOf(removed);
    },
  };
}

async function endpointOf({ deps, views }: Context, id: string): Promise<Endpoint> {
  const [endpoint] = await deps.records.get('endpoint', [(await views.endpointId(id)) ?? id]);
  if (endpoint === undefined) throw new CodedError('SP0004', `no endpoint ${id}`);
  return endpoint;
}

function comparisonHandlers(
  context: Context,
): Handlers<'compareSpecification' | 'diffSpecifications' | 'documented' | 'orphans' | 'setOwner'> {
  const { deps, views } = context;
  return {
    async compareSpecification({ params }) {
      const comparison = await deps.catalogue.compare(params.id);
      if (comparison === undefined) throw new CodedError('SP0004', `no specification ${params.id}`);
      return comparison;
    },
    async diffSpecifications({ params }) {
      const rows = compareSpecifications(
        await specificationOf(context, params.id),
        await specificationOf(context, params.to),
      );
      return { rows, counts: effectsOf(rows) };
    },
    async documented({ params }) {
      const endpoint = await endpointOf(context, params.id);
      const seen = learnedContract(endpoint);
      const hosts = groupByHost(await deps.catalogue.endpoints());
      const rows = (await deps.catalogue.specifications()).flatMap((specification) => {
        const { id, title, version } = specification;
        return (coverageOf(specification, hosts).find(endpoint) ?? []).map(({ operation, binding, how }) => ({
          specification: { id, title, version },
          documented: operation,
          basePath: binding.basePath,
          because: binding.because,
          how,
          differences: how === 'covered' ? [] : deviationsOf(operation, seen),
        }));
      });
      return { seen, rows };
    },
    orphans: async () => ({ rows: await deps.catalogue.orphans() }),
    async setOwner({ params, body, caller }) {
      const { id, owner } = await endpointOf(context, params.id);
      const by = caller.session.user;
      const set = body.owner === null ? null : { name: body.owner, by, at: deps.clock() };
      await deps.catalogue.setOwner(id, set);
      await context.audit(caller, {
        what: 'endpoint.owner',
        object: id,
        before: owner?.name ?? null,
        after: body.owner,
        reason: body.reason,
      });
      views.changed('endpoint');
      const row = (await views.endpoints()).rows.find((one) => one.id === id);
      if (row === undefined) throw new CodedError('SP0004', `no endpoint ${id}`);
      return row;
    },
  };
}

function historyHandlers({ deps }: Context): Handlers<'changes' | 'inventoryDiff'> {
  return {
    async changes({ query }) {
      const [page, total] = await Promise.all([changesOf(deps.records, query), changesTotal(deps.records, query)]);
      return { ...page, total, partial: !total.exact };
    },
    async inventoryDiff({ query }) {
      const to = query.to ?? new Date(deps.clock()).toISOString().slice(0, 10);
      if (query.from > to) throw new CodedError('SP3004', `query.from: ${query.from} is after ${to}`);
      const rows = compareStates(await stateAt(deps.records, query.from), await stateAt(deps.records, to));
      return { rows, counts: effectsOf(rows) };
    },
  };
}

type ChangeQuery = Omit<Call<'changes'>['query'], 'limit'>;

const isWanted = (change: ChangeRecord, { endpoint, kind, since, before }: ChangeQuery): boolean =>
  (endpoint === undefined || change.endpoint === endpoint || change.into === endpoint) &&
  (kind === undefined || kind.includes(change.kind)) &&
  (since === undefined || change.at >= since) &&
  (before === undefined || change.at < before);

/** Entries backwards from before `before`, as many as one call may read. */
async function* backwards(
  records: Context['deps']['records'],
  before: string | undefined,
): AsyncGenerator<ChangeRecord> {
  let from = before;
  for (let read = 0; read < LIMITS.countedRows;) {
    const page = await latestChanges(records, { limit: 500, ...(from !== undefined && { before: from }) });
    yield* page.rows;
    read += page.rows.length;
    if (page.next === null) return;
    from = page.next;
  }
}

const FIRST = 'C-000000000001';

/** With a filter the log is read backwards until the page is full or as much was read as one call may. */
async function changesOf(
  records: Context['deps']['records'],
  { limit, after, ...query }: Call<'changes'>['query'],
): Promise<{ readonly rows: readonly ChangeRecord[]; readonly next: string | null }> {
  if (after !== undefined && !/^C-\d{12}$/.test(after))
    throw new CodedError('SP3004', 'query.after: not a cursor of this list');
  const rows: ChangeRecord[] = [];
  let last: string = FIRST;
  for await (const change of backwards(records, after)) {
    last = change.id;
    if (isWanted(change, query)) rows.push(change);
    if (rows.length === limit) break;
  }
  return { rows, next: last === FIRST ? null : last };
}

/** How many entries pass the filter, among as many of the latest as one call may read. */
async function changesTotal(
  records: Context['deps']['records'],
  query: ChangeQuery,
): Promise<{ readonly value: number; readonly exact: boolean }> {
  const all = await records.count('change');
  const { endpoint, kind, since, before } = query;
  if ([endpoint, kind, since, before].every((one) => one === undefined)) return { value: all, exact: true };
  let value = 0;
  let oldest = FIRST;
  for await (const change of backwards(records, undefined)) {
    oldest = change.id;
    if (isWanted(change, query)) value++;
  }
  return { value, exact: oldest === FIRST };
}
