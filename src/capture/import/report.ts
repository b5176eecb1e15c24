/** Why a line or an entry of a file became no exchange. */
export const SKIP_REASONS = [
  /** Not JSON, or not a log line of a known shape. */
  'malformed',
  /** The file ends within it. */
  'truncated',
  /** Longer than LIMITS.importEntryBytes or LIMITS.importLineBytes. */
  'too-large',
  /** A line without anything. */
  'empty-line',
  /** The server logged a connection that sent no readable request. */
  'no-request',
  'no-time',
  /** A tunnel, `data:`, `blob:`, an extension's page. */
  'not-http',
  /** The compressed file is damaged from here on, or inflates like a bomb. */
  'damaged-compression',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** What became of a file, kept up to date while it is read: `read` exchanges, and the rest by reason. */
export interface ImportReport {
  read: number;
  readonly skipped: Partial<Record<SkipReason, number>>;
}

export function countSkip(report: ImportReport, reason: SkipReason): void {
  report.skipped[reason] = (report.skipped[reason] ?? 0) + 1;
}
