import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CodedError } from '../model/index.ts';
import { readSpecificationFile } from './catalogue.ts';
import { discoverFiles, type Discovery, type DiscoverOptions } from './discover.ts';
import {
  compareRoutes,
  findDeclaredRoutes,
  type OtherRoute,
  type RouteComparison,
  type SourceReport,
} from '../source-code/index.ts';

export interface SourceDiscoveryOptions extends DiscoverOptions {
  /** Folder of the source code. */
  readonly source: string;
  /** Also search files that hold tests. */
  readonly sourceTests: boolean;
  readonly onSource: (files: number) => void;
}

export interface SourceDiscovery {
  readonly source: SourceReport;
  /** Absent without traffic and specifications. */
  readonly discovery?: Discovery;
  readonly comparison?: RouteComparison;
  readonly written: readonly string[];
  readonly ms: number;
}

/**
 * The routes that source code declares; with recorded traffic or specifications, compared with what is called and
 * documented. With `out` it writes `declared.json` beside what `discoverFiles` writes. Errors: those of both, SP5001.
 */
export async function discoverSource(
  files: readonly string[],
  options: SourceDiscoveryOptions,
): Promise<SourceDiscovery> {
  const began = performance.now();
  const source = await findDeclaredRoutes(options.source, {
    tests: options.sourceTests,
    signal: options.signal,
    onProgress: options.onSource,
  });
  const specified = (options.specifications ?? []).length > 0;
  const discovery = files.length > 0 || specified ? await discoverFiles(files, options) : undefined;
  const comparison =
    discovery &&
    compareRoutes({
      written: source.routes,
      ...(files.length > 0 && { called: calledOf(discovery) }),
      ...(specified && { documented: await documentedOf(options.specifications ?? []) }),
    });
  const report = { source, ...(discovery && { discovery }), ...(comparison && { comparison }) };
  const written = options.out === undefined ? [] : [write(options.out, options.source, report)];
  return { ...report, written: [...(discovery?.written ?? []), ...written], ms: performance.now() - began };
}

const calledOf = ({ endpoints }: Discovery): readonly OtherRoute[] =>
  endpoints.map(({ method, template, host, requests }) => ({ method, template, from: host, requests }));

async function documentedOf(files: readonly string[]): Promise<readonly OtherRoute[]> {
  const found: OtherRoute[] = [];
  for (const [index, file] of files.entries()) {
    const { title, servers, operations } = await readSpecificationFile(file, [], index);
    // Where there are several servers, evidence finds the base path that the code has.
    const base = servers[0]?.basePath ?? '';
    for (const { method, template, operation } of operations)
      if (operation === undefined && template !== '') found.push({ method, template: base + template, from: title });
  }
  return found;
}

function write(
  out: string,
  folder: string,
  { source, comparison }: Pick<SourceDiscovery, 'source' | 'comparison'>,
): string {
  const file = path.join(out, 'declared.json');
  try {
    mkdirSync(out, { recursive: true });
    writeFileSync(file, `${JSON.stringify({ schemaVersion: 1, folder, ...source, comparison }, null, 2)}\n`);
    return file;
  } catch (cause) {
    throw new CodedError('SP5001', `${out}: ${(cause as Error).message}`, { cause });
  }
}
