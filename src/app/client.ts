import type { z } from 'zod';
import type { ROUTES, OperationId } from '../console/contract.ts';
import { CodedError, ERRORS, type ErrorCode } from '../model/index.ts';
import { readServerNote } from './data-folder.ts';

type Routes = typeof ROUTES;
type Answer<Op extends OperationId> = Routes[Op] extends { readonly answer: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : unknown;

export interface CallInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: object;
  /** How long the answer may take; half a minute when absent. */
  readonly timeoutMs?: number;
}

/** Typed calls of a running server's management API. */
export interface Client {
  readonly console: string;
  readonly gateway: string;
  /** Errors: the server's coded error, or SP3006 when it cannot be reached. */
  call<Op extends OperationId>(operation: Op, input?: CallInput): Promise<Answer<Op>>;
}

/** The client for the server that runs on this data folder. Errors: SP3006 when none does. */
export function connectTo(dataFolder: string): Client {
  const note = readServerNote(dataFolder);
  if (note === undefined) throw new CodedError('SP3006', `no server runs on the data folder ${dataFolder}`);
  return {
    console: note.console,
    gateway: note.gateway,
    call: (operation, input = {}) => request(note.console, note.token, operation, input),
  };
}

async function request<Op extends OperationId>(
  base: string,
  token: string,
  operation: Op,
  input: CallInput,
): Promise<Answer<Op>> {
  // Only when a call is made: the contract's schemas are the dearest thing a client loads.
  const route = (await import('../console/contract.ts')).ROUTES[operation];
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(input.params?.[name] ?? ''));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {}))
    if (value !== undefined) query.set(name, String(value));
  const url = `${base}/api/v1${path}${query.size > 0 ? `?${query.toString()}` : ''}`;
  let response: Response;
  try {
    response = await fetch(url, {
      method: route.method,
      headers: { authorization: `Bearer ${token}`, ...(input.body && { 'content-type': 'application/json' }) },
      ...(input.body && { body: JSON.stringify(input.body) }),
      signal: AbortSignal.timeout(input.timeoutMs ?? 30_000),
    });
  } catch (cause) {
    throw new CodedError('SP3006', `${base}: ${(cause as Error).message}`, { cause });
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problem(answer, response.status);
  return answer as Answer<Op>;
}

function problem(answer: unknown, status: number): CodedError {
  const error = (answer as { error?: { code?: string; detail?: string } } | undefined)?.error;
  const code: ErrorCode =
    error?.code !== undefined && Object.hasOwn(ERRORS, error.code) ? (error.code as ErrorCode) : 'SP0001';
  return new CodedError(code, error?.detail ?? `the server answered ${status}`);
}
