import type { Endpoint } from '../model/index.ts';
import type { RecordStore } from '../storage/index.ts';

/** Brings the stored endpoints to what the learner holds, writing only what differs. */
export async function openEndpointWriter(
  records: RecordStore,
): Promise<{ store(endpoints: readonly Endpoint[]): Promise<void> }> {
  const written = new Map<string, string>();
  for (let after: string | undefined; ;) {
    const page = await records.list('endpoint', { limit: 1000, ...(after !== undefined && { after }) });
    for (const endpoint of page.records) written.set(endpoint.id, fingerprint(endpoint));
    after = page.next;
    if (after === undefined) break;
  }
  return {
    async store(endpoints) {
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

/** Whatever is learned of an endpoint comes with a request, so these three tell whether it changed. */
const fingerprint = (endpoint: Endpoint): string =>
  `${endpoint.requests} ${endpoint.lastSeen} ${endpoint.template} ${endpoint.formerIds.length}`;
