import path from 'node:path';
import { verifyJournal } from '../../app/index.ts';
import { baseFolder, type Context } from '../context.ts';
import { EXIT } from '../exit-codes.ts';

/** Replays everything kept and says whether each verdict came out the same. */
export async function verify(context: Context): Promise<number> {
  const folder = context.data ?? path.join(baseFolder(), '.sallyport', 'data');
  const result = await verifyJournal(folder);
  context.output.object(result, () =>
    [
      `replayed ${result.transactions} transactions of ${result.runs} runs in ${(result.ms / 1000).toFixed(1)} s (${Math.round(result.transactions / Math.max(0.001, result.ms / 1000))} a second)`,
      result.different === 0
        ? 'every verdict came out the same'
        : `${result.different} verdicts differ, first: ${result.examples.join(', ')}`,
    ].join('\n'),
  );
  return result.different === 0 ? EXIT.done.code : EXIT.gate.code;
}
