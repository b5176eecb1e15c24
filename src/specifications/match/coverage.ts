import type { Endpoint, OperationContract, Specification } from '../../model/index.ts';
import { bindingsOf, rootFields, type Binding, type EndpointsByHost } from './bindings.ts';
import { createTemplateIndex, type TemplateIndex } from './template-index.ts';

/** How an endpoint was found in a specification. */
export interface DocumentedMatch {
  readonly operation: OperationContract;
  readonly binding: Binding;
  /**
   * `same` structure; `covers`: the documented template is wider (`/users/{id}` for a learned `/users/me`); `covered`: the
   * learned one is wider; `field`: a GraphQL operation that asks for the documented field.
   */
  readonly how: 'same' | 'covers' | 'covered' | 'field';
}

/** One specification held against the endpoints seen. */
export interface Coverage {
  readonly specification: Specification;
  readonly bindings: readonly Binding[];
  /** Whether the endpoint is a part of what the specification speaks of. */
  speaksOf(endpoint: Endpoint): Binding | undefined;
  /** Documented operations that the endpoint is; empty when undocumented. Undefined where it cannot be told. */
  find(endpoint: Endpoint): readonly DocumentedMatch[] | undefined;
}

export const groupByHost = (endpoints: readonly Endpoint[]): EndpointsByHost =>
  Map.groupBy(endpoints, ({ host }) => host);

export function coverageOf(specification: Specification, hosts: EndpointsByHost): Coverage {
  const bindings = bindingsOf(specification, hosts).toSorted((a, b) => b.basePath.length - a.basePath.length);
  const isGraphQl = specification.format === 'graphql';
  const index = createTemplateIndex<OperationContract>();
  const byField = new Map<string, OperationContract>();
  for (const operation of specification.operations) {
    if (isGraphQl) byField.set(operation.operation?.name ?? '', operation);
    else index.add(operation.template, operation);
  }
  const speaksOf = (endpoint: Endpoint): Binding | undefined => {
    if (isGraphQl !== (endpoint.operation?.protocol === 'graphql')) return undefined;
    return bindings.find(({ host, basePath }) => host === endpoint.host && isBelow(endpoint.template, basePath));
  };
  return {
    specification,
    bindings,
    speaksOf,
    find(endpoint) {
      const binding = speaksOf(endpoint);
      if (binding === undefined) return [];
      return isGraphQl ? findFields(endpoint, binding, byField) : findTemplate(endpoint, binding, index);
    },
  };
}

const isBelow = (template: string, basePath: string): boolean =>
  basePath === '' || template === basePath || template.startsWith(`${basePath}/`);

function findTemplate(
  endpoint: Endpoint,
  binding: Binding,
  index: TemplateIndex<OperationContract>,
): readonly DocumentedMatch[] {
  const path = endpoint.template.slice(binding.basePath.length);
  const fits = (operation: OperationContract): boolean => isOperationOf(operation, endpoint);
  const same = index.same(path).filter(fits);
  if (same.length > 0) return same.map((operation) => ({ operation, binding, how: 'same' }));
  const [covering] = index.covering(path).filter(fits);
  if (covering !== undefined) return [{ operation: covering, binding, how: 'covers' }];
  return index
    .coveredBy(path)
    .filter(fits)
    .map((operation) => ({ operation, binding, how: 'covered' }));
}

/** A SOAP operation is one of many at its address; elsewhere method and path say it all. */
function isOperationOf(documented: OperationContract, endpoint: Endpoint): boolean {
  if (documented.operation?.protocol === 'soap')
    return endpoint.operation?.protocol === 'soap' && endpoint.operation.name === documented.operation.name;
  return documented.method === endpoint.method || (documented.method === 'GET' && endpoint.method === 'HEAD');
}

function findFields(
  endpoint: Endpoint,
  binding: Binding,
  byField: ReadonlyMap<string, OperationContract>,
): readonly DocumentedMatch[] | undefined {
  const kind = /^(\w+):/.exec(endpoint.operation?.name ?? '')?.[1] ?? 'query';
  const single = byField.get(endpoint.operation?.name ?? '');
  const asked = rootFields(endpoint) ?? (single === undefined ? undefined : [single.name ?? '']);
  if (asked === undefined) return undefined;
  const known = asked.map((field) => byField.get(`${kind}:${field}`));
  // An alias is no field of the schema, so a part that is known is enough.
  return known.flatMap((operation) => (operation === undefined ? [] : [{ operation, binding, how: 'field' as const }]));
}
