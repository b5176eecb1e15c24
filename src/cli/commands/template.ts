import { CodedError } from '../../model/index.ts';
import { text, type Context, type Options } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { printable } from '../output.ts';

interface Previewed {
  readonly method: string;
  readonly template: string;
  readonly requests: number;
}

/** Sets the template of an endpoint, or shows with `--dry-run` what that would merge or split. */
export async function set(context: Context, [id = '']: readonly string[], options: Options): Promise<number> {
  const template = text(options, 'set');
  if (template === undefined) throw new CodedError('SP0003', "--set '/users/{name}' is missing");
  const client = context.client();
  const preview = await client.call('previewTemplate', { params: { id }, body: { template } });
  const lines = [...preview.before.map(lineOf('- ')), ...preview.after.map(lineOf('+ '))];
  if (options['dryRun'] === true) {
    context.output.object(preview, () => [`${preview.kind}, nothing changed yet`, ...lines].join('\n'));
    return EXIT.done.code;
  }
  const reason = text(options, 'reason');
  if (reason === undefined) throw new CodedError('SP0003', '--reason is missing: it is shown beside the template');
  const correction = await client.call('correctTemplate', { params: { id }, body: { template, reason } });
  context.output.object({ correction, before: preview.before, after: preview.after }, () =>
    [`${correction.id}  ${correction.kind}  ${correction.host}${printable(correction.template)}`, ...lines].join('\n'),
  );
  return EXIT.done.code;
}

const lineOf =
  (sign: string) =>
  ({ method, template, requests }: Previewed): string =>
    `${sign}${method} ${printable(template)}  ${requests} requests`;

export async function corrections(context: Context): Promise<number> {
  const { rows } = await context.client().call('corrections');
  context.output.rows(rows, [
    { title: 'id', cell: (row) => row.id, whole: true },
    { title: 'kind', cell: (row) => row.kind },
    { title: 'host', cell: (row) => row.host },
    { title: 'template', cell: (row) => printable(row.template) },
    { title: 'by', cell: (row) => printable(row.by) },
    { title: 'reason', cell: (row) => printable(row.reason) },
  ]);
  if (rows.length === 0) context.output.say('no template was corrected');
  return EXIT.done.code;
}

export async function undo(context: Context, [id = '']: readonly string[]): Promise<number> {
  const undone = await context.client().call('undoCorrection', { params: { id } });
  context.output.object(undone, () => `undone: ${undone.host}${printable(undone.template)}`);
  return EXIT.done.code;
}
