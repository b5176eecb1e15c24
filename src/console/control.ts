import type {
  Api,
  Endpoint,
  Finding,
  Mitigation,
  Mode,
  OwnerRecord,
  Policy,
  RuleKind,
  Severity,
  Specification,
  TemplateCorrection,
} from '../model/index.ts';
import type { Comparison, SpecificationSource } from '../specifications/index.ts';
import type { Transition } from '../findings/index.ts';
import type { CorrectionPreview, Orphan } from '../inventory/index.ts';
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
  readonly kind: RuleKind;
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
    /** Events that came and could not be used, or that their sender had to drop. */
    readonly lost: number;
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

/** The way to specifications and owners. Resolves when the change is durable; classes follow within seconds. */
export interface CatalogueAccess {
  specifications(): Promise<readonly Specification[]>;
  /** Errors: SP4101–SP4104. */
  importSpecification(source: SpecificationSource & { readonly hosts: readonly string[] }): Promise<Specification>;
  /** Undefined when there is none of this id. */
  removeSpecification(id: string): Promise<Specification | undefined>;
  /** Undefined when there is none of this id. */
  compare(id: string): Promise<Comparison | undefined>;
  /** Endpoints as they are learned now. */
  endpoints(): Promise<readonly Endpoint[]>;
  orphans(): Promise<readonly Orphan[]>;
  /** Null goes back to what the rules say. */
  setOwner(endpoint: string, owner: Omit<OwnerRecord, 'id'> | null): Promise<void>;
}

/** The way to owners' corrections of templates. A change is durable when it resolves; the inventory follows within seconds. */
export interface CorrectionAccess {
  list(): readonly TemplateCorrection[];
  /** Errors: SP1401. */
  preview(correction: TemplateCorrection): CorrectionPreview;
  /** Errors: SP1401, SP1402. */
  correct(correction: TemplateCorrection): Promise<void>;
  /** Undefined when there is none of this id. */
  undo(id: string): Promise<TemplateCorrection | undefined>;
}

/** Everything the console needs; it makes nothing of it itself. */
export interface ConsoleDeps {
  readonly records: RecordStore;
  readonly journal: Journal;
  readonly control: Control;
  readonly live: LiveFeed;
  readonly catalogue: CatalogueAccess;
  readonly corrections: CorrectionAccess;
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
