import { readPolicyFile } from '../../app/index.ts';
import { CodedError, MODES } from '../../model/index.ts';
import { text, type Context, type Options } from '../context.ts';
import { EXIT } from '../exit-codes.ts';

export async function check(context: Context, [file]: readonly string[]): Promise<number> {
  const policy = await readPolicyFile(file);
  const rows = Object.entries(policy.rules).map(([id, rule]) => ({ id, ...rule }));
  context.output.say(
    `${file ?? 'default policy'}: valid, version ${policy.version}, mode ${policy.mode}, failure ${policy.failure}, ${policy.exceptions.length} exceptions`,
  );
  context.output.rows(rows, [
    { title: 'rule', cell: (row) => row.id, whole: true },
    { title: 'mode', cell: (row) => row.mode },
    { title: 'action', cell: (row) => row.action },
    { title: 'block', cell: (row) => (row.action === 'block-actor' ? `${row.blockMs / 60_000} min` : '–') },
    {
      title: 'limits',
      cell: (row) =>
        Object.entries(row.limits)
          .map(([name, value]) => `${name}=${value}`)
          .join(' '),
    },
  ]);
  return EXIT.done.code;
}

export async function mode(context: Context, [wanted = '']: readonly string[], options: Options): Promise<number> {
  if (!(MODES as readonly string[]).includes(wanted))
    throw new CodedError('SP0003', `"${wanted}" is no mode: give ${MODES.join(', ')}`);
  const client = context.client();
  const before = await client.call('policy');
  const after = await client.call('setMode', { body: { mode: wanted, reason: text(options, 'reason') ?? '' } });
  context.output.object(
    after,
    () => `mode ${before.policy.mode} → ${after.policy.mode} (policy ${after.policy.version})`,
  );
  context.output.say(`undo: sallyport policy mode ${before.policy.mode}`);
  return EXIT.done.code;
}
