import { useMutation } from '@tanstack/react-query';
import { call, type Input } from '../api/client.ts';
import { client } from '../api/hooks.ts';
import type { FindingActionInput } from '../api/types.gen.ts';
import { plural } from '../lib/format.ts';
import { toast, toastFailure } from '../ui/toast.tsx';
import { ACTIONS } from './actions.ts';

export type Select = Input<'actOnFindings'>['body']['select'];

const CHANGED: ReadonlySet<string> = new Set(['finding', 'findings', 'overview', 'actor', 'endpoint']);
const refreshFindings = (): Promise<void> =>
  client.invalidateQueries({ predicate: ({ queryKey }) => CHANGED.has(String(queryKey[0])) });

async function takeBack(undo: string): Promise<void> {
  await call('undoFindings', { body: { undo } }).then(
    ({ changed }) => toast(`Taken back on ${plural(changed.length, 'finding')}.`),
    (problem: Error) => toastFailure(problem.message),
  );
  await refreshFindings();
}

/** Does an action on findings, says what was done, and offers to take it back. */
export function useAct(after: () => void) {
  return useMutation({
    mutationFn: ({ action, select }: { readonly action: FindingActionInput; readonly select: Select }) =>
      call('actOnFindings', { body: { action, select } }),
    onSuccess: async ({ changed, refused, undo }, { action }) => {
      if (changed.length > 0)
        toast(
          `${plural(changed.length, 'finding')} ${ACTIONS[action.type].done}.`,
          undo === null ? undefined : () => void takeBack(undo),
        );
      const [first] = refused;
      if (first !== undefined)
        toastFailure(`${plural(refused.length, 'finding')} not changed. ${first.id}: ${first.detail}`);
      after();
      await refreshFindings();
    },
    onError: (problem) => toastFailure(problem.message),
  });
}
