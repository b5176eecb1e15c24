import { Button } from '@mantine/core';
import { useState } from 'react';
import { useCommands } from '../state/keys.ts';
import { ActionDialog } from './action-dialog.tsx';
import { ACTIONS, actionInput, type ActionType } from './actions.ts';
import { useAct, type Select } from './use-act.ts';
import styles from './triage.module.css';

interface Props {
  readonly actions: readonly ActionType[];
  readonly select: Select;
  readonly count: number;
  after(): void;
}

const NOTHING_SAID = { reason: '', comment: '', approver: '', end: 0 };

/** The actions on one finding or a selection, by button and by key. */
export function ActionBar({ actions, select, count, after }: Props) {
  const [asking, setAsking] = useState<ActionType | null>(null);
  const act = useAct(() => {
    setAsking(null);
    after();
  });
  const begin = (type: ActionType): void => {
    if (ACTIONS[type].asks.length > 0) setAsking(type);
    else act.mutate({ action: actionInput(type, NOTHING_SAID), select });
  };
  useCommands(
    count === 0
      ? []
      : actions.map((type) => ({
          keys: ACTIONS[type].key,
          does: ACTIONS[type].title,
          group: 'Finding',
          run: () => begin(type),
        })),
  );
  return (
    <div className={styles.bar}>
      {actions.map((type) => (
        <Button key={type} size="compact-sm" variant="default" disabled={act.isPending} onClick={() => begin(type)}>
          {ACTIONS[type].title}
        </Button>
      ))}
      <ActionDialog
        type={asking}
        count={count}
        busy={act.isPending}
        close={() => setAsking(null)}
        submit={(action) => act.mutate({ action, select })}
      />
    </div>
  );
}
