import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/client.ts';
import type { Mitigation } from '../api/types.gen.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Form, ReasonField } from '../ui/form.tsx';
import { Time } from '../ui/time.tsx';
import { toast } from '../ui/toast.tsx';
import { refreshResponses } from './block-dialog.tsx';

type Ending = Pick<Mitigation, 'id' | 'until'>;

/** Ends a block before its time. It stays on record; blocking again is one step away. */
export function EndDialog({
  response,
  label,
  opened,
  close,
}: {
  readonly response: Ending;
  readonly label: string;
  readonly opened: boolean;
  close(): void;
}) {
  const [reason, setReason] = useState('');
  const end = useMutation({
    mutationFn: () => call('endMitigation', { params: { id: response.id }, body: { reason: reason.trim() } }),
    onSuccess: async () => {
      toast(`${label} is no longer blocked.`);
      close();
      await refreshResponses();
    },
  });
  return (
    <Dialog opened={opened} close={close} title={`Unblock ${label}`}>
      <Form submit={() => end.mutate()} close={close} action="End now" busy={end.isPending} problem={end.error}>
        <p>
          Response <code>{response.id}</code> would end by itself at <Time at={response.until} />.
        </p>
        <ReasonField value={reason} change={setReason} />
      </Form>
    </Dialog>
  );
}
