import type { Difference, Endpoint, OperationContract, OperationRef, Specification } from '../model/index.ts';
import { deviationsOf } from './conformance/deviations.ts';
import { differencesOf } from './differences/compare.ts';
import { learnedContract } from './learned.ts';
import type { Binding } from './match/bindings.ts';
import { coverageOf, groupByHost, type Coverage, type DocumentedMatch } from './match/coverage.ts';
import { shapeKey } from './match/template.ts';

export const COMPARISON_STATES = ['documented', 'undocumented', 'never-called'] as const;
export type ComparisonState = (typeof COMPARISON_STATES)[number];

/** A documented operation, an endpoint seen, or both beside each other. */
export interface ComparisonRow {
  readonly state: ComparisonState;
  readonly method: string;
  /** Absent where the document names no host and nothing was seen. */
  readonly host?: string;
  /** As documented, else as learned; base path included. */
  readonly template: string;
  readonly operation?: OperationRef;
  readonly name?: string;
  /** Id of the endpoint; absent where nothing was seen. */
  readonly endpoint?: string;
  /** The learned template, where it is written otherwise. */
  readonly seenAs?: string;
  readonly requests: number;
  readonly lastSeen?: number;
  readonly deprecated?: true;
  readonly because: string;
  readonly differences: readonly Difference[];
}

/** A specification beside the traffic it speaks of. */
export interface Comparison {
  readonly specification: Pick<Specification, 'id' | 'title' | 'version' | 'format'>;
  /** Where it was held against traffic; empty when nothing of it was seen. */
  readonly bindings: readonly Binding[];
  readonly counts: Readonly<Record<ComparisonState, number>> & { readonly differing: number };
  readonly rows: readonly ComparisonRow[];
}

/**
 * Holds a specification against the endpoints seen. What another of `others` documents is not undocumented: several
 * documents may share a host.
 */
export function compareWithTraffic(
  specification: Specification,
  endpoints: readonly Endpoint[],
  others: readonly Specification[] = [],
): Comparison {
  const hosts = groupByHost(endpoints);
  const elsewhere = others
    .filter(({ id, family }) => id !== specification.id && family !== specification.family)
    .map((other) => coverageOf(other, hosts));
  return comparisonOf(coverageOf(specification, hosts), endpoints, (endpoint) =>
    elsewhere.some((coverage) => (coverage.find(endpoint)?.length ?? 0) > 0),
  );
}

function comparisonOf(
  coverage: Coverage,
  endpoints: readonly Endpoint[],
  isDocumentedElsewhere: (endpoint: Endpoint) => boolean,
): Comparison {
  const { specification, bindings } = coverage;
  const seen = new Set<OperationContract>();
  const rows: ComparisonRow[] = [];
  for (const endpoint of endpoints) {
    if (coverage.speaksOf(endpoint) === undefined) continue;
    const matches = coverage.find(endpoint);
    if (matches === undefined) continue;
    for (const { operation } of matches) seen.add(operation);
    if (matches.length === 0 && !isDocumentedElsewhere(endpoint)) rows.push(undocumentedRow(endpoint, coverage));
    for (const match of matches) rows.push(documentedRow(endpoint, match));
  }
  for (const operation of specification.operations)
    if (!seen.has(operation)) rows.push(uncalledRow(operation, specification, bindings));
  const counted = (state: ComparisonState): number => rows.filter((row) => row.state === state).length;
  const { id, title, version, format } = specification;
  return {
    specification: { id, title, version, format },
    bindings,
    counts: {
      documented: counted('documented'),
      undocumented: counted('undocumented'),
      'never-called': counted('never-called'),
      differing: rows.filter(({ differences }) => differences.length > 0).length,
    },
    rows: rows.toSorted(byPlace),
  };
}

const placeOf = ({ host, template, method, name }: ComparisonRow): string =>
  `${template} ${method} ${host ?? ''} ${name ?? ''}`;
const byPlace = (a: ComparisonRow, b: ComparisonRow): number => (placeOf(a) < placeOf(b) ? -1 : 1);

const BECAUSE: Readonly<Record<DocumentedMatch['how'], string>> = {
  same: 'the templates have the same structure',
  covers: 'the documented template covers the one seen',
  covered: 'the template seen covers the documented one: what traffic does not tell apart is counted together',
  field: 'it asks for the documented field',
};

function documentedRow(endpoint: Endpoint, { operation, binding, how }: DocumentedMatch): ComparisonRow {
  const template = operation.template === '' ? endpoint.template : `${binding.basePath}${operation.template}`;
  const { name } = operation;
  return {
    ...seenPart(endpoint),
    state: 'documented',
    template,
    ...(name !== undefined && { name }),
    ...(endpoint.template !== template && { seenAs: endpoint.template }),
    ...(operation.deprecated === true && { deprecated: true }),
    because: BECAUSE[how],
    // What several documented operations share says nothing about each.
    differences: how === 'covered' ? [] : deviationsOf(operation, learnedContract(endpoint)),
  };
}

function seenPart(
  endpoint: Endpoint,
): Pick<ComparisonRow, 'method' | 'host' | 'operation' | 'endpoint' | 'requests' | 'lastSeen'> {
  const { id, method, host, operation, requests, lastSeen } = endpoint;
  return { method, host, endpoint: id, requests, lastSeen, ...(operation !== undefined && { operation }) };
}

const undocumentedRow = (endpoint: Endpoint, { specification, speaksOf }: Coverage): ComparisonRow => ({
  ...seenPart(endpoint),
  state: 'undocumented',
  template: endpoint.template,
  because: `${specification.title} ${specification.version} speaks of ${endpoint.host}${speaksOf(endpoint)?.basePath ?? ''} and has no such operation`,
  differences: [],
});

function uncalledRow(
  operation: OperationContract,
  specification: Specification,
  bindings: readonly Binding[],
): ComparisonRow {
  const place = bindings[0] ?? specification.servers[0];
  const { method, name, deprecated } = operation;
  return {
    state: 'never-called',
    method,
    ...(place?.host !== undefined && { host: place.host }),
    template: `${place?.basePath ?? ''}${operation.template}`,
    ...(operation.operation !== undefined && { operation: operation.operation }),
    ...(name !== undefined && { name }),
    ...(deprecated === true && { deprecated }),
    requests: 0,
    because: 'no request to it was seen',
    differences: [],
  };
}

/** One operation in two states, with all that differs. */
export interface OperationDifference {
  readonly method: string;
  readonly host?: string;
  readonly template: string;
  readonly operation?: OperationRef;
  readonly differences: readonly Difference[];
}

/** Everything that differs between two sets of operations; operations are the same by structure, method and protocol. */
function compareContracts(
  before: readonly OperationContract[],
  after: readonly OperationContract[],
): readonly OperationDifference[] {
  const old = byKey(before);
  const young = byKey(after);
  const found: OperationDifference[] = [];
  for (const key of new Set([...old.keys(), ...young.keys()])) {
    const was = old.get(key);
    const is = young.get(key);
    const differences = differencesOf(was, is);
    if (differences.length === 0) continue;
    const { method, host, template, operation } = (is ?? was) as OperationContract;
    found.push({
      method,
      ...(host !== undefined && { host }),
      template,
      ...(operation !== undefined && { operation }),
      differences,
    });
  }
  const place = ({ host, template, method }: OperationDifference): string => `${host ?? ''} ${template} ${method}`;
  return found.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
}

const byKey = (operations: readonly OperationContract[]): ReadonlyMap<string, OperationContract> =>
  new Map(
    operations.map((one) => [
      `${one.method} ${one.host ?? ''} ${shapeKey(one.template)} ${one.operation?.name ?? ''}`,
      one,
    ]),
  );

/**
 * Two versions of a specification. Base paths are compared with the paths, so that moving `/v1` from the server to the
 * paths is no change.
 */
export const compareSpecifications = (before: Specification, after: Specification): readonly OperationDifference[] => {
  const [old, young] = [basePathOf(before), basePathOf(after)];
  const within = (operations: readonly OperationContract[], base: string): readonly OperationContract[] =>
    operations.map((operation) => ({ ...operation, template: `${base}${operation.template}` }));
  return compareContracts(within(before.operations, old), within(after.operations, young));
};

/** A document with several base paths is compared by its paths alone. */
function basePathOf({ servers }: Specification): string {
  const paths = new Set(servers.map(({ basePath }) => basePath));
  return paths.size === 1 ? ([...paths][0] as string) : '';
}
