import type { Learner, Matcher, Orphan } from '../inventory/index.ts';
import type { Finding, InventorySnapshot, JournalRecord, TransactionRecord } from '../model/index.ts';
import { EMPTY_BODY } from '../model/index.ts';
import { headerValue } from '../protocols/http/index.ts';
import type { Captured, CapturedTransaction, RawExchange } from '../pipeline/index.ts';
import type { FindingRegister } from '../findings/index.ts';
import type { Journal, RecordStore } from '../storage/index.ts';
import type { ActorRegister } from './actors.ts';
import type { Catalogue } from './catalogue.ts';
import { learnable } from './learnable.ts';
import { openPublisher } from './publisher.ts';
import type { Redaction } from './redaction.ts';

export interface AnalysisParts {
  readonly journal: Journal;
  readonly records: RecordStore;
  readonly learner: Learner;
  /** Specifications and owners, by which endpoints are classified. */
  readonly catalogue: Catalogue;
  readonly redaction: Redaction;
  readonly findings: FindingRegister;
  readonly actors: ActorRegister;
  /** A new inventory for the hot path. */
  onSnapshot(snapshot: InventorySnapshot): void;
  /** What came in, redacted, for those who watch live. */
  onRecords(records: readonly TransactionRecord[], opened: readonly Finding[]): void;
}

export interface Analysis {
  /**
   * Stores and learns from one batch. Durable when it resolves. Rejects with SP5004 and friends when the journal cannot
   * be written: the caller keeps the batch and tries again, nothing of it was learned.
   */
  ingest(batch: readonly Captured[]): Promise<void>;
  /** Writes what changed since the last call and publishes a new inventory snapshot if there is one. */
  save(): Promise<void>;
  /** Also writes the learner's whole state: at the end and now and then. */
  saveAll(): Promise<void>;
  /** Documented and never called, as of the last `save`. */
  orphans(): readonly Orphan[];
  /** Endpoints gone for so long that the inventory's log forgot them, since the start. */
  forgotten(): number;
}

const LEARNER_STATE = 'learner-state';
const ACTORS_PER_SAVE = 500;

/** The cold path on one page: redact → journal → learn → actors → findings → snapshot. */
export async function openAnalysis(parts: AnalysisParts): Promise<Analysis> {
  const { journal, records, learner, redaction, findings, actors } = parts;
  const [saved] = await records.get('setting', [LEARNER_STATE]);
  if (saved) learner.load(saved.value);
  const publisher = await openPublisher(parts);

  return {
    async ingest(batch) {
      const stored = batch.map((item): JournalRecord =>
        item.type === 'control' ? item.record : toRecord(item.transaction, redaction, publisher.matcher),
      );
      await journal.append(stored);
      const opened: Finding[] = [];
      for (const [index, item] of batch.entries()) {
        const record = stored[index];
        if (item.type !== 'transaction' || record?.kind !== 'transaction') continue;
        if (item.transaction.weight > 0) {
          learn(learner, item.transaction);
          publisher.learned();
        }
        actors.add(record, headerValue(item.transaction.raw?.requestHeaders ?? [], 'user-agent'));
        opened.push(...findings.add(record, item.transaction.started));
        if (item.transaction.started.length > 0) await records.put('mitigation', item.transaction.started);
      }
      parts.onRecords(
        stored.filter((record) => record.kind === 'transaction'),
        opened,
      );
    },
    async save() {
      await publisher.publish();
      await findings.save();
      await actors.save(ACTORS_PER_SAVE);
    },
    orphans: publisher.orphans,
    forgotten: publisher.forgotten,
    async saveAll() {
      await publisher.publish();
      await findings.save();
      await actors.save(Infinity);
      await records.put('setting', [{ id: LEARNER_STATE, value: learner.save() }]);
    },
  };
}

/** Redacts, and names the endpoint by the newest inventory where the hot path had none yet. */
function toRecord(
  { record, raw, keep }: CapturedTransaction,
  redaction: Redaction,
  matcher: Matcher,
): TransactionRecord {
  const known = record.endpoint?.id.startsWith('P-')
    ? matcher.match(
        record.method,
        record.host,
        record.path,
        () => raw && learnable(exchangeOf(record, raw)).operations?.[0],
      )
    : null;
  return {
    ...record,
    path: redaction.path(record.path),
    query: redaction.query(record.query),
    ...(known && record.endpoint && { endpoint: known.endpoint, judgedAs: record.endpoint }),
    ...(keep && raw && { sample: redaction.sample(raw) }),
  };
}

function learn(learner: Learner, { record, raw, weight }: CapturedTransaction): void {
  const unseen = record.end === 'unseen';
  // Refused requests are the attacker's words, not the API's shape; an upgrade or a failure has no answer to learn from.
  if (record.verdict.conclusion === 'block' || (record.status === 0 && !unseen) || raw === undefined) return;
  learner.observe({ ...learnable(exchangeOf(record, raw)), weight, ...(unseen && { unseen }) });
}

/** The exchange as a sensor hands it over, from what was captured of it. */
function exchangeOf(record: CapturedTransaction['record'], raw: RawExchange): Parameters<typeof learnable>[0] {
  const target = record.query === '' ? record.path : `${record.path}?${record.query}`;
  const { id, time, method, host, address } = record;
  return {
    request: {
      id,
      time,
      method,
      scheme: 'http',
      host,
      target,
      httpVersion: '1.1',
      headers: raw.requestHeaders,
      client: { address, peer: address },
      ...(record.sensor !== undefined && { sensor: record.sensor }),
    },
    requestBody: raw.requestBody ?? EMPTY_BODY,
    ...(raw.messages && { messages: raw.messages }),
    ...(record.end !== 'unseen' && {
      response: { status: record.status, headers: raw.responseHeaders, time: time + record.durationMs },
      responseBody: raw.responseBody ?? EMPTY_BODY,
    }),
  };
}
