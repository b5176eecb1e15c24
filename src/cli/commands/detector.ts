import { ruleInfos } from '../../app/index.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-codes.ts';

export async function list(context: Context): Promise<number> {
  context.output.rows(await ruleInfos(), [
    { title: 'id', cell: (row) => row.id, whole: true },
    { title: 'version', cell: (row) => String(row.version) },
    { title: 'severity', cell: (row) => row.severity },
    { title: 'title', cell: (row) => row.title },
    { title: 'references', cell: (row) => row.references.join(' ') },
    {
      title: 'limits',
      cell: (row) =>
        Object.entries(row.limits)
          .map(([name, value]) => `${name}=${value}`)
          .join(' '),
      wide: true,
    },
    { title: 'explanation', cell: (row) => row.explanation, wide: true },
  ]);
  return EXIT.done.code;
}
