import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/client.ts';
import type { SpecificationRow } from '../api/types.gen.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { toast } from '../ui/toast.tsx';
import { refreshCatalogue } from './upload.tsx';

/** Forgets a specification after a question; importing the file again brings it back. */
export function RemoveButton({
  specification: { id, title, version, file },
  after,
}: {
  readonly specification: SpecificationRow;
  readonly after?: () => void;
}) {
  const [opened, setOpened] = useState(false);
  const remove = useMutation({
    mutationFn: () => call('removeSpecification', { params: { id } }),
    onSuccess: async () => {
      toast(`${title} ${version} removed. Importing ${file} again brings it back.`);
      setOpened(false);
      after?.();
      await refreshCatalogue();
    },
  });
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`Remove ${title} ${version}`}
        onClick={() => setOpened(true)}
      >
        Remove
      </Button>
      <Dialog opened={opened} close={() => setOpened(false)} title={`Remove ${title} ${version}`}>
        <Form
          submit={() => remove.mutate()}
          close={() => setOpened(false)}
          action="Remove"
          color="red"
          busy={remove.isPending}
          problem={remove.error}
        >
          <p>
            Endpoints it documents are classed anew without it. What was learned from traffic stays; <code>{file}</code>{' '}
            itself is not touched.
          </p>
        </Form>
      </Dialog>
    </>
  );
}
