import type { Api, Finding, Mitigation, Mode, Policy, Severity } from '../model/index.ts';
import type { Transition } from '../findings/index.ts';
import type { Journal, RecordStore } from '../storage/index.ts';
import type { LiveFeed } from './live.ts';

/** What the rule registry tells about a rule. */
export interface RuleInfo {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly severity: Severity;
  readonly explanation: string;
  readonly references: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
  readonly kind: 'value' | 'actor';
}

/** What runs and how it fares. Counts since `startedAt`; times in milliseconds since the epoch. */
export interface ControlStatus {
  readonly version: string;
  /** The mode that acts now. */
  readonly mode: Mode;
  readonly policyVersion: string;
  /** Address for clients, `http://127.0.0.1:8080`, and the API behind it. */
  readonly gateway: string;
  readonly upstream: string;
  readonly startedAt: number;
  /** Last probe sent through the gateway; `passed` is null until there was one. */
  readonly selfTest: { readonly at: number | null; readonly passed: boolean | null; readonly detail: string };
  readonly sources: readonly {
    readonly id: string;
    readonly title: string;
    readonly state: 'up' | 'idle' | 'down';
    readonly lastEvent: number | null;
    readonly requests: number;
  }[];
  /** Every counter, above all those of what was dropped or swallowed. `id` like `gateway.records-dropped`. */
  readonly counters: readonly {
    readonly id: string;
    readonly title: string;
    readonly value: number;
    readonly kind: 'activity' | 'swallowed' | 'lost';
  }[];
  readonly queue: { readonly length: number; readonly limit: number };
  readonly memory: { readonly rssBytes: number; readonly heapBytes: number };
}

export interface PolicyInForce {
  readonly policy: Policy;
  readonly text: string;
  readonly author: string;
  readonly at: number;
}

export interface BlockOrder {
  readonly target: Mitigation['target'];
  readonly durationMs: number;
  readonly reason: string;
  readonly author: string;
}

/** The way to the gateway. Methods resolve when the change acts there and is durable. Errors: CodedError. */
export interface Control {
  status(): Promise<ControlStatus>;
  block(order: BlockOrder): Promise<Mitigation>;
  /** Ends a standing measure; resolves to its ended form, undefined when none such stands. */
  unblock(id: string, author: string, reason: string): Promise<Mitigation | undefined>;
  /** Measures standing now. */
  mitigations(): Promise<readonly Mitigation[]>;
  policy(): Promise<PolicyInForce>;
  /** The policy that a text means. Errors: SP1101–SP1103, SP1003. */
  readPolicy(text: string): Promise<Policy>;
  setPolicy(text: string, author: string): Promise<PolicyInForce>;
  setMode(mode: Mode, author: string, reason: string): Promise<PolicyInForce>;
  /**
   * Applies `change` to the newest version of a finding, which analysis may just be adding to, and stores the outcome.
   * Undefined when there is no such finding; a refused transition changes nothing.
   */
  changeFinding(id: string, change: (finding: Finding) => Transition): Promise<Transition | undefined>;
}

/** Everything the console needs; it makes nothing of it itself. */
export interface ConsoleDeps {
  readonly records: RecordStore;
  readonly journal: Journal;
  readonly control: Control;
  readonly live: LiveFeed;
  readonly rules: readonly RuleInfo[];
  /** APIs as the learner sees them. */
  readonly apis: () => Promise<readonly Api[]>;
  /** OpenAPI document of one API; undefined when there is no such API. */
  readonly exportOpenApi: (apiId: string) => Promise<object | undefined>;
  /** Folder of the built pages; null when there are none. */
  readonly webRoot: string | null;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** A secret of at least 128 bits in URL-safe characters. */
  readonly newToken: () => string;
  readonly environment: 'demo' | 'default';
  /** Takes failures of the console itself, for the log; the client gets only a code. */
  readonly onFailure: (what: string, cause: unknown) => void;
  /** Names by which browsers may address the console beside `localhost` and plain IP addresses. */
  readonly hostNames?: readonly string[];
}
