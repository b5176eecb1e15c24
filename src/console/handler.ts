import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Caller } from './auth/session.ts';
import type { FailureCount, SignInTokens } from './auth/sign-in.ts';
import type { OperationId, ROUTES } from './contract.ts';
import type { ConsoleDeps } from './control.ts';
import type { LiveHub } from './live.ts';
import type { DeepReadonly } from './types.ts';
import type { Views } from './views/views.ts';

type Route<Id extends OperationId> = (typeof ROUTES)[Id];
type Output<R, Key extends string> = R extends { readonly [K in Key]: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : undefined;

/** One call, validated. Routes that are open to all have no caller. */
export interface Call<Id extends OperationId> {
  readonly params: Output<Route<Id>, 'params'>;
  readonly query: Output<Route<Id>, 'query'>;
  readonly body: Output<Route<Id>, 'body'>;
  readonly caller: Route<Id>['access'] extends 'public' ? null : Caller;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Answers a call. Routes without an answer in the contract send the reply themselves. Errors: CodedError. */
export type Handler<Id extends OperationId> = (
  call: Call<Id>,
) => Promise<
  Route<Id> extends { readonly answer: z.ZodType } ? DeepReadonly<Output<Route<Id>, 'answer'>> : FastifyReply
>;

export type Handlers<Id extends OperationId = OperationId> = { readonly [K in Id]: Handler<K> };

/** What a person did, before the log adds when and by whom. */
export interface AuditNote {
  readonly what: string;
  readonly object: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string;
}

/** What handlers work with. */
export interface Context {
  readonly deps: ConsoleDeps;
  readonly views: Views;
  readonly hub: LiveHub;
  readonly signInTokens: SignInTokens;
  readonly failures: FailureCount;
  /** Calls that failed by the console's own fault since it started. */
  failedCalls(): number;
  /** Puts a token into the address of the console. Errors: SP3006 before the console listens. */
  linkFor(token: string): string;
  /** Appends to the audit log; a write answers only after this resolved. */
  audit(who: Pick<Caller, 'session'>, note: AuditNote): Promise<void>;
}
