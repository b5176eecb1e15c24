import { changeId, leave, lookAt, type Look } from '../inventory/index.ts';
import { LIMITS, type BaselineRecord, type Endpoint } from '../model/index.ts';
import { LIST_LIMIT, type RecordStore } from '../storage/index.ts';

/** The inventory's log: what came, changed, fell silent and came back. It only grows. */
export interface ChangeLog {
  /** Holds the whole inventory against what was known of it and writes what is new. */
  note(endpoints: readonly Endpoint[]): Promise<void>;
  /** Endpoints gone for longest that are not remembered any more: should one come back, it is told as new. */
  readonly forgotten: number;
}

/** What is held of an endpoint in memory: enough to see that nothing changed. */
interface Known {
  requests: number;
  lastSeen: number;
  gone: boolean;
}

interface Batch {
  readonly looks: Look[];
  readonly removed: string[];
}

const DAY_MS = 86_400_000;

/** `keep`: endpoints that are remembered after they left the inventory. */
export async function openChangeLog(records: RecordStore, keep: number = LIMITS.goneEndpoints): Promise<ChangeLog> {
  const known = new Map<string, Known>();
  for (let after: string | undefined; ;) {
    const page = await records.list('baseline', { limit: LIST_LIMIT, ...(after !== undefined && { after }) });
    for (const baseline of page.records) known.set(baseline.id, knownOf(baseline));
    after = page.next;
    if (after === undefined) break;
  }
  let written = await records.count('change');
  /** Endpoint → what it was when last looked at. */
  const seen = new Map<string, string>();
  let forgotten = 0;

  const write = async ({ looks, removed }: Batch): Promise<void> => {
    const changes = looks.flatMap(({ change }) =>
      change === undefined ? [] : [{ id: changeId(++written), ...change }],
    );
    const shapes = looks.flatMap(({ shape }) => (shape === undefined ? [] : [shape]));
    const baselines = looks.flatMap(({ baseline }) => (baseline === undefined ? [] : [baseline]));
    // The log first: should the rest fail, the next look finds the same again, and says it twice rather than never.
    if (changes.length > 0) await records.put('change', changes);
    if (shapes.length > 0) await records.put('shape', shapes);
    if (baselines.length > 0) await records.put('baseline', baselines);
    if (removed.length > 0) await records.remove('baseline', removed);
    for (const baseline of baselines) known.set(baseline.id, knownOf(baseline));
    for (const id of removed) known.delete(id);
  };

  return {
    get forgotten() {
      return forgotten;
    },
    async note(endpoints) {
      const due = endpoints.filter((endpoint) => seen.get(endpoint.id) !== stateOf(endpoint));
      const batch: Batch = { looks: [], removed: [] };
      let changes = 0;
      for (let at = 0; at < due.length && changes < LIMITS.changesPerSave; at += STEP) {
        const some = due.slice(at, at + STEP);
        const baselines = await baselinesOf(
          records,
          some.filter(({ id }) => known.has(id)),
        );
        for (const endpoint of some) {
          const look = lookAt(baselines.get(endpoint.id), endpoint);
          if (look.change !== undefined && ++changes > LIMITS.changesPerSave) break;
          batch.looks.push(look);
          seen.set(endpoint.id, stateOf(endpoint));
        }
      }
      await noteSilence(records, endpoints, known, seen, batch);
      await write(batch);
      const surplus = longestGone(known, endpoints, keep);
      if (surplus.length === 0) return;
      await records.remove('baseline', surplus);
      for (const id of surplus) known.delete(id);
      forgotten += surplus.length;
    },
  };
}

/** Baselines read at a time. */
const STEP = 500;

/** New traffic makes it another one, and so does its owner's hand on the template. */
const stateOf = ({ requests, template }: Endpoint): string => `${requests} ${template}`;

const knownOf = ({ requests, lastSeen, gone }: BaselineRecord): Known => ({ requests, lastSeen, gone: gone === true });

async function baselinesOf(
  records: RecordStore,
  endpoints: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, BaselineRecord>> {
  if (endpoints.length === 0) return new Map();
  const found = await records.get(
    'baseline',
    endpoints.map(({ id }) => id),
  );
  return new Map(found.map((baseline) => [baseline.id, baseline]));
}

/** Those that left the inventory beyond the `keep` last seen; what is in the inventory has its bound there. */
function longestGone(
  known: ReadonlyMap<string, Known>,
  endpoints: readonly Endpoint[],
  keep: number,
): readonly string[] {
  if (known.size <= keep) return [];
  const present = new Set(endpoints.map(({ id }) => id));
  return [...known]
    .filter(([id, { gone }]) => gone && !present.has(id))
    .toSorted(([, a], [, b]) => b.lastSeen - a.lastSeen)
    .slice(keep)
    .map(([id]) => id);
}

/** Who is silent for long by the newest traffic's own time, and who is not in the inventory any more. */
async function noteSilence(
  records: RecordStore,
  endpoints: readonly Endpoint[],
  known: ReadonlyMap<string, Known>,
  seen: Map<string, string>,
  batch: Batch,
): Promise<void> {
  const now = endpoints.reduce((latest, { lastSeen }) => Math.max(latest, lastSeen), 0);
  const present = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));
  const heirs = new Map(endpoints.flatMap(({ id, formerIds }) => formerIds.map((former) => [former, id] as const)));
  const silent: string[] = [];
  for (const [id, { gone }] of known) {
    const endpoint = present.get(id);
    if (gone) continue;
    if (endpoint === undefined || now - endpoint.lastSeen > LIMITS.goneAfterDays * DAY_MS) silent.push(id);
  }
  for (const baseline of await records.get('baseline', silent.slice(0, LIMITS.changesPerSave))) {
    const endpoint = present.get(baseline.id);
    const into = endpoint === undefined ? heirs.get(baseline.id) : undefined;
    const left = leave(baseline, now, into);
    if (endpoint === undefined) seen.delete(baseline.id);
    if (into !== undefined) {
      batch.removed.push(baseline.id);
      batch.looks.push(left);
    } else {
      // Its baseline stays: should it come back, that is said.
      const lastSeen = endpoint?.lastSeen ?? baseline.lastSeen;
      batch.looks.push({ ...left, baseline: { ...baseline, lastSeen, gone: true } });
    }
  }
}
