import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { learnable } from '../analysis/index.ts';
import { readExchanges, type ImportReport } from '../capture/index.ts';
import { createLearner, toOpenApi } from '../inventory/index.ts';
import { CodedError, type Api, type Endpoint } from '../model/index.ts';

export interface DiscoverOptions {
  /** Host of log lines that name none. */
  readonly host: string;
  readonly out: string | undefined;
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
  readonly written: readonly string[];
  readonly interrupted: boolean;
  readonly ms: number;
}

/**
 * Learns an inventory from recorded traffic. With `out` it writes `inventory.json` and one OpenAPI document an API.
 * Errors: SP4001 to SP4003 for a file that gives nothing; damaged entries are counted and the rest is used.
 */
export async function discoverFiles(files: readonly string[], options: DiscoverOptions): Promise<Discovery> {
  const began = performance.now();
  const learner = createLearner();
  const skipped: Record<string, number> = {};
  let transactions = 0;
  for (const file of files) {
    const report: ImportReport = { read: 0, skipped: {} };
    const exchanges = readExchanges(file, {
      defaultHost: options.host,
      report,
      onProgress: ({ bytesRead, bytesTotal }) =>
        options.onProgress({
          file: path.basename(file),
          read: transactions,
          fraction: bytesTotal > 0 ? bytesRead / bytesTotal : undefined,
        }),
    });
    for await (const exchange of exchanges) {
      if (options.signal.aborted) break;
      learner.observe(learnable(exchange));
      transactions++;
    }
    for (const [reason, count] of Object.entries(report.skipped)) skipped[reason] = (skipped[reason] ?? 0) + count;
    if (options.signal.aborted) break;
  }
  const endpoints = [...learner.endpoints()].sort((a, b) => order(a, b));
  const apis = learner.apis();
  return {
    files,
    transactions,
    skipped,
    apis,
    endpoints,
    written: options.out === undefined ? [] : write(options.out, apis, endpoints, { files, transactions, skipped }),
    interrupted: options.signal.aborted,
    ms: performance.now() - began,
  };
}

const order = (a: Endpoint, b: Endpoint): number =>
  compare(a.host, b.host) || compare(a.template, b.template) || compare(a.method, b.method);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Replaces what an earlier run left under `openapi/`, so that no document of a vanished API stays behind. */
function write(out: string, apis: readonly Api[], endpoints: readonly Endpoint[], about: object): readonly string[] {
  const folder = path.join(out, 'openapi');
  try {
    mkdirSync(out, { recursive: true });
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    const inventory = path.join(out, 'inventory.json');
    writeFileSync(inventory, `${JSON.stringify({ schemaVersion: 1, ...about, apis, endpoints }, null, 2)}\n`);
    const documents = apis.map((api) => {
      const file = path.join(folder, `${api.id.replaceAll(/[^\w.-]+/g, '_')}.json`);
      const own = endpoints.filter((endpoint) => endpoint.api === api.id);
      writeFileSync(file, `${JSON.stringify(toOpenApi(api, own), null, 2)}\n`);
      return file;
    });
    return [inventory, ...documents];
  } catch (cause) {
    throw new CodedError('SP5001', `${out}: ${(cause as Error).message}`, { cause });
  }
}
