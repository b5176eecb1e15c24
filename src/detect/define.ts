import type {
  Evidence,
  Leaf,
  Mitigation,
  Observation,
  Outcome,
  Part,
  Severity,
  Signal,
  TransactionRequest,
  TransactionResponse,
} from '../model/index.ts';
import type { RequestContext } from './context.ts';

/** References a rule carries: CWE, OWASP API Security Top 10 (2023), OWASP Automated Threats, CAPEC. */
export type Reference = `CWE-${number}` | `API${number}:2023` | `OAT-${number}` | `CAPEC-${number}`;

interface RuleCommon {
  /** Permanent, kebab-case, equal to the file's name. */
  readonly id: string;
  /** Raised when the rule answers differently. */
  readonly version: number;
  readonly title: string;
  readonly severity: Severity;
  readonly references: readonly Reference[];
  /** Plain language: what the attack is, what the rule asks, what it does not see. Goes into the generated reference. */
  readonly explanation: string;
  /** Named limits with defaults; policy may override each. */
  readonly limits: RuleLimits;
  /** What the default policy does when it fires. */
  readonly action: 'log' | 'block-request' | 'block-actor';
  /** How long an actor is blocked by default. */
  readonly blockMs: number;
}

/** What one value says. */
export interface ValueAnswer {
  readonly confidence: number;
  readonly statement: string;
  /** Deciding characters of the value as [from, to). */
  readonly mark: readonly [number, number];
  /** Nothing of the value may be shown: it is a secret itself. */
  readonly hidden?: true;
}

/**
 * A stateless rule about one leaf value. It is asked only when one of its `literals` (lower case, at least two
 * characters) stands in the value or in one of its decodings; `ask` must be linear in the value's length.
 */
export interface ValueRule extends RuleCommon {
  readonly kind: 'value';
  readonly literals: readonly string[];
  readonly parts: readonly Part[];
  ask(value: string, leaf: Leaf, request: TransactionRequest): ValueAnswer | undefined;
  readonly examples: {
    readonly fires: readonly (string | Partial<Leaf>)[];
    readonly silent: readonly (string | Partial<Leaf>)[];
  };
}

/** What a message as a whole says; `value` with `mark` is shown masked, unless the place is a secret. */
export interface MessageAnswer {
  readonly confidence: number;
  readonly statement: string;
  readonly part?: Part;
  readonly name?: string;
  readonly value?: string;
  readonly mark?: readonly [number, number];
  readonly counters?: Evidence['counters'];
}

/** A request as its writer sees it; the default is a GET of `/`, a POST where there is a body. */
export interface MessageExample {
  readonly name: string;
  readonly method?: string;
  readonly target?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string | Uint8Array;
}

/**
 * A stateless rule about a request as a whole: its framing, its document, its tokens. It is asked about every request, so it
 * leaves at its first cheap look where it has no question; linear in the size of what was captured.
 */
export interface MessageRule extends RuleCommon {
  readonly kind: 'message';
  ask(request: TransactionRequest, context: RequestContext, limits: RuleLimits): MessageAnswer | undefined;
  readonly examples: { readonly fires: readonly MessageExample[]; readonly silent: readonly MessageExample[] };
}

/**
 * A stateless rule about one text of an answer's body, asked like a value rule: only where one of its `literals` stands in
 * the text. What it says opens findings and explains what a request achieved; the answer itself is on its way already.
 */
export interface ResponseRule extends RuleCommon {
  readonly kind: 'response';
  readonly literals: readonly string[];
  ask(value: string, leaf: Leaf, exchange: AnsweredRequest): ValueAnswer | undefined;
  readonly examples: {
    readonly fires: readonly (string | Partial<Leaf>)[];
    readonly silent: readonly (string | Partial<Leaf>)[];
  };
}

export interface AnsweredRequest {
  readonly request: TransactionRequest;
  readonly response: TransactionResponse;
}

/** A request that carried signals, its answer, and what the answer's signals are so far. */
export interface JoinedExchange extends AnsweredRequest {
  readonly asked: readonly Signal[];
  readonly answered: readonly Signal[];
}

export interface JoinAnswer {
  readonly confidence: number;
  /** Made of what the signals hold, or masked: it is kept as it is. */
  readonly evidence: Evidence;
}

/** A request that carried signals, and its answer; the defaults are status 200 and `text/html`. */
export interface JoinExample {
  readonly name: string;
  readonly request: MessageExample;
  /** Rules that fired on the request and on the answer, sure of it unless a number says how sure. */
  readonly asked: readonly (string | readonly [rule: string, confidence: number])[];
  readonly answered?: readonly (string | readonly [rule: string, confidence: number])[];
  /** Where they fired on the request; the query's `q` by default. */
  readonly at?: readonly [part: Part, name: string];
  readonly status?: number;
  readonly contentType?: string;
  readonly body?: string;
}

/**
 * A stateless rule about a request and its answer together: whether what was tried worked. It is asked only about answers to
 * requests that carried a signal, in the order of the registry; the signals of earlier ones are among `answered`.
 */
export interface JoinRule extends RuleCommon {
  readonly kind: 'join';
  ask(exchange: JoinedExchange): JoinAnswer | undefined;
  readonly examples: { readonly fires: readonly JoinExample[]; readonly silent: readonly JoinExample[] };
}

export type RuleLimits = Readonly<Record<string, number>>;

export interface SharedPart<Shared> {
  key(observation: Observation): string | undefined;
  initial(observation: Observation): Shared;
}

/** What a stateful rule says when its limit is passed. */
export interface ActorAnswer {
  readonly confidence: number;
  readonly evidence: Evidence;
  /** Whom a block stops when that is not the actor at hand: an address that sends every request as somebody else. */
  readonly target?: Mitigation['target'];
  /** Set when refusing this request is right and blocking its sender is not: many others may share what it is known by. */
  readonly scope?: 'request';
}

/**
 * A rule about an actor over time. State is plain data of bounded size, one per key; time comes from the observation.
 * `key` chooses whose state is asked, at the request (without outcome) and again when the answer is known; `undefined`
 * means the rule has no question here, which costs nothing: most answers tell most rules nothing.
 */
export interface ActorRule<State = unknown, Shared = unknown> extends RuleCommon {
  readonly kind: 'actor';
  key(observation: Observation, outcome: Outcome | undefined): string | undefined;
  initial(observation: Observation): State;
  /** A second state, common to many actors: what is usual at an endpoint. Without a key the rule is handed `undefined`. */
  readonly shared?: SharedPart<Shared>;
  /** Asked before the request is answered, also for a request that a standing block is about to refuse. */
  request?(
    state: State,
    observation: Observation,
    limits: RuleLimits,
    shared: Shared | undefined,
  ): ActorAnswer | undefined;
  /** Asked when the answer is known; not asked when the request was refused, for then nothing was learned. */
  outcome?(
    state: State,
    observation: Observation,
    outcome: Outcome,
    limits: RuleLimits,
    shared: Shared | undefined,
  ): ActorAnswer | undefined;
  /** Scenarios: lists of events that must or must not end in a signal. */
  readonly examples: {
    readonly fires: readonly ActorScenario[];
    readonly silent: readonly ActorScenario[];
  };
}

/** A named, generated sequence of observations with outcomes. */
export interface ActorScenario {
  readonly name: string;
  events(): Iterable<{ observation: Observation; outcome?: Outcome }>;
}

/** Rules that need no memory. */
export type StatelessRule = ValueRule | MessageRule | ResponseRule | JoinRule;
export type Rule = StatelessRule | ActorRule;

export const defineValueRule = (rule: Omit<ValueRule, 'kind'>): ValueRule => ({ kind: 'value', ...rule });
export const defineMessageRule = (rule: Omit<MessageRule, 'kind'>): MessageRule => ({ kind: 'message', ...rule });
export const defineResponseRule = (rule: Omit<ResponseRule, 'kind'>): ResponseRule => ({ kind: 'response', ...rule });
export const defineJoinRule = (rule: Omit<JoinRule, 'kind'>): JoinRule => ({ kind: 'join', ...rule });
export const defineActorRule = <State, Shared = undefined>(rule: Omit<ActorRule<State, Shared>, 'kind'>): ActorRule =>
  ({ kind: 'actor', ...rule }) as ActorRule;
