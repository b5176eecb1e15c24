import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { diffSpecificationFiles } from '../../app/index.ts';
import { CodedError } from '../../model/index.ts';
import type { Context, Options } from '../context.ts';
import { checkFailOn, gateOn, operationText, printDifferences } from '../differences.ts';
import { EXIT } from '../exit-codes.ts';
import { printable } from '../output.ts';

/** Reading ten megabytes of YAML takes the server a while. */
const IMPORT_MS = 200_000;

export async function importFiles(context: Context, files: readonly string[], options: Options): Promise<number> {
  const client = context.client();
  const hosts = (options['host'] as readonly string[] | undefined) ?? [];
  const rows = [];
  let refused = 0;
  for (const file of files) {
    try {
      const body = { file: path.basename(file), hosts, ...(await contentOf(file)) };
      rows.push(await client.call('importSpecification', { body, timeoutMs: IMPORT_MS }));
    } catch (error) {
      // One file that cannot be read must not keep the others out; alone it is the whole outcome.
      if (!(error instanceof CodedError) || files.length === 1) throw error;
      context.output.say(`${error.message}\n  ${error.mend}`);
      refused++;
    }
  }
  print(context, rows);
  for (const row of rows) for (const problem of row.problems) context.output.say(`${row.file}: ${printable(problem)}`);
  return refused > 0 ? EXIT.partial.code : EXIT.done.code;
}

/** Text as text, so that it is read as it stands; what is not UTF-8 in base64. */
async function contentOf(file: string): Promise<{ readonly content: string; readonly encoding: 'text' | 'base64' }> {
  const bytes = await readFile(file).catch((cause: Error) => {
    throw new CodedError('SP4001', `${file}: ${cause.message}`, { cause });
  });
  if (bytes.length === 0) throw new CodedError('SP4102', `${file}: is empty`);
  try {
    const content = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { content, encoding: 'text' };
  } catch {
    return { content: bytes.toString('base64'), encoding: 'base64' };
  }
}

interface SpecificationRow {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly format: string;
  readonly operations: number;
  readonly file: string;
  readonly problems: readonly string[];
  readonly servers: readonly { readonly host?: string; readonly basePath: string }[];
}

function print(context: Context, rows: readonly SpecificationRow[]): void {
  context.output.rows(rows, [
    { title: 'id', cell: (row) => row.id, whole: true },
    { title: 'title', cell: (row) => printable(row.title) },
    { title: 'version', cell: (row) => printable(row.version) },
    { title: 'format', cell: (row) => row.format },
    { title: 'operations', cell: (row) => String(row.operations) },
    { title: 'file', cell: (row) => printable(row.file) },
    { title: 'problems', cell: (row) => (row.problems.length > 0 ? String(row.problems.length) : '–') },
  ]);
}

export async function list(context: Context): Promise<number> {
  const { rows } = await context.client().call('specifications');
  print(context, rows);
  if (rows.length === 0) context.output.say('no specification: import one with `sallyport spec import FILE`');
  return EXIT.done.code;
}

export async function show(context: Context, [id = '']: readonly string[]): Promise<number> {
  const detail = await context.client().call('specification', { params: { id } });
  const { specification, operations } = detail;
  context.output.object(detail, () =>
    [
      `${specification.id}  ${printable(specification.title)} ${printable(specification.version)}  (${specification.format}, ${printable(specification.file)})`,
      `servers: ${specification.servers.map(({ host, basePath }) => `${host ?? '*'}${basePath}`).join(', ') || 'none named'}`,
      '',
      ...operations.map(
        (operation) =>
          `  ${printable(operationText(operation))}${operation.deprecated === true ? '  deprecated' : ''}${operation.security === undefined ? '' : `  ${operation.security.required ? operation.security.schemes.join(' or ') : 'open'}`}`,
      ),
      ...(specification.problems.length > 0 ? ['', 'Could not be read or contradicts itself:'] : []),
      ...specification.problems.map((problem) => `  ${printable(problem)}`),
    ].join('\n'),
  );
  return EXIT.done.code;
}

export async function remove(context: Context, [id = '']: readonly string[]): Promise<number> {
  const removed = await context.client().call('removeSpecification', { params: { id } });
  context.output.object(
    removed,
    () => `removed ${removed.id}: ${printable(removed.title)} ${printable(removed.version)}`,
  );
  return EXIT.done.code;
}

export async function compare(context: Context, [id = '']: readonly string[], options: Options): Promise<number> {
  checkFailOn(options);
  const comparison = await context.client().call('compareSpecification', { params: { id } });
  const { counts, bindings, rows } = comparison;
  const { output } = context;
  if (output.format === 'json' || output.format === 'yaml') output.object(comparison, () => '');
  else {
    output.rows(
      rows.map((row) => ({ id: row.endpoint ?? row.template, ...row })),
      [
        { title: 'state', cell: (row) => row.state, whole: true },
        { title: 'operation', cell: (row) => printable(operationText(row)) },
        { title: 'requests', cell: (row) => String(row.requests) },
        { title: 'endpoint', cell: (row) => row.endpoint ?? '–', whole: true },
        { title: 'differences', cell: (row) => (row.differences.length > 0 ? String(row.differences.length) : '–') },
        { title: 'because', cell: (row) => printable(row.because), wide: true },
      ],
    );
    const differing = rows.filter(({ differences }) => differences.length > 0);
    if (differing.length > 0 && !output.quiet) printDifferences(context, differing, {});
  }
  for (const { host, basePath, because } of bindings) output.say(`held against ${host}${basePath}: ${because}`);
  if (bindings.length === 0)
    output.say('nothing of it was seen: no host is bound to it; `--host` at the import names one');
  output.say(
    `${counts.documented} documented and seen, ${counts.undocumented} undocumented, ${counts['never-called']} never called, ${counts.differing} with differences`,
  );
  return gateOn(context, options, rows);
}

export async function diff(
  context: Context,
  [before = '', after = '']: readonly string[],
  options: Options,
): Promise<number> {
  checkFailOn(options);
  // What is not two ids is files, so that a missing one is named and no server is asked for it.
  const areIds = [before, after].every((name) => /^S-[\w-]+$/.test(name) && !existsSync(name));
  const rows = areIds
    ? (await context.client().call('diffSpecifications', { params: { id: before, to: after } })).rows
    : await diffSpecificationFiles(before, after);
  printDifferences(context, rows, { from: before, to: after });
  return gateOn(context, options, rows);
}
