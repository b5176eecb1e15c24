import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import { client } from '../api/hooks.ts';
import type { Calls } from '../api/types.gen.ts';
import { Tag } from '../ui/badges.tsx';
import { SimpleTable } from '../ui/simple-table.tsx';
import { Template } from '../ui/template.tsx';
import { Time } from '../ui/time.tsx';
import { toast, toastFailure } from '../ui/toast.tsx';

export type Correction = Calls['corrections']['answer']['rows'][number];

const CHANGED: ReadonlySet<string> = new Set(['corrections', 'endpoint', 'endpoints', 'apis', 'changes']);
export const refreshTemplates = (): Promise<void> =>
  client.invalidateQueries({ predicate: ({ queryKey }) => CHANGED.has(String(queryKey[0])) });

/** Takes a correction back and says what happens then. */
export async function undoCorrection(id: string): Promise<void> {
  await call('undoCorrection', { params: { id } }).then(
    ({ template }) => toast(`${template}: the correction is undone, the template follows the evidence again.`),
    (problem: Error) => toastFailure(problem.message),
  );
  await refreshTemplates();
}

function UndoButton({ correction }: { readonly correction: Correction }) {
  const undo = useMutation({ mutationFn: () => undoCorrection(correction.id) });
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={undo.isPending}
      aria-label={`Undo the correction of ${correction.template}`}
      onClick={() => undo.mutate()}
    >
      Undo
    </Button>
  );
}

export function CorrectionTable({ rows }: { readonly rows: readonly Correction[] }) {
  return (
    <SimpleTable
      label="Corrected templates"
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { title: 'Set to', cell: ({ template }) => <Template template={template} /> },
        {
          title: 'Learned as',
          cell: ({ from }) => (from === undefined ? <span className="quiet">any</span> : <Template template={from} />),
        },
        { title: 'Kind', cell: ({ kind }) => <Tag>{kind}</Tag> },
        { title: 'Host', cell: ({ host }) => <span className="mono">{host}</span> },
        { title: 'Why', cell: ({ reason }) => reason },
        { title: 'By', cell: ({ by }) => by },
        { title: 'When', align: 'end', cell: ({ at }) => <Time at={at} as="age" /> },
        { title: 'Undo', align: 'end', cell: (correction) => <UndoButton correction={correction} /> },
      ]}
    />
  );
}
