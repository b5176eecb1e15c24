/** Everything the gateway refuses, repairs or swallows, by name. `stats()` shows each count. */
const COUNTER_NAMES = [
  'bad-request',
  'head-too-large',
  'too-many-header-lines',
  'body-too-large',
  'unknown-transfer-coding',
  'unknown-expectation',
  'connect-method',
  'client-too-slow',
  'client-gone',
  'connections-refused',
  'gate-failed',
  'upstream-failed',
  'upstream-timeout',
  'upstream-busy',
  'upstream-retried',
  'answer-cut',
  'tunnel-failed',
  'tunnel-unreadable',
  'tunnel-messages-left-out',
  'tls-failed',
  'client-certificate-refused',
  'certificate-kept',
  'http2-failed',
  'streams-refused',
  'connection-flooded',
  'judged-before-body',
] as const;
export type CounterName = (typeof COUNTER_NAMES)[number];

/** One line for the log; never shown to a client. `id` is the transaction's, null outside of one. */
export interface GatewayEvent {
  readonly name: CounterName;
  readonly id: string | null;
  readonly detail: string;
}

/** Counts by name and hands what a person may have to act on to the log. */
export class Counters {
  readonly #counts = new Map<CounterName, number>(COUNTER_NAMES.map((name) => [name, 0]));
  readonly #log: (event: GatewayEvent) => void;

  constructor(log: (event: GatewayEvent) => void) {
    this.#log = log;
  }

  /** Counts without a log line: what any client can cause at will must not fill a disk. */
  count(name: CounterName): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  report(name: CounterName, id: string | null, detail: string): void {
    this.count(name);
    this.#log({ name, id, detail });
  }

  snapshot(): Readonly<Record<CounterName, number>> {
    return Object.fromEntries(this.#counts) as Record<CounterName, number>;
  }
}
