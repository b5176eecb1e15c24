import { SegmentedControl, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/hooks.ts';
import type { Mode } from '../../api/types.gen.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, ReasonField } from '../../ui/form.tsx';
import { toast } from '../../ui/toast.tsx';
import { MODE_WORDS } from './words.ts';

const CHANGED: ReadonlySet<string> = new Set(['policy', 'rules', 'status', 'overview']);

const MODES: readonly (readonly [Mode, string])[] = [
  ['enforce', 'Enforce'],
  ['monitor', 'Monitor'],
  ['off', 'Off'],
];

interface Props {
  readonly title: string;
  readonly now: Mode;
  readonly opened: boolean;
  close(): void;
  /** Typed before the switch is made where it lowers or raises protection for everybody. */
  readonly phrase?: (mode: Mode) => string;
  change(mode: Mode, reason: string): Promise<unknown>;
}

function ModeForm({ now, close, phrase, change, title }: Omit<Props, 'opened'>) {
  const [mode, setMode] = useState<Mode>(now);
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const wanted = phrase?.(mode);
  const save = useMutation({
    mutationFn: () => change(mode, reason.trim()),
    onSuccess: async () => {
      toast(`${title}: now ${mode}.`);
      close();
      await client.invalidateQueries({ predicate: ({ queryKey }) => CHANGED.has(String(queryKey[0])) });
    },
  });
  return (
    <Form
      submit={() => save.mutate()}
      close={close}
      action={`Switch to ${mode}`}
      busy={save.isPending}
      ready={mode !== now && (wanted === undefined || typed === wanted)}
      problem={save.error}
    >
      <SegmentedControl
        aria-label="Mode"
        value={mode}
        onChange={(value) => setMode(value as Mode)}
        data={MODES.map(([value, label]) => ({ value, label }))}
      />
      <p>{mode === now ? 'This is the mode now.' : MODE_WORDS[mode]}</p>
      <ReasonField value={reason} change={setReason} />
      {wanted === undefined || mode === now ? null : (
        <TextInput
          label={
            <>
              Type <code>{wanted}</code> to switch for everybody
            </>
          }
          required
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
    </Form>
  );
}

/** Switches a mode, saying first what that means, and why it is done. */
export function ModeDialog(props: Props) {
  return (
    <Dialog opened={props.opened} close={props.close} title={props.title}>
      {props.opened ? <ModeForm {...props} /> : null}
    </Dialog>
  );
}
