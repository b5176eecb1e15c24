import type { Gate } from '../gate.ts';
import type { ActiveList } from './active.ts';
import type { Counters } from './counters.ts';
import type { GatewayLimits } from './options.ts';
import type { OverheardShare } from './overheard.ts';
import type { Upstream } from './upstream/index.ts';

/** What every exchange of one gateway shares. */
export interface GatewayContext {
  readonly gate: Gate;
  readonly upstream: Upstream;
  /** Host line for requests that came without one (HTTP/1.0). */
  readonly upstreamHost: string;
  readonly counters: Counters;
  readonly limits: GatewayLimits;
  readonly maxBodyBytes: number;
  readonly forwardedHeaders: boolean;
  readonly clockHeader: string | undefined;
  readonly newId: () => string;
  readonly clock: () => number;
  readonly active: ActiveList;
  readonly overheard: OverheardShare;
  /** True while draining: answers then ask clients to close. */
  draining: boolean;
}
