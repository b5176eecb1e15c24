import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import { client } from '../../api/hooks.ts';
import type { Endpoint } from '../../api/types.gen.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, ReasonField } from '../../ui/form.tsx';
import { toast, toastFailure } from '../../ui/toast.tsx';

const CHANGED: ReadonlySet<string> = new Set(['endpoint', 'endpoints']);

/** Where owners come from when nobody named one by hand; else it is the name of who did. */
const BY_RULE = /^(owners-file:|label$|specification)/;

async function setOwner(id: string, owner: string | null, reason: string): Promise<void> {
  await call('setOwner', { params: { id }, body: { owner, reason } });
  await client.invalidateQueries({ predicate: ({ queryKey }) => CHANGED.has(String(queryKey[0])) });
}

function OwnerForm({ endpoint: { id, owner }, close }: { readonly endpoint: Endpoint; close(): void }) {
  const [name, setName] = useState(owner?.name ?? '');
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () => setOwner(id, name.trim() === '' ? null : name.trim(), reason.trim()),
    onSuccess: () => {
      const before = owner !== undefined && !BY_RULE.test(owner.from) ? owner.name : null;
      toast(
        name.trim() === '' ? 'The owner follows the rules again.' : `${name.trim()} owns it now.`,
        () => void setOwner(id, before, 'taken back').catch((problem: Error) => toastFailure(problem.message)),
      );
      close();
    },
  });
  return (
    <Form submit={() => save.mutate()} close={close} action="Save" busy={save.isPending} problem={save.error}>
      <TextInput
        label="Owner"
        description="A team or a person. Empty: the owners file and the other rules decide."
        maxLength={200}
        autoComplete="off"
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ReasonField value={reason} change={setReason} />
    </Form>
  );
}

/** Who answers for the endpoint and which rule says so; a name set by hand comes before all rules. */
export function OwnerFact({ endpoint }: { readonly endpoint: Endpoint }) {
  const [opened, setOpened] = useState(false);
  const { owner } = endpoint;
  return (
    <>
      {owner === undefined ? (
        'nobody '
      ) : (
        <>
          {owner.name} <span className="quiet">from {owner.from}</span>{' '}
        </>
      )}
      <Button size="compact-xs" variant="default" onClick={() => setOpened(true)}>
        {owner === undefined ? 'Name one' : 'Change'}
      </Button>
      <Dialog opened={opened} close={() => setOpened(false)} title="Owner of this endpoint">
        {opened ? <OwnerForm endpoint={endpoint} close={() => setOpened(false)} /> : null}
      </Dialog>
    </>
  );
}
