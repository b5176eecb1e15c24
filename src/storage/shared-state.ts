/**
 * State shared by gateway processes, reached off the request path: counters by delta, keys with expiry, messages, leases.
 * Times are given by the caller in milliseconds since the epoch, so that the in-process adapter reads no clock.
 */
export interface SharedState {
  readonly capabilities: { readonly acrossProcesses: boolean };
  /** Adds deltas to windowed counters and returns the totals of the current window. */
  add(
    deltas: readonly { readonly key: string; readonly by: number; readonly windowMs: number }[],
    now: number,
  ): Promise<readonly number[]>;
  set(
    entries: readonly { readonly key: string; readonly value: string; readonly expires: number }[],
    now: number,
  ): Promise<void>;
  get(keys: readonly string[], now: number): Promise<readonly (string | undefined)[]>;
  publish(topic: string, message: string): Promise<void>;
  /** Returns the function that ends the subscription. */
  subscribe(topic: string, listener: (message: string) => void): Promise<() => Promise<void>>;
  /** Takes or renews a lease; false when another holder has it. */
  lease(name: string, holder: string, ttlMs: number, now: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
  close(): Promise<void>;
}
