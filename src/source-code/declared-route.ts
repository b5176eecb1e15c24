export const FRAMEWORK_IDS = [
  'express',
  'fastify',
  'nestjs',
  'hono',
  'nextjs',
  'flask',
  'fastapi',
  'django',
  'spring',
  'gin',
  'chi',
  'echo',
  'net-http',
] as const;
export type FrameworkId = (typeof FRAMEWORK_IDS)[number];

/** A route as the source code declares it. */
export interface DeclaredRoute {
  readonly framework: FrameworkId;
  /** In capitals, sorted; `ANY` alone where the code names none. */
  readonly methods: readonly string[];
  /** `{name}` for a parameter, `{name*}` for the rest of the path, `{?}` for a part that cannot be read from the code. */
  readonly template: string;
  /** Path from the searched folder, with forward slashes. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** Name of the function or method that answers, where the code gives one. */
  readonly handler?: string;
  /** What a reader must know: unknown parts, a router that nobody mounts, versions by header. */
  readonly notes: readonly string[];
}

export const ANY = 'ANY';
