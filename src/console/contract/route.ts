import type { z } from 'zod';

/** Who may call: nobody signed in, or at least this role. */
export type Access = 'public' | 'viewer' | 'analyst' | 'admin';

/** One call of the management API: everything a client, the server and the documentation need to know. */
export interface RouteContract {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below /api/v1, parameters as `:name`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly access: Access;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Bytes of the request where more than the usual LIMITS.consoleBodyBytes are taken. */
  readonly bodyBytes?: number;
  /** Absent where the answer is a document of a shape of its own. */
  readonly answer?: z.ZodType;
  /** Data of the events where the answer is a stream of server-sent events. */
  readonly events?: z.ZodType;
}
