import { isIP } from 'node:net';
import { CodedError } from '../../model/index.ts';
import { parseDuration } from '../../lib/time/duration.ts';
import { text, type Context, type Options } from '../context.ts';
import { EXIT } from '../exit-codes.ts';

export async function respond(context: Context, [value = '']: readonly string[], options: Options): Promise<number> {
  if (options['block'] !== true && options['dryRun'] !== true)
    throw new CodedError('SP0003', 'say what to do: --block');
  const kind = value.startsWith('A-') ? 'actor' : 'address';
  if (kind === 'address' && isIP(value.split('/')[0] ?? '') === 0)
    throw new CodedError('SP0003', `"${value}" is neither an actor id (A-…) nor an address`);
  const durationMs = parseDuration(text(options, 'for') ?? '1h');
  if (durationMs === undefined)
    throw new CodedError('SP0003', `--for ${text(options, 'for')}: give a time such as 10m, 1h, 7d`);
  const target = { kind, value } as const;
  const client = context.client();
  if (options['dryRun'] === true) {
    const preview = await client.call('previewBlock', { body: { target, durationMs } });
    context.output.object(preview, () =>
      [
        `tier ${preview.tier}: requests of the last 7 days: ${preview.requests.target.value} by the target, ${preview.requests.others.value} by others`,
        `good ${preview.good.length}, bad ${preview.bad.length}, unknown ${preview.unknown.length}${preview.good.length > 0 ? `: ${preview.good.map((actor) => actor.label).join(', ')}` : ''}`,
        ...preview.notKnown.map((what) => `not known: ${what}`),
        ...(preview.refusal === null ? [] : [`would be refused: ${preview.refusal}`]),
      ].join('\n'),
    );
    return preview.refusal === null ? EXIT.done.code : EXIT.refused.code;
  }
  const reason = text(options, 'reason');
  if (reason === undefined) throw new CodedError('SP0003', 'say why with --reason; it goes into the audit log');
  const acceptHarm = text(options, 'acceptHarm');
  const made = await client.call('block', {
    body: { target, durationMs, reason, ...(acceptHarm !== undefined && { acceptHarm: Number(acceptHarm) }) },
  });
  context.output.object(made, () => `${made.id}: ${made.label} is blocked until ${new Date(made.until).toISOString()}`);
  context.output.say(`undo: sallyport response end ${made.id}`);
  return EXIT.done.code;
}

export async function list(context: Context, _args: readonly string[], options: Options): Promise<number> {
  const { rows } = await context.client().call('mitigations', { query: { limit: text(options, 'limit') } });
  context.output.rows(rows, [
    { title: 'id', cell: (row) => row.id, whole: true },
    { title: 'state', cell: (row) => row.state },
    { title: 'who', cell: (row) => row.label },
    { title: 'by', cell: (row) => row.author ?? row.by },
    { title: 'until', cell: (row) => new Date(row.until).toISOString() },
    { title: 'reason', cell: (row) => row.reason },
  ]);
  if (rows.length === 0) context.output.say('no block');
  return EXIT.done.code;
}

export async function end(context: Context, [id = '']: readonly string[], options: Options): Promise<number> {
  const ended = await context
    .client()
    .call('endMitigation', { params: { id }, body: { reason: text(options, 'reason') ?? '' } });
  context.output.object(ended, () => `${ended.id}: ended; ${ended.label} may pass again`);
  context.output.say(`undo: sallyport respond ${ended.target.value} --block --for 1h --reason "…"`);
  return EXIT.done.code;
}
