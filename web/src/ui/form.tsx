import { Button, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api/client.ts';
import styles from './form.module.css';

interface FormProps {
  submit(): void;
  close(): void;
  /** On the button that does it. */
  readonly action: ReactNode;
  readonly color?: 'red';
  readonly busy: boolean;
  readonly ready?: boolean;
  /** Why it failed. */
  readonly problem?: Error | null;
  readonly children: ReactNode;
}

/** A form in a dialog: fields, why it failed, Cancel and the one action. */
export function Form({ submit, close, action, color, busy, ready = true, problem = null, children }: FormProps) {
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) submit();
      }}
    >
      {children}
      {problem === null ? null : (
        <p className={styles.refusal} role="alert">
          {problem.message}
          {problem instanceof ApiProblem ? ` ${problem.mend}` : ''}
        </p>
      )}
      <div className={styles.buttons}>
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button type="submit" loading={busy} disabled={!ready} {...(color === undefined ? {} : { color })}>
          {action}
        </Button>
      </div>
    </form>
  );
}

interface ReasonProps {
  readonly value: string;
  change(value: string): void;
  /** Id of a list of usual reasons. */
  readonly list?: string;
}

/** Why a person does it; every change asks for it. */
export function ReasonField({ value, change, list }: ReasonProps) {
  return (
    <TextInput
      label="Reason"
      description="Goes into the audit log."
      required
      minLength={3}
      maxLength={500}
      data-autofocus
      autoComplete="off"
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      {...(list === undefined ? {} : { list })}
    />
  );
}
