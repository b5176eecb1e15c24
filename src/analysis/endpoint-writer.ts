import { createHash } from 'node:crypto';
import type { Orphan } from '../inventory/index.ts';
import type { Endpoint } from '../model/index.ts';
import { LIST_LIMIT, type RecordStore } from '../storage/index.ts';
import type { Catalogue } from './catalogue.ts';

export interface EndpointWriter {
  /**
   * Brings the stored endpoints to what the learner holds, with their classes and owners, writing only what differs.
   * `fresh`: endpoints came, went or moved, so all are classified anew.
   */
  store(endpoints: readonly Endpoint[], fresh: boolean): Promise<void>;
  /** Documented and never called, as of the last classification. */
  orphans(): readonly Orphan[];
}

/** Classifying looks at every endpoint: between changes of templates and specifications, one `store` in so many is enough. */
const CLASSIFY_EVERY = 15;

export async function openEndpointWriter(records: RecordStore, catalogue: Catalogue): Promise<EndpointWriter> {
  const written = await fingerprints(records);
  const judge = createJudge(catalogue);
  return {
    orphans: judge.orphans,
    async store(learned, fresh) {
      const endpoints = judge.classify(learned, fresh);
      const gone = new Set(written.keys());
      const changed = endpoints.filter((endpoint) => {
        gone.delete(endpoint.id);
        return written.get(endpoint.id) !== fingerprint(endpoint);
      });
      if (changed.length > 0) await records.put('endpoint', changed);
      if (gone.size > 0) await records.remove('endpoint', [...gone]);
      for (const endpoint of changed) written.set(endpoint.id, fingerprint(endpoint));
      for (const id of gone) written.delete(id);
    },
  };
}

type Judged = Pick<Endpoint, 'classes' | 'owner'>;

function createJudge(catalogue: Catalogue): {
  classify(endpoints: readonly Endpoint[], fresh: boolean): readonly Endpoint[];
  orphans(): readonly Orphan[];
} {
  const judged = new Map<string, Judged>();
  let orphans: readonly Orphan[] = [];
  let revision = -1;
  let stores = 0;
  return {
    orphans: () => orphans,
    classify(learned, fresh) {
      if (fresh || revision !== catalogue.revision || ++stores >= CLASSIFY_EVERY) {
        const classified = catalogue.classify(learned);
        judged.clear();
        for (const { id, classes, owner } of classified.endpoints)
          judged.set(id, { ...(classes && { classes }), ...(owner && { owner }) });
        orphans = classified.orphans;
        revision = catalogue.revision;
        stores = 0;
      }
      return learned.map((endpoint) => ({ ...endpoint, ...judged.get(endpoint.id) }));
    },
  };
}

async function fingerprints(records: RecordStore): Promise<Map<string, string>> {
  const written = new Map<string, string>();
  for (let after: string | undefined; ;) {
    const page = await records.list('endpoint', { limit: LIST_LIMIT, ...(after !== undefined && { after }) });
    for (const endpoint of page.records) written.set(endpoint.id, fingerprint(endpoint));
    after = page.next;
    if (after === undefined) return written;
  }
}

/** Whatever is learned of an endpoint comes with a request; what is said about it, without. */
const fingerprint = (endpoint: Endpoint): string =>
  `${endpoint.requests} ${endpoint.lastSeen} ${endpoint.template} ${endpoint.formerIds.length} ${hash(endpoint)}`;

const hash = ({ classes, owner }: Endpoint): string =>
  createHash('sha256')
    .update(JSON.stringify([classes, owner]))
    .digest('base64url')
    .slice(0, 12);
