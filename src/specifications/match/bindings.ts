import type { Endpoint, Specification } from '../../model/index.ts';
import { createTemplateIndex, type TemplateIndex } from './template-index.ts';

/** A part of a host that a specification speaks of, and why it is held to. */
export interface Binding {
  readonly host: string;
  /** '' or `/v1`. */
  readonly basePath: string;
  readonly because: string;
}

/** Endpoints by host, as binding looks at them. */
export type EndpointsByHost = ReadonlyMap<string, readonly Endpoint[]>;

const NO_PORT = /:\d+$/;

/**
 * Where a specification holds: at the hosts of its servers. One that names no host, or none that was seen, is bound to
 * those where enough of its operations are found, since the same API is often seen under a test or inner name.
 */
export function bindingsOf(specification: Specification, hosts: EndpointsByHost): readonly Binding[] {
  const named = specification.servers.flatMap((server): readonly Binding[] =>
    server.host === undefined
      ? []
      : [...hosts.keys()]
          .filter((host) => isHost(server.host as string, host))
          .map((host) => ({
            host,
            basePath: server.basePath,
            because: `the specification names the server ${server.host}${server.basePath}`,
          })),
  );
  if (named.length > 0) return distinct(named);
  const index = createTemplateIndex<string>();
  for (const { method, template, operation } of specification.operations)
    if (operation === undefined || operation.protocol !== 'graphql') index.add(template, method);
  const found = [...hosts].flatMap(([host, endpoints]) => byContent(specification, host, endpoints, index));
  return distinct(found);
}

const distinct = (bindings: readonly Binding[]): readonly Binding[] => [
  ...new Map(bindings.map((binding) => [`${binding.host} ${binding.basePath}`, binding])).values(),
];

/** `*` stands for one or more labels; a port counts only where the specification gives one. */
function isHost(pattern: string, host: string): boolean {
  const asked = NO_PORT.test(pattern) ? host : host.replace(NO_PORT, '');
  if (!pattern.includes('*')) return pattern === asked;
  const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}$`).test(asked);
}

/** Least share of the operations, or of the host's endpoints, that must be found. */
const ENOUGH = 0.3;
const PREFIX_SEGMENTS = 3;

/** The base path under which most of the operations are found at a host, if enough are. */
function byContent(
  specification: Specification,
  host: string,
  endpoints: readonly Endpoint[],
  index: TemplateIndex<string>,
): readonly Binding[] {
  if (specification.format === 'graphql') return byGraphQl(specification, host, endpoints);
  const found = new Map<string, number>();
  for (const { method, template, operation } of endpoints) {
    if (operation?.protocol === 'graphql') continue;
    const segments = template.split('/').filter((segment) => segment !== '');
    for (let skip = 0; skip <= Math.min(PREFIX_SEGMENTS, segments.length); skip++) {
      if (segments.slice(0, skip).some((segment) => segment.includes('{'))) break;
      const rest = `/${segments.slice(skip).join('/')}`;
      // A path of parameters alone fits anything and proves nothing.
      if (!/[^/{}]/.test(rest.replaceAll(/\{[^{}]*\}/g, ''))) continue;
      const methods = [...index.same(rest), ...index.covering(rest)];
      if (!methods.includes(method)) continue;
      const prefix = segments
        .slice(0, skip)
        .map((segment) => `/${segment}`)
        .join('');
      found.set(prefix, (found.get(prefix) ?? 0) + 1);
    }
  }
  const declared = specification.servers.map(({ basePath }) => basePath);
  const [best] = [...found].toSorted(
    ([a, some], [b, others]) =>
      others - some || Number(declared.includes(b)) - Number(declared.includes(a)) || a.length - b.length,
  );
  if (best === undefined) return [];
  const [basePath, count] = best;
  const operations = specification.operations.length;
  const least = Math.min(2, operations);
  if (count < least || (count < operations * ENOUGH && count < endpoints.length * ENOUGH)) return [];
  const at = `${host}${basePath}`;
  return [
    {
      host,
      basePath,
      because: `${count} of its ${operations} operations are found at ${at}; it names no server that was seen`,
    },
  ];
}

/** A GraphQL schema knows neither host nor path: it holds where its fields are asked for. */
function byGraphQl(specification: Specification, host: string, endpoints: readonly Endpoint[]): readonly Binding[] {
  const known = new Set(specification.operations.map(({ name }) => name));
  const asked = endpoints.filter(({ operation }) => operation?.protocol === 'graphql');
  const fitting = asked.filter((endpoint) => rootFields(endpoint)?.some((field) => known.has(field)));
  if (fitting.length === 0 || fitting.length < asked.length * ENOUGH) return [];
  return [
    {
      host,
      basePath: '',
      because: `${fitting.length} of ${asked.length} GraphQL operations at ${host} ask for its fields`,
    },
  ];
}

/** Fields of the root type that a GraphQL operation asks for, by its answers or its made-up name; undefined when unknown. */
export function rootFields({
  operation,
  fields,
}: Pick<Endpoint, 'operation' | 'fields'>): readonly string[] | undefined {
  const answered = fields.flatMap(({ place, status, name }) => {
    const [, field] = /^\$(?:\.data)?\.([A-Za-z_]\w*)$/.exec(name) ?? [];
    return place === 'response' && status === '2xx' && field !== undefined && !ENVELOPE.has(field) ? [field] : [];
  });
  if (answered.length > 0) return answered;
  const name = operation?.name.replace(/^\w+:/, '') ?? '';
  return name.includes(',') ? name.split(',') : undefined;
}

const ENVELOPE = new Set(['data', 'errors', 'extensions']);
