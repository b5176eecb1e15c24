import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { client, useCall } from '../api/hooks.ts';
import { span } from '../lib/format.ts';
import { dateTime, zoneName } from '../lib/time.ts';
import { useZone } from '../state/url.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Form, ReasonField } from '../ui/form.tsx';
import { Loaded } from '../ui/states.tsx';
import { toast, toastFailure } from '../ui/toast.tsx';
import { PreviewFacts } from './preview.tsx';

const HOUR_MS = 3_600_000;
const DURATIONS = [HOUR_MS, 24 * HOUR_MS, 7 * 24 * HOUR_MS] as const;

export interface BlockTarget {
  readonly kind: 'actor' | 'address';
  readonly value: string;
  readonly label: string;
}

/** Everything a response changes is asked for again. */
const CHANGED: ReadonlySet<string> = new Set([
  'actor',
  'actors',
  'mitigations',
  'mitigation',
  'overview',
  'previewBlock',
  'explain',
  'finding',
]);
export const refreshResponses = (): Promise<void> =>
  client.invalidateQueries({ predicate: ({ queryKey }) => CHANGED.has(String(queryKey[0])) });

async function endAgain(id: string): Promise<void> {
  await call('endMitigation', { params: { id }, body: { reason: 'taken back right after it was started' } }).then(
    () => toast('Block taken back.'),
    (problem: Error) => toastFailure(problem.message),
  );
  await refreshResponses();
}

function useBlock(target: BlockTarget, close: () => void) {
  return useMutation({
    mutationFn: (body: { readonly durationMs: number; readonly reason: string; readonly acceptHarm?: number }) =>
      call('block', { body: { target: { kind: target.kind, value: target.value }, ...body } }),
    onSuccess: async ({ id }, { durationMs }) => {
      toast(`${target.label} is blocked for ${span(durationMs)}.`, () => void endAgain(id));
      close();
      await refreshResponses();
    },
  });
}

function BlockForm({ target, close }: { readonly target: BlockTarget; close(): void }) {
  const zone = useZone();
  const [durationMs, setDuration] = useState<number>(HOUR_MS);
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const preview = useCall(
    'previewBlock',
    () => ({ body: { target: { kind: target.kind, value: target.value }, durationMs } }),
    [target.kind, target.value, durationMs],
  );
  const block = useBlock(target, close);
  const harmed = preview.data?.tier === 2 ? preview.data.good.length : 0;
  const until = Date.now() + durationMs;
  const ready =
    preview.data !== undefined && preview.data.refusal === null && (harmed === 0 || typed === String(harmed));
  return (
    <Form
      submit={() => block.mutate({ durationMs, reason: reason.trim(), ...(harmed > 0 ? { acceptHarm: harmed } : {}) })}
      close={close}
      action={`Block for ${span(durationMs)}`}
      color="red"
      busy={block.isPending}
      ready={ready}
      problem={block.error}
    >
      <NativeSelect
        label="For"
        description={`Ends by itself at ${dateTime(until, zone)} ${zoneName(zone, until)}`}
        value={String(durationMs)}
        onChange={(event) => setDuration(Number(event.currentTarget.value))}
        data={DURATIONS.map((value) => ({ value: String(value), label: span(value) }))}
      />
      <ReasonField value={reason} change={setReason} />
      <Loaded query={preview}>{(data) => <PreviewFacts preview={data} />}</Loaded>
      {harmed > 0 ? (
        <TextInput
          label={`Number of good users hit (${harmed})`}
          inputMode="numeric"
          required
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : null}
    </Form>
  );
}

/** Blocks an actor or an address for a time, after showing who is hit. */
export function BlockDialog({
  target,
  opened,
  close,
}: {
  readonly target: BlockTarget;
  readonly opened: boolean;
  close(): void;
}) {
  return (
    <Dialog opened={opened} close={close} title={`Block ${target.label}`}>
      {opened ? <BlockForm target={target} close={close} /> : null}
    </Dialog>
  );
}
