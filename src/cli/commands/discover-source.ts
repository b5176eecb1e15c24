import { discoverSource as find, type DiscoverOptions, type SourceDiscovery } from '../../app/index.ts';
import { text, type Context, type Options } from '../context.ts';
import { gateOn } from '../differences.ts';
import { EXIT } from '../exit-codes.ts';
import type { Column } from '../output.ts';
import type { Progress } from '../progress.ts';

type Declared = SourceDiscovery['source']['routes'][number];
type Row = NonNullable<SourceDiscovery['comparison']>['rows'][number];

/** `discover --source DIR`: what the code declares, beside what is called and documented where that is given. */
export async function discoverSource(
  context: Context,
  files: readonly string[],
  options: Options,
  settings: DiscoverOptions,
  progress: Progress,
): Promise<number> {
  const found = await find(files, {
    ...settings,
    source: text(options, 'source') ?? '.',
    sourceTests: options['sourceTests'] === true,
    onSource: (count) => progress.show(`${count} source files`, undefined),
  });
  progress.done();
  report(context, found);
  if (settings.signal.aborted) return EXIT.interrupted.code;
  const rows = found.discovery?.comparisons.flatMap((one) => one.rows) ?? [];
  const gate = gateOn(context, options, rows);
  if (gate !== EXIT.done.code) return gate;
  const partial = found.source.stopped !== undefined || Object.keys(found.discovery?.skipped ?? {}).length > 0;
  return partial ? EXIT.partial.code : EXIT.done.code;
}

const ROUTES: readonly Column<Declared>[] = [
  { title: 'methods', cell: (row) => row.methods.join(' ') },
  { title: 'template', cell: (row) => row.template, whole: true },
  { title: 'framework', cell: (row) => row.framework },
  { title: 'place', cell: (row) => `${row.file}:${row.line}`, whole: true },
  { title: 'handler', cell: (row) => row.handler ?? '–' },
  { title: 'notes', cell: (row) => row.notes.join('; ') },
];

function report(context: Context, found: SourceDiscovery): void {
  const { output } = context;
  const { source, comparison } = found;
  if (output.format === 'json' || output.format === 'yaml')
    output.object({ source, comparison, discovery: found.discovery, written: found.written }, () => '');
  else if (comparison === undefined) output.rows(source.routes, ROUTES);
  else output.rows(comparison.rows, columnsOf(comparison.counts));
  const ended = { interrupted: ' (interrupted)', limit: ' (stopped at a limit: not all was searched)' };
  const end = source.stopped === undefined ? '' : ended[source.stopped];
  output.say(`${source.routes.length} routes in ${source.files} source files, ${source.traced} read closely${end}`);
  if (source.unknownParts > 0) output.say(`${source.unknownParts} routes have parts that the code does not tell: {?}`);
  sayUnfollowed(context, source);
  for (const [reason, count] of Object.entries(source.skipped)) output.say(`not searched, ${reason}: ${count}`);
  if (comparison !== undefined) sayComparison(context, comparison);
  if (found.written.length > 0) output.say(`written: ${found.written.join(', ')}`);
}

const SHOWN = 5;

function sayUnfollowed({ output }: Context, { unfollowed }: SourceDiscovery['source']): void {
  if (unfollowed.count === 0) return;
  const places = unfollowed.places.slice(0, SHOWN).map(({ file, line }) => `${file}:${line}`);
  output.say(
    `${unfollowed.count} calls look like routes on something that could not be followed: ${places.join(', ')}${unfollowed.count > SHOWN ? ' …' : ''}`,
  );
}

function columnsOf(counts: NonNullable<SourceDiscovery['comparison']>['counts']): readonly Column<Row>[] {
  const mark = (there: boolean): string => (there ? 'yes' : 'no');
  return [
    { title: 'methods', cell: (row) => row.methods.join(' ') },
    { title: 'template', cell: (row) => row.template, whole: true },
    { title: 'written', cell: (row) => mark(row.written.length > 0) },
    ...(counts.called === undefined ? [] : [{ title: 'called', cell: (row: Row) => calls(row) }]),
    ...(counts.documented === undefined
      ? []
      : [{ title: 'documented', cell: (row: Row) => mark(row.documented.length > 0) }]),
    { title: 'place', cell: placeOf },
    { title: 'notes', cell: (row) => row.notes.join('; ') },
  ];
}

const calls = ({ called }: Row): string =>
  called.length === 0 ? 'no' : String(called.reduce((sum, { requests = 0 }) => sum + requests, 0));

function placeOf({ written, called, documented }: Row): string {
  const [first] = written;
  if (first !== undefined) return `${first.file}:${first.line}`;
  return [...called, ...documented].map(({ from }) => from).join(', ');
}

function sayComparison({ output }: Context, { counts, offsets }: NonNullable<SourceDiscovery['comparison']>): void {
  for (const { from, side, prefix, direction, evidence, without } of offsets) {
    const where = direction === 'added' ? `${side} below ${prefix}` : `${side} without ${prefix}`;
    output.say(`${from}: what is written is ${where} (${evidence} routes agree; without it ${without})`);
  }
  const { writtenNeverCalled, calledNotWritten, documentedNotWritten, writtenNotDocumented } = counts;
  const figures: readonly (readonly [string, number | undefined])[] = [
    ['written and never called', writtenNeverCalled],
    ['called and not written', calledNotWritten],
    ['documented and not written', documentedNotWritten],
    ['written and not documented', writtenNotDocumented],
  ];
  output.say(figures.flatMap(([name, figure]) => (figure === undefined ? [] : [`${figure} ${name}`])).join(', '));
}
