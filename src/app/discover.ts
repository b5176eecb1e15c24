import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { learnable } from '../analysis/index.ts';
import { listRecordings, readExchanges, readPostmanEnvironment, type ImportReport } from '../capture/import/index.ts';
import { createLearner, toOpenApi } from '../inventory/index.ts';
import { classifierOf } from './data-classes.ts';
import { readCorrectionsFile } from './discover-corrections.ts';
import { catalogueOf, type DiscoverCatalogueOptions, type DiscoveredCatalogue } from './discover-catalogue.ts';
import { readGrpcTypes } from '../protocols/grpc/index.ts';
import type { GrpcTypes } from '../protocols/operations/index.ts';
import { CodedError, type Api, type Endpoint } from '../model/index.ts';

export interface DiscoverOptions extends DiscoverCatalogueOptions {
  /** Host of requests that name none. */
  readonly host: string;
  /** File of the variables of Postman collections. */
  readonly postmanEnv?: string | undefined;
  readonly out: string | undefined;
  /** File of a protobuf descriptor set. */
  readonly descriptors?: string | undefined;
  /** File of corrected templates. */
  readonly corrections?: string | undefined;
  /** File of the owner's data classes. */
  readonly dataClasses?: string | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: {
    readonly file: string;
    readonly read: number;
    readonly fraction: number | undefined;
  }) => void;
}

export interface Discovery {
  readonly files: readonly string[];
  readonly transactions: number;
  /** Reason → entries or lines that could not be used. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly apis: readonly Api[];
  readonly endpoints: readonly Endpoint[];
  readonly specifications: DiscoveredCatalogue['specifications'];
  readonly comparisons: DiscoveredCatalogue['comparisons'];
  /** Documented and never called. */
  readonly orphans: DiscoveredCatalogue['orphans'];
  readonly written: readonly string[];
  readonly interrupted: boolean;
  readonly ms: number;
}

/**
 * Learns an inventory from recorded traffic. With `out` it writes `inventory.json`, `operations.json` and
 * one OpenAPI document an API. Errors: SP4001 to SP4003 for a file that gives nothing, SP4005 for the descriptors; damaged entries are counted and the rest is used.
 */
export async function discoverFiles(files: readonly string[], options: DiscoverOptions): Promise<Discovery> {
  const began = performance.now();
  const learner = createLearner(
    options.dataClasses === undefined ? {} : { classify: classifierOf(options.dataClasses) },
  );
  for (const correction of options.corrections === undefined ? [] : readCorrectionsFile(options.corrections))
    learner.correct(correction);
  const grpcTypes = options.descriptors === undefined ? undefined : grpcTypesOf(options.descriptors);
  const skipped: Record<string, number> = {};
  let transactions = 0;
  const environment = options.postmanEnv === undefined ? undefined : readPostmanEnvironment(options.postmanEnv);
  for (const { file, chosen } of listRecordings(files)) {
    const report: ImportReport = { read: 0, skipped: {} };
    const exchanges = readExchanges(file, {
      defaultHost: options.host,
      report,
      lenient: !chosen,
      ...(environment && { environment }),
      onProgress: ({ bytesRead, bytesTotal }) =>
        options.onProgress({
          file: path.basename(file),
          read: transactions,
          fraction: bytesTotal > 0 ? bytesRead / bytesTotal : undefined,
        }),
    });
    for await (const exchange of exchanges) {
      if (options.signal.aborted) break;
      learner.observe(learnable(exchange, grpcTypes));
      transactions++;
    }
    for (const [reason, count] of Object.entries(report.skipped)) skipped[reason] = (skipped[reason] ?? 0) + count;
    if (options.signal.aborted) break;
  }
  const { endpoints, ...documented } = await catalogueOf(
    [...learner.endpoints()].sort((a, b) => order(a, b)),
    options,
  );
  const apis = learner.apis();
  return {
    files,
    transactions,
    skipped,
    apis,
    endpoints,
    ...documented,
    written:
      options.out === undefined
        ? []
        : write(options.out, apis, endpoints, { files, transactions, skipped, ...documented }),
    interrupted: options.signal.aborted,
    ms: performance.now() - began,
  };
}

function grpcTypesOf(file: string): GrpcTypes {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new CodedError('SP4001', `${file}: ${(cause as Error).message}`, { cause });
  }
  return readGrpcTypes(bytes, file);
}

const order = (a: Endpoint, b: Endpoint): number =>
  compare(a.host, b.host) ||
  compare(a.template, b.template) ||
  compare(a.method, b.method) ||
  compare(a.operation?.name ?? '', b.operation?.name ?? '');
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Every operation once, whichever places of its host serve it; plain HTTP by method and template. */
function operationList(
  endpoints: readonly Endpoint[],
): readonly Readonly<Record<'protocol' | 'host' | 'operation', string>>[] {
  const listed = new Map<string, Readonly<Record<'protocol' | 'host' | 'operation', string>>>();
  for (const { host, method, template, operation } of endpoints) {
    const protocol = operation?.protocol ?? 'rest';
    const name = operation?.name ?? `${method} ${template}`;
    listed.set(`${protocol} ${host} ${name}`, { protocol, host, operation: name });
  }
  return [...listed.values()];
}

/** Replaces what an earlier run left under `openapi/`, so that no document of a vanished API stays behind. */
function write(out: string, apis: readonly Api[], endpoints: readonly Endpoint[], about: object): readonly string[] {
  const folder = path.join(out, 'openapi');
  try {
    mkdirSync(out, { recursive: true });
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    const inventory = path.join(out, 'inventory.json');
    const operations = path.join(out, 'operations.json');
    writeFileSync(inventory, `${JSON.stringify({ schemaVersion: 1, ...about, apis, endpoints }, null, 2)}\n`);
    writeFileSync(operations, `${JSON.stringify(operationList(endpoints), null, 2)}\n`);
    const documents = apis.map((api) => {
      const file = path.join(folder, `${api.id.replaceAll(/[^\w.-]+/g, '_')}.json`);
      const own = endpoints.filter((endpoint) => endpoint.api === api.id);
      writeFileSync(file, `${JSON.stringify(toOpenApi(api, own), null, 2)}\n`);
      return file;
    });
    return [inventory, operations, ...documents];
  } catch (cause) {
    throw new CodedError('SP5001', `${out}: ${(cause as Error).message}`, { cause });
  }
}
