import { CALLS, type Calls } from './types.gen.ts';

export type CallId = keyof Calls;
type Part<Id extends CallId, Name extends 'params' | 'query' | 'body'> = Calls[Id][Name] extends null
  ? unknown
  : Readonly<Record<Name, Calls[Id][Name]>>;

/** Parameters, query and body of a call; parts a call does not have are left out. */
export type Input<Id extends CallId> = Part<Id, 'params'> & Part<Id, 'query'> & Part<Id, 'body'>;
export type Answer<Id extends CallId> = Calls[Id]['answer'];

/** What a failed call tells a person: code, what happened, how it is mended. Status 0: nothing answered. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly mend: string;
  readonly field: string | undefined;
  constructor(
    status: number,
    error: {
      readonly code: string;
      readonly title: string;
      readonly detail: string;
      readonly mend: string;
      readonly field?: string;
    },
  ) {
    super(`${error.code} ${error.title}: ${error.detail}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = error.code;
    this.title = error.title;
    this.detail = error.detail;
    this.mend = error.mend;
    this.field = error.field;
  }
}

const unreachable = (): ApiProblem =>
  new ApiProblem(0, {
    code: 'SP3006',
    title: 'Server not reachable',
    detail: 'The console’s server did not answer.',
    mend: 'Start it with `sallyport protect URL` or `sallyport demo`; this page catches up by itself.',
  });

const unreadable = (status: number): ApiProblem =>
  new ApiProblem(status, {
    code: 'SP0001',
    title: 'Internal error',
    detail: `The server answered ${status} without saying why.`,
    mend: 'Look at the server’s log and try again.',
  });

interface AnyInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
}

/** The address of a call, for links to downloads and for fetch. */
export function urlOf<Id extends CallId>(id: Id, input: Input<Id>): string {
  const { params = {}, query = {} } = input as AnyInput;
  const path = CALLS[id].path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? path : `${path}?${search}`;
}

/** Makes one call. Throws ApiProblem; an aborted call throws what fetch throws. */
export async function call<Id extends CallId>(id: Id, input: Input<Id>, signal?: AbortSignal): Promise<Answer<Id>> {
  const { body } = input as AnyInput;
  const init: RequestInit = { method: CALLS[id].method, headers: { accept: 'application/json' } };
  if (signal !== undefined) init.signal = signal;
  if (body !== undefined)
    Object.assign(init, {
      body: JSON.stringify(body),
      headers: { accept: 'application/json', 'content-type': 'application/json' },
    });
  const response = await fetch(urlOf(id, input), init).catch((cause: unknown) => {
    throw signal?.aborted ? cause : unreachable();
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return answer as Answer<Id>;
  const error = (answer as { readonly error?: ConstructorParameters<typeof ApiProblem>[1] } | undefined)?.error;
  throw error?.code === undefined ? unreadable(response.status) : new ApiProblem(response.status, error);
}
