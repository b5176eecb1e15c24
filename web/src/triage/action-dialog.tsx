import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { plural } from '../lib/format.ts';
import { useZone } from '../state/url.ts';
import { dateTime, zoneName } from '../lib/time.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Form, ReasonField } from '../ui/form.tsx';
import { useNow } from '../state/clock.ts';
import { ACTIONS, actionInput, REASONS, type ActionType, type Said } from './actions.ts';
import type { FindingActionInput } from '../api/types.gen.ts';

const DAY_MS = 86_400_000;
const ENDS: readonly (readonly [string, string])[] = [
  ['1', 'in 1 day'],
  ['7', 'in 7 days'],
  ['30', 'in 30 days'],
  ['90', 'in 90 days'],
];

interface Props {
  readonly type: ActionType | null;
  readonly count: number;
  readonly busy: boolean;
  close(): void;
  submit(action: FindingActionInput): void;
}

/** What must be said before an action: why, and until when. Nothing is hidden without both. */
export function ActionDialog({ type, count, busy, close, submit }: Props) {
  return (
    <Dialog
      opened={type !== null}
      close={close}
      title={type === null ? '' : `${ACTIONS[type].title}: ${plural(count, 'finding')}`}
    >
      {type === null ? null : <ActionForm type={type} busy={busy} close={close} submit={submit} />}
    </Dialog>
  );
}

function ActionForm({ type, busy, close, submit }: Omit<Props, 'type' | 'count'> & { readonly type: ActionType }) {
  const { asks, title } = ACTIONS[type];
  const [reason, setReason] = useState('');
  const [comment, setComment] = useState('');
  const [approver, setApprover] = useState('');
  const [days, setDays] = useState('7');
  const said = (): Said => ({
    reason: reason.trim(),
    comment: comment.trim(),
    approver: approver.trim(),
    end: Date.now() + Number(days) * DAY_MS,
  });
  return (
    <Form submit={() => submit(actionInput(type, said()))} close={close} action={title} busy={busy}>
      {asks.includes('reason') ? <ReasonField value={reason} change={setReason} list="triage-reasons" /> : null}
      <datalist id="triage-reasons">
        {REASONS.map((text) => (
          <option key={text} value={text} />
        ))}
      </datalist>
      {asks.includes('approver') ? (
        <TextInput
          label="Approved by"
          required
          maxLength={200}
          value={approver}
          onChange={(event) => setApprover(event.currentTarget.value)}
        />
      ) : null}
      {asks.includes('end') ? (
        <EndField label={type === 'accept' ? 'Review' : 'Opens again'} days={days} change={setDays} />
      ) : null}
      {asks.includes('comment') ? (
        <Textarea
          label="Comment"
          required
          maxLength={2_000}
          rows={4}
          data-autofocus
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
      ) : null}
    </Form>
  );
}

/** When it is over, in days and as the moment that makes. */
function EndField({
  label,
  days,
  change,
}: {
  readonly label: string;
  readonly days: string;
  change(days: string): void;
}) {
  const zone = useZone();
  const end = useNow() + Number(days) * DAY_MS;
  return (
    <NativeSelect
      label={label}
      description={`${dateTime(end, zone).slice(0, 16)} ${zoneName(zone, end)}`}
      value={days}
      onChange={(event) => change(event.currentTarget.value)}
      data={ENDS.map(([value, text]) => ({ value, label: text }))}
    />
  );
}
