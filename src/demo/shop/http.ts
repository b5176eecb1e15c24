import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { LIMITS } from '../../model/index.ts';
import type { ShopState, User } from './state.ts';

export type Access = 'anyone' | 'user' | 'admin' | 'partner';
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Schema = z.ZodType;

/** What a handler is given; `query` and `body` are already checked by the route's schemas. */
export interface Call<Body = unknown, Query = unknown> {
  readonly state: ShopState;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  /** The signed-in user; for `partner` and `anyone` routes null unless a token was sent. */
  readonly user: User | null;
  readonly header: (name: string) => string | undefined;
}

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One route: what it is called, who may call it, what it takes and answers. The OpenAPI document is made of these. */
export interface Route {
  readonly method: Method;
  /** Segments in braces are parameters; a last `{rest*}` takes the remaining path. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  /** False keeps it out of the shop's own OpenAPI document. */
  readonly documented: boolean;
  readonly query?: Schema;
  readonly body?: Schema;
  readonly answer?: Schema;
  readonly status: number;
  handle(call: Call): Reply | Promise<Reply>;
}

interface RouteSpec<B extends Schema, Q extends Schema> {
  readonly access?: Access;
  readonly documented?: boolean;
  readonly query?: Q;
  readonly body?: B;
  readonly answer?: Schema;
  /** Status of the ordinary answer; 200 when absent. */
  readonly status?: number;
  handle(call: Call<z.infer<B>, z.infer<Q>>): Reply | Promise<Reply>;
}

/** `route('GET /api/v1/things/{id}', 'One thing', {...})`; the handler's `body` and `query` have the schemas' types. */
export function route<B extends Schema, Q extends Schema>(
  line: `${Method} /${string}`,
  summary: string,
  spec: RouteSpec<B, Q>,
): Route {
  const [method, path] = line.split(' ') as [Method, string];
  const { access = 'anyone', documented = true, status = 200, ...rest } = spec;
  // The server checks body and query with the very schemas that typed this handler.
  return { method, path, summary, access, documented, status, ...rest } as Route;
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(value), headers };
}

export const ok = (value: unknown, headers?: Readonly<Record<string, string>>): Reply => json(200, value, headers);
export const noContent: Reply = { status: 204, type: '', body: '', headers: {} };

export function text(
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, type, body, headers };
}

export function problem(status: number, code: string, message: string, details?: unknown): Reply {
  return json(status, { error: { code, message, ...(details === undefined ? {} : { details }) } });
}

export const notFound = (what: string): Reply => problem(404, 'not_found', `${what} not found`);

export type Found = { readonly route: Route; readonly params: Record<string, string> };

/** Looks a request up: the route, or which methods the path has (empty: no such path). */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Found | readonly Method[] {
  const compiled = routes.map((one) => ({ one, segments: one.path.split('/') }));
  return (method, path) => {
    const segments = path.split('/');
    const methods: Method[] = [];
    for (const { one, segments: pattern } of compiled) {
      const params = match(pattern, segments);
      if (!params) continue;
      if (one.method === method || (one.method === 'GET' && method === 'HEAD')) return { route: one, params };
      methods.push(one.method);
    }
    return methods;
  };
}

function match(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    if (part.endsWith('*}')) {
      params[part.slice(1, -2)] = segments.slice(index).map(decode).join('/');
      return params;
    }
    const segment = segments[index];
    if (segment === undefined) return undefined;
    if (part.startsWith('{')) params[part.slice(1, -1)] = decode(segment);
    else if (part !== segment) return undefined;
  }
  return pattern.length === segments.length ? params : undefined;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The request's body as text, or null when it is larger than the shop reads. */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LIMITS.demoBodyBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
