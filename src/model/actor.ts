/** What an actor was recognised by, strongest first. */
export const ACTOR_KINDS = ['principal', 'session', 'fingerprint', 'address'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** Who is held responsible for a request. Ids are keyed pseudonyms: `A-` and 10 hex digits. */
export interface ActorRef {
  readonly id: string;
  readonly kind: ActorKind;
  /** Readable and free of secrets: `token sub 5512`, `api key …c41f`, `198.18.4.7`. */
  readonly label: string;
}

/** The standing record of an actor, kept by analysis. */
export interface Actor {
  readonly id: string;
  readonly kind: ActorKind;
  readonly label: string;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly requests: number;
  readonly refused: number;
  readonly errors: number;
  /** Distinct addresses, newest first, bounded. */
  readonly addresses: readonly string[];
  readonly userAgents: readonly string[];
  /** Endpoint id → requests, the busiest, bounded. */
  readonly endpoints: Readonly<Record<string, number>>;
  /** Rule id → signals seen. */
  readonly signals: Readonly<Record<string, number>>;
}
