import { Button } from '@mantine/core';
import { useState } from 'react';
import { Icon } from './icon.tsx';

const SHOWN_MS = 2_000;

/** Copies and says so, by text and to screen readers. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle');
  const copy = async (): Promise<void> => {
    setState(
      await navigator.clipboard.writeText(text).then(
        () => 'done' as const,
        () => 'failed' as const,
      ),
    );
    setTimeout(() => setState('idle'), SHOWN_MS);
  };
  return (
    <Button
      size="xs"
      variant="subtle"
      color="gray"
      leftSection={<Icon name={state === 'done' ? 'check' : 'copy'} size={14} />}
      onClick={() => void copy()}
      aria-live="polite"
    >
      {state === 'done' ? 'Copied' : state === 'failed' ? 'Not allowed by the browser' : label}
    </Button>
  );
}
