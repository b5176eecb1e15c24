import type {
  Actor,
  BaselineRecord,
  ChangeRecord,
  Endpoint,
  Finding,
  Mitigation,
  OwnerRecord,
  ShapeRecord,
  Specification,
  TemplateCorrection,
} from '../model/index.ts';

/** Durable records by kind. Every kind is JSON data with a permanent id. */
export interface RecordKinds {
  endpoint: Endpoint;
  finding: Finding;
  mitigation: Mitigation;
  actor: Actor;
  /** Versions of the policy text, by version hash. */
  policy: PolicyText;
  session: ConsoleSession;
  specification: Specification;
  /** The inventory's log: appended, never altered or removed. */
  change: ChangeRecord;
  shape: ShapeRecord;
  baseline: BaselineRecord;
  owner: OwnerRecord;
  correction: TemplateCorrection;
  /** Small named values: counters of ids, settings, the learner's saved state. */
  setting: { readonly id: string; readonly value: unknown };
}
export type RecordKind = keyof RecordKinds;

export interface PolicyText {
  readonly id: string;
  readonly text: string;
  readonly author: string;
  readonly at: number;
}

export interface ConsoleSession {
  /** SHA-256 of the token; the token itself is never stored. */
  readonly id: string;
  readonly user: string;
  readonly role: 'viewer' | 'analyst' | 'admin';
  readonly kind: 'browser' | 'api-token' | 'sign-in-link';
  readonly created: number;
  readonly expires: number;
}

/** One act of a person or of the system, chained by hash. */
export interface AuditEntry {
  readonly seq: number;
  readonly at: number;
  readonly who: string;
  readonly session: string;
  readonly what: string;
  readonly object: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string;
  /** SHA-256 over the previous hash and this entry without `hash`. */
  readonly hash: string;
}
export type NewAuditEntry = Omit<AuditEntry, 'seq' | 'hash'>;

/** Most records one `list` or `auditLog` gives; a larger wish is cut to it. */
export const LIST_LIMIT = 1_000;

export interface RecordPage<T> {
  readonly records: readonly T[];
  /** Pass as `after` for the next page; absent on the last. */
  readonly next?: string;
}

/**
 * Durable records. Batch-first: `put` and `remove` are atomic per call and durable when they resolve. Reads are
 * bounded: `list` gives at most `LIST_LIMIT` a page, in id order (byte order of the id); `get` keeps the order asked and
 * leaves out what is not there. `auditLog` goes up by `seq`, exclusive of `after`.
 * Errors: CodedError SP5001–SP5005.
 */
export interface RecordStore {
  readonly capabilities: { readonly shared: boolean };
  put<K extends RecordKind>(kind: K, records: readonly RecordKinds[K][]): Promise<void>;
  get<K extends RecordKind>(kind: K, ids: readonly string[]): Promise<readonly RecordKinds[K][]>;
  list<K extends RecordKind>(
    kind: K,
    page: { readonly after?: string; readonly limit: number },
  ): Promise<RecordPage<RecordKinds[K]>>;
  count(kind: RecordKind): Promise<number>;
  remove(kind: RecordKind, ids: readonly string[]): Promise<void>;
  audit(entries: readonly NewAuditEntry[]): Promise<void>;
  auditLog(page: { readonly after?: number; readonly limit: number }): Promise<readonly AuditEntry[]>;
  close(): Promise<void>;
}
