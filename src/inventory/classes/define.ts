import type { Endpoint, EndpointClass, OperationContract, Owner, Specification } from '../../model/index.ts';

/** A specification that speaks of the endpoint's host and base path. */
export interface SpokenOf {
  readonly specification: Pick<Specification, 'id' | 'title' | 'version'>;
  /** The newest imported version of its family. */
  readonly isNewest: boolean;
  /** Base path it holds at. */
  readonly at: string;
  /** The endpoint among its operations; null when it is not there, undefined when that cannot be told. */
  readonly operation: OperationContract | null | undefined;
}

/** All that a class is judged by. */
export interface ClassFacts {
  readonly endpoint: Endpoint;
  readonly owner: Owner | undefined;
  readonly spoken: readonly SpokenOf[];
  /** Newest time of traffic anywhere, milliseconds since the epoch: the clock of the judgement. */
  readonly now: number;
  /** The newest version of the same API that is called: `/v3`. */
  readonly newerVersion: string | undefined;
  /** Whether the host is one of the owner's; undefined where they were not named. */
  readonly isOurs: boolean | undefined;
}

/** One reason to be of a class. The file name is the id. */
export interface ClassRule {
  readonly id: string;
  readonly class: EndpointClass;
  readonly title: string;
  readonly explanation: string;
  /** The evidence, in sentences; undefined when the rule does not apply. */
  ask(facts: ClassFacts): readonly string[] | undefined;
  readonly examples: { readonly is: readonly ClassFacts[]; readonly isNot: readonly ClassFacts[] };
}

/** The newest versions in which the endpoint is documented. */
export const documentedIn = ({
  spoken,
}: ClassFacts): readonly (SpokenOf & { readonly operation: OperationContract })[] =>
  spoken.filter((one): one is SpokenOf & { readonly operation: OperationContract } => one.isNewest && !!one.operation);

export const nameOf = ({ specification }: SpokenOf): string => `${specification.title} ${specification.version}`;

/** Whether a request was answered with success at all. */
export const isAnswered = ({ endpoint }: ClassFacts): boolean =>
  Object.keys(endpoint.statuses).some((status) => status.startsWith('2') || status.startsWith('3'));

export const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Not ours to manage: only our own requests to it were seen, or its host is none of ours. */
export const isForeign = ({ endpoint, isOurs }: ClassFacts): boolean => isOurs === false || isOutboundOnly(endpoint);

export const isOutboundOnly = ({ use }: Endpoint): boolean =>
  use !== undefined && use.outbound > 0 && use.inside + use.outside === 0;

/** Facts for examples: a documented, owned endpoint of a public host. */
export function exampleFacts(
  more: Partial<Omit<ClassFacts, 'endpoint'>> & { readonly endpoint?: Partial<Endpoint> } = {},
): ClassFacts {
  const { endpoint, ...facts } = more;
  return {
    owner: { name: 'team', from: 'console' },
    spoken: [exampleSpoken()],
    now: EXAMPLE_NOW,
    newerVersion: undefined,
    isOurs: undefined,
    ...facts,
    endpoint: {
      id: 'E-1',
      formerIds: [],
      api: 'API-1',
      method: 'GET',
      host: 'api.things.example',
      template: '/v1/things/{id}',
      segments: [],
      requests: 10,
      statuses: { 200: 10 },
      firstSeen: EXAMPLE_NOW - 86_400_000,
      lastSeen: EXAMPLE_NOW,
      auth: [],
      fields: [],
      dataClasses: {},
      requestContentTypes: {},
      responseContentTypes: {},
      confidence: 1,
      ...endpoint,
    },
  };
}

export const EXAMPLE_NOW = Date.UTC(2026, 0, 15);

export function exampleSpoken(
  more: Partial<SpokenOf> & { readonly documented?: Partial<OperationContract> } = {},
): SpokenOf {
  const { documented, ...spoken } = more;
  return {
    specification: { id: 'S-1', title: 'Things', version: '1.0' },
    isNewest: true,
    at: 'api.things.example/v1',
    operation: { method: 'GET', template: '/things/{id}', fields: [], statuses: ['200'], ...documented },
    ...spoken,
  };
}
