import type { ExchangeSample, JournalRecord, Rollup, TransactionRecord } from '../model/index.ts';

/** Which transactions; all given conditions hold together. Times are [from, to). */
export interface JournalQuery {
  readonly from?: number;
  readonly to?: number;
  readonly actor?: string;
  readonly endpoint?: string;
  readonly method?: string;
  /** Exact status, or a class such as `4xx`. */
  readonly status?: number | `${1 | 2 | 3 | 4 | 5}xx`;
  readonly conclusion?: string;
  /** Id of a rule with a signal. */
  readonly rule?: string;
  /** Only transactions with any signal. */
  readonly signalsOnly?: boolean;
  /** Substring of the path. */
  readonly path?: string;
  /** Newest first; pass `next` of the last page. */
  readonly before?: string;
  readonly limit: number;
}

export interface JournalPage {
  readonly records: readonly TransactionRecord[];
  readonly next?: string;
  /** True when the query stopped at its row budget before it had `limit` rows. */
  readonly partial: boolean;
}

/**
 * The log of transactions. `append` is durable when it resolves and atomic per batch; records come back in append
 * order from `tail`, newest first (time, then append order) from `query`, in engine order (runs by their first record,
 * then seqIn) from `replay`. Only `sample` gives samples; records returned by the others carry none. Limits are cut to
 * LIMITS.journalPage. Errors: CodedError SP5001, SP5003–SP5005; SP3004 for a cursor or position that is none.
 */
export interface Journal {
  readonly capabilities: { readonly aggregates: boolean };
  append(batch: readonly JournalRecord[]): Promise<void>;
  tail(
    cursor: string | null,
    limit: number,
  ): Promise<{ readonly records: readonly JournalRecord[]; readonly cursor: string }>;
  get(id: string): Promise<TransactionRecord | undefined>;
  sample(id: string): Promise<ExchangeSample | undefined>;
  query(query: JournalQuery): Promise<JournalPage>;
  /**
   * By minute, then endpoint; minutes that begin before `to`, from the one that holds `from`. Without `endpoint` one row
   * an endpoint met ('' for none); with ALL_ENDPOINTS (`*`) one row a minute that sums over all of them.
   */
  rollups(range: {
    readonly from: number;
    readonly to: number;
    readonly endpoint?: string;
  }): Promise<readonly Rollup[]>;
  /** Records of the range in engine order, in batches of bounded size. */
  replay(range: {
    readonly from: number;
    readonly to: number;
    readonly run?: string;
  }): AsyncIterable<readonly JournalRecord[]>;
  /** Bytes, days and rows held. */
  size(): Promise<{ readonly rows: number; readonly bytes: number; readonly days: readonly string[] }>;
  /** Drops whole UTC days that end before `time`; returns the days dropped. */
  retain(time: number): Promise<readonly string[]>;
  close(): Promise<void>;
}
