/** Why a line or an entry of a file became no exchange. */
export const SKIP_REASONS = [
  /** Not JSON, or not a log line of a known shape. */
  'malformed',
  /** The file ends within it. */
  'truncated',
  /** Longer than LIMITS.importEntryBytes, LIMITS.importLineBytes or LIMITS.capturePacketBytes. */
  'too-large',
  /** A line without anything. */
  'empty-line',
  /** The server logged a connection that sent no readable request, or an answer was seen without its request. */
  'no-request',
  'no-time',
  /** A tunnel, `data:`, `blob:`, an extension's page, a captured connection of another protocol. */
  'not-http',
  /** A captured connection under TLS. */
  'encrypted',
  /** The capture lacks packets, so that a message or what could be read after it is lost. */
  'packets-missing',
  /** A fragment of an IP packet; captures of TCP hold next to none. */
  'ip-fragment',
  /** A file of a folder that is no recording, or holds nothing. */
  'other-file',
  /** A packet of a kind of network that is not read. */
  'link-type',
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
