import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { CodedError, LIMITS, type Specification, type SpecificationServer } from '../model/index.ts';
import type { ParsedDocument } from './documents/parse.ts';
import type { ParseJob, ParseResult } from './documents/parse-worker.ts';

export interface SpecificationSource {
  /** Name for people and messages. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly importedAt: number;
  /** Hosts the document is about, in place of those it names. */
  readonly hosts?: readonly string[];
}

/**
 * Reads OpenAPI 2, 3.0, 3.1 (JSON or YAML), GraphQL (schema or introspection answer), WSDL 1.1 or a protobuf descriptor
 * set, in a thread with bounded time and memory. References out of the document are never fetched. What is wrong with a
 * part is in `problems`, the rest is read. Errors: SP4101 damaged, SP4102 not recognised, SP4103 beyond a bound.
 */
export async function readSpecification(source: SpecificationSource): Promise<Specification> {
  const { file, bytes } = source;
  if (bytes.length > LIMITS.specificationBytes)
    throw new CodedError('SP4103', `${file}: ${bytes.length} bytes, at most ${LIMITS.specificationBytes} are read`);
  const document = await inThread({ file, bytes });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    id: `S-${sha256.slice(0, 10)}`,
    family: familyOf(document),
    title: document.title,
    version: document.version,
    format: document.format,
    file,
    sha256,
    importedAt: source.importedAt,
    ...(document.owner !== undefined && { owner: document.owner }),
    servers: serversOf(document.servers, source.hosts ?? []),
    operations: document.operations,
    problems: document.problems,
  };
}

/** Versions of one API share title and kind; a version in the title is none of its name. */
function familyOf({ title, format }: ParsedDocument): string {
  const name = title
    .toLowerCase()
    .replaceAll(/\bv?\d+(\.\d+)*\b/g, ' ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
  return `${format.replace(/-.*$/, '')}:${name}`;
}

function serversOf(named: readonly SpecificationServer[], hosts: readonly string[]): readonly SpecificationServer[] {
  if (hosts.length === 0) return named;
  const basePaths = [...new Set(named.map(({ basePath }) => basePath))];
  return hosts.flatMap((host) =>
    (basePaths.length === 0 ? [''] : basePaths).map((basePath) => ({ host: host.toLowerCase(), basePath })),
  );
}

function inThread(job: ParseJob): Promise<ParsedDocument> {
  const here = import.meta.url;
  const file = new URL(`./documents/parse-worker.${here.endsWith('.ts') ? 'ts' : 'js'}`, here);
  const worker = new Worker(file, {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: LIMITS.specificationHeapMb },
  });
  return new Promise((resolve, reject) => {
    const beyond = (what: string): void => reject(new CodedError('SP4103', `${job.file}: ${what}`));
    const timer = setTimeout(() => {
      beyond(`not read after ${LIMITS.specificationMs / 1_000} s`);
      void worker.terminate();
    }, LIMITS.specificationMs);
    worker.on('message', (result: ParseResult) =>
      'document' in result ? resolve(result.document) : reject(new CodedError(result.code, result.detail)),
    );
    worker.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? beyond('needs more memory than it may take') : reject(error),
    );
    worker.once('exit', () => {
      clearTimeout(timer);
      beyond('its reader ended without an answer');
    });
  });
}
