import { discoverFiles, type Discovery } from '../../app/index.ts';
import { text, type Context, type Options } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { progressLine } from '../progress.ts';

export async function discover(context: Context, files: readonly string[], options: Options): Promise<number> {
  const progress = progressLine(context.output.quiet);
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop);
  let found: Discovery;
  try {
    found = await discoverFiles(files, {
      host: text(options, 'host') ?? 'unknown.host',
      out: text(options, 'out'),
      signal: controller.signal,
      onProgress: ({ file, read, fraction }) => progress.show(`${file}: ${read} transactions`, fraction),
    });
  } finally {
    process.off('SIGINT', stop);
    progress.done();
  }
  report(context, found);
  if (found.interrupted) return EXIT.interrupted.code;
  return Object.keys(found.skipped).length > 0 ? EXIT.partial.code : EXIT.done.code;
}

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
      { title: 'requests', cell: (row) => String(row.requests) },
      { title: 'auth', cell: (row) => [...new Set(row.auth.map((use) => use.scheme))].join(' ') || '–' },
      { title: 'data', cell: (row) => Object.keys(row.dataClasses).join(' ') || '–' },
      { title: 'confidence', cell: (row) => `${Math.round(row.confidence * 100)} %` },
    ]);
  }
  output.say(
    `${found.transactions} transactions, ${found.endpoints.length} endpoints of ${found.apis.length} APIs in ${(found.ms / 1000).toFixed(1)} s${found.interrupted ? ' (interrupted: what was read until then)' : ''}`,
  );
  for (const [reason, count] of Object.entries(found.skipped)) output.say(`skipped ${count}: ${reason}`);
  if (found.written.length > 0)
    output.say(
      `written: ${found.written.slice(0, 3).join(', ')}${found.written.length > 3 ? ` and ${found.written.length - 3} more` : ''}`,
    );
}
