import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Mitigation } from '../api/types.gen.ts';
import { useCommands } from '../state/keys.ts';
import { BlockDialog, type BlockTarget } from './block-dialog.tsx';
import { EndDialog } from './end-dialog.tsx';

/** Block or unblock, whichever is possible now. */
export function BlockButton({
  target,
  blocked,
}: {
  readonly target: BlockTarget;
  readonly blocked: Mitigation | null;
}) {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  useCommands([
    { keys: 'b', does: blocked === null ? 'Block' : 'Unblock', group: 'Response', run: () => setOpened(true) },
  ]);
  return (
    <>
      <Button
        size="xs"
        variant={blocked === null ? 'filled' : 'default'}
        {...(blocked === null ? { color: 'red' } : {})}
        onClick={() => setOpened(true)}
      >
        {blocked === null ? 'Block' : 'Unblock'}
      </Button>
      {blocked === null ? (
        <BlockDialog target={target} opened={opened} close={close} />
      ) : (
        <EndDialog response={blocked} label={target.label} opened={opened} close={close} />
      )}
    </>
  );
}
