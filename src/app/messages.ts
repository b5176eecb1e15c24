import type { ControlStatus } from '../console/index.ts';
import type { ControlChange, ErrorCode, InventorySnapshot, Mitigation, Policy } from '../model/index.ts';
import type { Packed } from '../pipeline/index.ts';
import type { CatalogueConfig } from './catalogue.ts';
import type { Environment } from './settings.ts';

/** What the control worker is started with. */
export interface ControlData {
  readonly folder: string;
  readonly key: Uint8Array;
  readonly policyFile: string;
  readonly policyText: string;
  readonly policy: Policy;
  /** Every request is judged alone. */
  readonly stateless: boolean;
  /** File of the owner's data classes. */
  readonly dataClasses: string | undefined;
  readonly catalogue: CatalogueConfig;
  readonly console: { readonly host: string; readonly port: number };
  readonly environment: Environment;
  readonly upstream: string;
  readonly retentionDays: number;
  readonly webRoot: string | null;
  readonly startedAt: number;
}

/** Facts of the main thread, asked for when somebody looks at the status. */
export interface GatewayFacts {
  readonly gateway: string;
  readonly selfTest: { readonly at: number | null; readonly passed: boolean | null; readonly detail: string };
  readonly counters: readonly {
    readonly id: string;
    readonly title: string;
    readonly value: number;
    readonly kind: 'activity' | 'swallowed' | 'lost';
  }[];
  readonly queue: { readonly length: number; readonly limit: number };
  /** The gateway, if there is one, and every sensor that listens. */
  readonly sources: ControlStatus['sources'];
}

export type ToControl =
  | { readonly type: 'batch'; readonly items: Packed }
  | { readonly type: 'facts'; readonly ask: number; readonly facts: GatewayFacts }
  | { readonly type: 'stop' };

export type FromControl =
  | {
      readonly type: 'ready';
      readonly console: string;
      readonly link: string;
      readonly token: string;
      readonly mitigations: readonly Mitigation[];
    }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly detail: string }
  | { readonly type: 'settled'; readonly count: number; readonly lost: number }
  | { readonly type: 'snapshot'; readonly snapshot: InventorySnapshot }
  | { readonly type: 'change'; readonly change: ControlChange }
  | { readonly type: 'ask-facts'; readonly ask: number }
  | { readonly type: 'notice'; readonly text: string };
