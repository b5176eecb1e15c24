import { classifyInventory, globMatcher, type Orphan, type OwnerRules, type Surroundings } from '../inventory/index.ts';
import { CodedError, LIMITS, type Endpoint, type OwnerRecord, type Specification } from '../model/index.ts';
import { compareWithTraffic, type Comparison } from '../specifications/index.ts';
import { LIST_LIMIT, type RecordKinds, type RecordStore } from '../storage/index.ts';

/** What the owner of an installation says in its configuration. */
export interface CatalogueSettings {
  readonly owners?: OwnerRules | undefined;
  /** Labels of the gateway; `owner` or `team` names who owns what passes through it. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** Patterns of the owner's host names; none: not told. */
  readonly ownHosts?: readonly string[] | undefined;
}

/** Specifications and owners: what is said about the endpoints beside what traffic shows. */
export interface Catalogue {
  /** Raised by every change; what was classified under another number is out of date. */
  readonly revision: number;
  specifications(): readonly Specification[];
  /** Errors: SP4104 when there are too many. */
  add(specification: Specification): Promise<void>;
  /** The removed one; undefined when there is none of this id. */
  remove(id: string): Promise<Specification | undefined>;
  /** Sets or, with null, forgets an owner set by hand. */
  setOwner(endpoint: string, owner: Omit<OwnerRecord, 'id'> | null): Promise<void>;
  /** Endpoints with classes and owner, and what is documented and was never called. */
  classify(endpoints: readonly Endpoint[]): {
    readonly endpoints: readonly Endpoint[];
    readonly orphans: readonly Orphan[];
  };
  /** Undefined when there is no such specification. */
  compare(id: string, endpoints: readonly Endpoint[]): Comparison | undefined;
}

/** Owners: set by hand, then the owners file, then (in classification) the specification's contact, then the gateway's label. */
export async function openCatalogue(records: RecordStore, settings: CatalogueSettings = {}): Promise<Catalogue> {
  const specifications = new Map((await all(records, 'specification')).map((one) => [one.id, one]));
  const byHand = new Map((await all(records, 'owner')).map((one) => [one.id, one]));
  let revision = 0;
  const surroundings = surroundingsOf(settings, byHand, specifications);
  return {
    get revision() {
      return revision;
    },
    specifications: () => [...specifications.values()],
    async add(specification) {
      if (!specifications.has(specification.id) && specifications.size >= LIMITS.specifications)
        throw new CodedError('SP4104', `${LIMITS.specifications} are kept already`);
      await records.put('specification', [specification]);
      specifications.set(specification.id, specification);
      revision++;
    },
    async remove(id) {
      const found = specifications.get(id);
      if (found === undefined) return undefined;
      await records.remove('specification', [id]);
      specifications.delete(id);
      revision++;
      return found;
    },
    async setOwner(endpoint, owner) {
      if (owner === null) {
        await records.remove('owner', [endpoint]);
        byHand.delete(endpoint);
      } else {
        const record = { id: endpoint, ...owner };
        await records.put('owner', [record]);
        byHand.set(endpoint, record);
      }
      revision++;
    },
    classify: (endpoints) => classifyInventory(endpoints, surroundings()),
    compare(id, endpoints) {
      const specification = specifications.get(id);
      return specification === undefined
        ? undefined
        : compareWithTraffic(specification, endpoints, [...specifications.values()]);
    },
  };
}

function surroundingsOf(
  settings: CatalogueSettings,
  byHand: ReadonlyMap<string, OwnerRecord>,
  specifications: ReadonlyMap<string, Specification>,
): () => Surroundings {
  const own = settings.ownHosts?.map((pattern) => globMatcher(pattern.toLowerCase(), 'whole'));
  const label = settings.labels?.['owner'] ?? settings.labels?.['team'];
  return () => ({
    specifications: [...specifications.values()],
    ownerOf(endpoint) {
      const hand = [endpoint.id, ...endpoint.formerIds].map((id) => byHand.get(id)).find((one) => one !== undefined);
      if (hand !== undefined) return { name: hand.name, from: hand.by };
      return settings.owners?.ownerOf(endpoint);
    },
    fallbackOwner: label === undefined ? undefined : { name: label, from: 'label' },
    isOurs(host) {
      if (own === undefined || own.length === 0) return undefined;
      return own.some((matches) => matches(host) || matches(host.replace(/:\d+$/, '')));
    },
  });
}

async function all<K extends 'specification' | 'owner'>(
  records: RecordStore,
  kind: K,
): Promise<readonly RecordKinds[K][]> {
  const found: RecordKinds[K][] = [];
  for (let after: string | undefined; ;) {
    const page = await records.list(kind, { limit: LIST_LIMIT, ...(after !== undefined && { after }) });
    found.push(...page.records);
    after = page.next;
    if (after === undefined) return found;
  }
}
