import { FORMER_IDS } from './operation.ts';
import { endpointId, type Draft } from './publish.ts';

export interface AssignedId {
  readonly id: string;
  readonly formerIds: readonly string[];
}

/**
 * Gives every draft its id and tells its operations. An id goes with most of the traffic it was published for; what was
 * merged keeps the other ids as former ones, what was split off gets a new one.
 */
export function assignIds(drafts: readonly Draft[], host: string): readonly AssignedId[] {
  const order = drafts
    .map((_, index) => index)
    .toSorted((a, b) => (drafts[b] as Draft).operation.requests - (drafts[a] as Draft).operation.requests || a - b);
  const claimed = new Map<string, number>();
  for (const index of order) {
    const id = heldIds(drafts[index] as Draft).find((held) => !claimed.has(held));
    if (id !== undefined) claimed.set(id, index);
  }
  const own = new Map([...claimed].map(([id, index]) => [index, id]));
  return drafts.map((draft, index) => {
    const id = own.get(index) ?? newId(draft, host, claimed);
    claimed.set(id, index);
    const former = [...new Set(draft.sources.flatMap((source) => source.ids))].filter(
      (held) => held !== id && (claimed.get(held) ?? index) === index,
    );
    const formerIds = former.toSorted().slice(0, FORMER_IDS);
    for (const source of draft.sources) source.ids = [id, ...formerIds].slice(0, FORMER_IDS);
    return { id, formerIds };
  });
}

/** Present ids of the operations, the one with most requests first. */
function heldIds(draft: Draft): readonly string[] {
  const requests = new Map<string, number>();
  for (const source of draft.sources) {
    const [present] = source.ids;
    if (present !== undefined) requests.set(present, (requests.get(present) ?? 0) + source.requests);
  }
  return [...requests].toSorted(([, a], [, b]) => b - a).map(([id]) => id);
}

function newId(draft: Draft, host: string, claimed: ReadonlyMap<string, number>): string {
  for (let salt = 0; ; salt++) {
    const id = endpointId(draft.key, host, draft.parts.canonical, salt === 0 ? '' : ` ${salt}`);
    if (!claimed.has(id)) return id;
  }
}
