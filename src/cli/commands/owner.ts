import { CodedError } from '../../model/index.ts';
import { text, type Context, type Options } from '../context.ts';
import { EXIT } from '../exit-codes.ts';

export async function owner(context: Context, [id = '', name]: readonly string[], options: Options): Promise<number> {
  const clear = options['clear'] === true;
  if (clear === (name !== undefined)) throw new CodedError('SP0003', 'give a name, or --clear');
  const row = await context.client().call('setOwner', {
    params: { id },
    body: { owner: name ?? null, reason: text(options, 'reason') ?? 'set from the command line' },
  });
  context.output.object(row, () =>
    clear
      ? `${row.id}: the owners file and the other rules decide again`
      : `${row.id}: owner ${row.owner ?? name ?? ''}; ${row.method} ${row.host}${row.template}`,
  );
  return EXIT.done.code;
}
