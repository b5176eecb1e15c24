import {
  LIMITS,
  type Classification,
  type Endpoint,
  type OperationRef,
  type Owner,
  type Specification,
} from '../../model/index.ts';
import { coverageOf, groupByHost, type Coverage } from '../../specifications/index.ts';
import { isOutboundOnly, type ClassFacts, type SpokenOf } from './define.ts';
import { newestIds } from './families.ts';
import { CLASS_RULES } from './registry.ts';
import { newerVersions } from './versions.ts';

/** What is known beside the traffic. */
export interface Surroundings {
  readonly specifications: readonly Specification[];
  ownerOf(endpoint: Endpoint): Owner | undefined;
  /** Of what nobody else is said to own. */
  readonly fallbackOwner?: Owner | undefined;
  /** Whether a host is one of the owner's; undefined where they were not named. */
  isOurs(host: string): boolean | undefined;
}

/** A documented operation without an endpoint: nobody called it. */
export interface Orphan {
  readonly specification: string;
  readonly method: string;
  readonly host?: string;
  readonly template: string;
  readonly operation?: OperationRef;
  readonly name?: string;
  readonly classification: Classification;
}

export interface Classified {
  /** With classes and owner. */
  readonly endpoints: readonly Endpoint[];
  readonly orphans: readonly Orphan[];
}

/** Holds all endpoints against all rules. */
export function classifyInventory(endpoints: readonly Endpoint[], surroundings: Surroundings): Classified {
  const hosts = groupByHost(endpoints);
  const newest = newestIds(surroundings.specifications);
  const coverages = surroundings.specifications.map((specification) => coverageOf(specification, hosts));
  const newerVersion = newerVersions(endpoints);
  const now = endpoints.reduce((latest, { lastSeen }) => Math.max(latest, lastSeen), 0);
  const since = endpoints.reduce((earliest, { firstSeen }) => Math.min(earliest, firstSeen), now);
  const current = coverages.filter(({ specification }) => newest.has(specification.id));
  return {
    endpoints: endpoints.map((endpoint) => {
      const facts: ClassFacts = {
        endpoint,
        owner: ownerOf(endpoint, surroundings, current),
        spoken: coverages.flatMap((coverage) => spokenOf(endpoint, coverage, newest)),
        now,
        newerVersion: newerVersion(endpoint),
        isOurs: surroundings.isOurs(endpoint.host),
      };
      return withClasses(endpoint, facts);
    }),
    orphans: current.flatMap((coverage) => orphansOf(coverage, endpoints, since, now)),
  };
}

function spokenOf(endpoint: Endpoint, coverage: Coverage, newest: ReadonlySet<string>): readonly SpokenOf[] {
  const binding = coverage.speaksOf(endpoint);
  if (binding === undefined) return [];
  const found = coverage.find(endpoint);
  return [
    {
      specification: coverage.specification,
      isNewest: newest.has(coverage.specification.id),
      at: `${binding.host}${binding.basePath}`,
      operation: found === undefined ? undefined : (found[0]?.operation ?? null),
    },
  ];
}

/** What the surroundings say comes first; the contact of a specification that has the endpoint is better than nobody. */
function ownerOf(endpoint: Endpoint, surroundings: Surroundings, current: readonly Coverage[]): Owner | undefined {
  const named = surroundings.ownerOf(endpoint);
  if (named !== undefined || isOutboundOnly(endpoint)) return named;
  const [coverage] = current.filter(
    ({ specification, find }) => specification.owner !== undefined && (find(endpoint)?.length ?? 0) > 0,
  );
  const { owner, id } = coverage?.specification ?? {};
  return owner === undefined ? surroundings.fallbackOwner : { name: owner, from: `specification:${id}` };
}

/** The classes of an endpoint, each with its rule and evidence. */
export const classesOf = (facts: ClassFacts): readonly Classification[] =>
  CLASS_RULES.flatMap((rule) => {
    const because = rule.ask(facts);
    return because === undefined ? [] : [{ class: rule.class, rule: rule.id, because }];
  });

function withClasses({ classes: _, owner: __, ...endpoint }: Endpoint, facts: ClassFacts): Endpoint {
  const { owner } = facts;
  return { ...endpoint, classes: classesOf(facts), ...(owner !== undefined && { owner }) };
}

/** Certain only after traffic was watched long enough; until then the evidence says how long it was. */
function orphansOf(coverage: Coverage, endpoints: readonly Endpoint[], since: number, now: number): readonly Orphan[] {
  const { specification } = coverage;
  const days = Math.floor((now - since) / 86_400_000);
  const because = [
    `documented in ${specification.title} ${specification.version}`,
    `no request to it in ${days} ${days === 1 ? 'day' : 'days'} of traffic`,
    ...(days < LIMITS.goneAfterDays
      ? [`less than ${LIMITS.goneAfterDays} days were watched: it may still be called`]
      : []),
  ];
  const called = new Set(
    endpoints.flatMap((endpoint) => coverage.find(endpoint)?.map(({ operation }) => operation) ?? []),
  );
  const place = coverage.bindings[0] ?? specification.servers[0];
  return specification.operations
    .filter((operation) => !called.has(operation))
    .map(({ method, template, operation, name }) => ({
      specification: specification.id,
      method,
      ...(place?.host !== undefined && { host: place.host }),
      template: `${place?.basePath ?? ''}${template}`,
      ...(operation !== undefined && { operation }),
      ...(name !== undefined && { name }),
      classification: { class: 'orphan', rule: 'orphan-uncalled', because },
    }));
}
