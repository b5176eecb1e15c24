import { discoverFiles, type Discovery, type DiscoverOptions } from '../../app/index.ts';
import { CodedError, type Endpoint } from '../../model/index.ts';
import { text, type Context, type Options } from '../context.ts';
import { checkFailOn, gateOn, operationText } from '../differences.ts';
import { EXIT } from '../exit-codes.ts';
import { printable } from '../output.ts';
import { progressLine } from '../progress.ts';
import { discoverSource } from './discover-source.ts';

export async function discover(context: Context, files: readonly string[], options: Options): Promise<number> {
  checkFailOn(options);
  const progress = progressLine(context.output.quiet);
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop);
  let found: Discovery;
  try {
    const settings: DiscoverOptions = {
      host: text(options, 'host') ?? 'unknown.host',
      out: text(options, 'out'),
      postmanEnv: text(options, 'postmanEnv'),
      dataClasses: text(options, 'dataClasses'),
      corrections: text(options, 'corrections'),
      descriptors: text(options, 'descriptors'),
      specifications: options['spec'] as readonly string[] | undefined,
      owners: text(options, 'owners'),
      ownHosts: options['ownHost'] as readonly string[] | undefined,
      signal: controller.signal,
      onProgress: ({ file, read, fraction }) => progress.show(`${file}: ${read} transactions`, fraction),
    };
    if (text(options, 'source') !== undefined) return await discoverSource(context, files, options, settings, progress);
    if (files.length === 0) throw new CodedError('SP0003', 'give files to read, or --source and a folder');
    found = await discoverFiles(files, settings);
  } finally {
    process.off('SIGINT', stop);
    progress.done();
  }
  report(context, found);
  if (found.interrupted) return EXIT.interrupted.code;
  const gate = gateOn(
    context,
    options,
    found.comparisons.flatMap(({ rows }) => rows),
  );
  if (gate !== EXIT.done.code) return gate;
  return Object.keys(found.skipped).length > 0 ? EXIT.partial.code : EXIT.done.code;
}

const OPERATION = {
  title: 'operation',
  cell: ({ operation }: Endpoint): string =>
    operation === undefined ? '–' : `${operation.protocol} ${operation.name}`,
};

const OWNER = { title: 'owner', cell: ({ owner }: Endpoint): string => owner?.name ?? '–' };

function report(context: Context, found: Discovery): void {
  const { output } = context;
  if (output.format === 'json' || output.format === 'yaml') {
    output.object(
      {
        files: found.files,
        transactions: found.transactions,
        skipped: found.skipped,
        apis: found.apis,
        endpoints: found.endpoints,
        specifications: found.specifications,
        comparisons: found.comparisons,
        orphans: found.orphans,
        written: found.written,
        partial: found.interrupted,
      },
      () => '',
    );
  } else {
    output.rows(found.endpoints, [
      { title: 'method', cell: (row) => row.method, whole: true },
      { title: 'host', cell: (row) => row.host },
      { title: 'template', cell: (row) => row.template },
      ...(found.endpoints.some(({ operation }) => operation !== undefined) ? [OPERATION] : []),
      { title: 'requests', cell: (row) => String(row.requests) },
      { title: 'auth', cell: (row) => [...new Set(row.auth.map((use) => use.scheme))].join(' ') || '–' },
      { title: 'classes', cell: (row) => [...new Set(row.classes?.map((one) => one.class))].join(' ') || '–' },
      ...(found.endpoints.some(({ owner }) => owner !== undefined) ? [OWNER] : []),
      { title: 'data', cell: (row) => Object.keys(row.dataClasses).join(' ') || '–' },
      { title: 'confidence', cell: (row) => `${Math.round(row.confidence * 100)} %` },
    ]);
  }
  output.say(
    `${found.transactions} transactions, ${found.endpoints.length} endpoints of ${found.apis.length} APIs in ${(found.ms / 1000).toFixed(1)} s${found.interrupted ? ' (interrupted: what was read until then)' : ''}`,
  );
  reportSpecifications(context, found);
  for (const [reason, count] of Object.entries(found.skipped)) output.say(`skipped ${count}: ${reason}`);
  if (found.written.length > 0)
    output.say(
      `written: ${found.written.slice(0, 3).join(', ')}${found.written.length > 3 ? ` and ${found.written.length - 3} more` : ''}`,
    );
}

/** What is documented beside what was seen; the whole of it is in inventory.json and with --json. */
function reportSpecifications({ output }: Context, { specifications, comparisons, orphans }: Discovery): void {
  for (const { file, problems } of specifications)
    for (const problem of problems) output.say(`${file}: ${printable(problem)}`);
  for (const { specification, counts, bindings } of comparisons) {
    const at = bindings.map(({ host, basePath }) => `${host}${basePath}`).join(', ') || 'nothing that was seen';
    output.say(
      `${printable(specification.title)} ${printable(specification.version)} at ${at}: ${counts.documented} documented and seen, ${counts.undocumented} undocumented, ${counts['never-called']} never called, ${counts.differing} with differences`,
    );
  }
  for (const orphan of orphans.slice(0, ORPHANS_SHOWN)) output.say(`orphan: ${printable(operationText(orphan))}`);
  if (orphans.length > ORPHANS_SHOWN) output.say(`and ${orphans.length - ORPHANS_SHOWN} more orphans`);
}

const ORPHANS_SHOWN = 20;
