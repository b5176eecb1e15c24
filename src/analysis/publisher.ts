import { createMatcher, type Learner, type Matcher, type Orphan } from '../inventory/index.ts';
import type { InventorySnapshot } from '../model/index.ts';
import type { RecordStore } from '../storage/index.ts';
import type { Catalogue } from './catalogue.ts';
import { openChangeLog } from './change-log.ts';
import { openEndpointWriter } from './endpoint-writer.ts';

/** Brings what was learned to the hot path, the stored endpoints and the inventory's log. */
export interface Publisher {
  readonly matcher: Matcher;
  /** There is something new. */
  learned(): void;
  publish(): Promise<void>;
  orphans(): readonly Orphan[];
  /** Endpoints gone for so long that the log forgot them. */
  forgotten(): number;
}

interface PublisherParts {
  readonly records: RecordStore;
  readonly learner: Learner;
  readonly catalogue: Catalogue;
  onSnapshot(snapshot: InventorySnapshot): void;
}

export async function openPublisher(parts: PublisherParts): Promise<Publisher> {
  const { records, learner, catalogue } = parts;
  const endpoints = await openEndpointWriter(records, catalogue);
  const changes = await openChangeLog(records);
  let snapshot = learner.snapshot();
  let matcher = createMatcher(snapshot);
  let revision = catalogue.revision;
  let isNews = false;
  if (snapshot.endpoints.length > 0) parts.onSnapshot(snapshot);
  return {
    get matcher() {
      return matcher;
    },
    learned: () => void (isNews = true),
    orphans: () => endpoints.orphans(),
    forgotten: () => changes.forgotten,
    async publish() {
      const next = learner.snapshot();
      const isNew = next.version !== snapshot.version;
      // Owners correct templates, and specifications come and go, also while no traffic comes.
      if (!isNews && !isNew && revision === catalogue.revision) return;
      isNews = false;
      revision = catalogue.revision;
      if (isNew) {
        snapshot = next;
        matcher = createMatcher(next);
        parts.onSnapshot(next);
      }
      const present = learner.endpoints();
      await endpoints.store(present, isNew);
      await changes.note(present);
    },
  };
}
