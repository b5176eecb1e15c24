import { readFileSync } from 'node:fs';
import path from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { nearest } from '../lib/text/nearest.ts';
import { CodedError, MODES } from '../model/index.ts';
import { gatewayKeys, resolveGatewayPaths } from './gateway-settings.ts';
import { address, sensorsSchema } from './sensor-settings.ts';

/** `sallyport.yaml`. Every key may also be given as a flag; flags win. */
export const configSchema = z.strictObject({
  /** The API to protect: http://HOST:PORT or https://HOST:PORT. Without it there is no gateway, only sensors. */
  upstream: z.string().optional(),
  listen: address.default('127.0.0.1:8080'),
  console: address.default('127.0.0.1:9090'),
  data: z.string().default('.sallyport'),
  /** Ceiling over the policy's rules. Without it the policy file decides; without that, monitor. */
  mode: z.enum(MODES).optional(),
  policy: z.string().optional(),
  /** Judge every request alone: rules with memory are off, nobody is blocked for longer than one request. */
  stateless: z.boolean().default(false),
  /** File of the owner's own data classes (YAML). */
  dataClasses: z.string().optional(),
  /** Addresses or CIDR ranges whose X-Forwarded-For, Forwarded and trait headers are believed. */
  trustedProxies: z.array(z.string()).default([]),
  /** Header from trusted proxies that carries the request's time in epoch milliseconds or RFC 3339, for replays. */
  clockHeader: z.string().optional(),
  ...gatewayKeys,
  sensors: sensorsSchema.default({}),
  /** Specifications (OpenAPI, GraphQL, WSDL, protobuf descriptor sets) read at each start; those known already stay. */
  specifications: z.array(z.string()).default([]),
  /** Owners of endpoints, in the manner of CODEOWNERS. */
  owners: z.string().optional(),
  /** Labels of this gateway; `owner` or `team` owns what nobody else does. */
  labels: z.record(z.string().max(100), z.string().max(200)).default({}),
  /** Patterns of the host names that are yours, `*.example.com`; others count as third parties. */
  ownHosts: z.array(z.string().min(1).max(253)).default([]),
  retentionDays: z.number().int().min(1).max(3650).default(30),
});

export type Config = z.infer<typeof configSchema>;

/** Settings from a file (if given) under flags. Errors: SP1001, SP1002, SP1003 with file, line and column. */
export function loadConfig(file: string | undefined, flags: Partial<Record<keyof Config, unknown>>): Config {
  const given = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
  if (file === undefined) return check({ ...given }, 'command line', () => '');
  const text = read(file);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, maxAliasCount: 50 } as Parameters<
    typeof parseDocument
  >[1]);
  const [problem] = document.errors;
  if (problem)
    throw new CodedError('SP1002', `${file}:${where(lines, problem.pos[0])}: ${problem.message.split('\n')[0]}`);
  const content: unknown = document.toJS({ maxAliasCount: 50 }) ?? {};
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new CodedError('SP1002', `${file}: must be a list of keys and values`);
  const relative = relativeTo(path.dirname(path.resolve(file)), content as Record<string, unknown>);
  return check({ ...relative, ...given }, file, (key) => {
    const node = document.get(key, true) as { range?: [number, number, number] } | undefined;
    return node?.range ? `:${where(lines, node.range[0])}` : '';
  });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CodedError('SP1001', `${file}: ${(cause as Error).message}`, { cause });
  }
}

function where(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${line}:${col}`;
}

/** Paths in a file are relative to the file, those of flags to the working folder. */
function relativeTo(folder: string, content: Record<string, unknown>): Record<string, unknown> {
  const paths = ['data', 'policy', 'dataClasses', 'owners'].filter((key) => typeof content[key] === 'string');
  const listed: unknown = content['specifications'];
  const specifications = Array.isArray(listed)
    ? listed.map((file: unknown) => (typeof file === 'string' ? path.resolve(folder, file) : file))
    : listed;
  return {
    ...content,
    ...resolveGatewayPaths(folder, content),
    ...Object.fromEntries(paths.map((key) => [key, path.resolve(folder, content[key] as string)])),
    ...(specifications !== undefined && { specifications }),
  };
}

function check(content: Record<string, unknown>, source: string, place: (key: string) => string): Config {
  const result = configSchema.safeParse(content);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const key = [...issue.path, issue.keys[0] ?? ''].join('.');
    const suggestion = issue.path.length === 0 ? nearest(key, Object.keys(configSchema.shape)) : undefined;
    throw new CodedError(
      'SP1003',
      `${source}${place(String(issue.path[0] ?? key))}: "${key}"${suggestion ? `, did you mean "${suggestion}"?` : ''}`,
    );
  }
  const key = String(issue?.path[0] ?? '');
  throw new CodedError('SP1002', `${source}${place(key)}: ${issue?.path.join('.')}: ${issue?.message}`);
}

/** `HOST:PORT` with brackets around IPv6. */
export function splitAddress(text: string): { readonly host: string; readonly port: number } {
  const at = text.lastIndexOf(':');
  return { host: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) };
}
