import { Button } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import type { RuleRow } from '../../api/types.gen.ts';
import { ModeDialog } from './mode-dialog.tsx';

/** Changes the mode of one rule in the policy. */
export function RuleMode({ rule }: { readonly rule: RuleRow }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`Change mode of ${rule.title}`}
        onClick={() => setOpened(true)}
      >
        Change mode
      </Button>
      <ModeDialog
        title={`Mode of ${rule.title}`}
        now={rule.policy?.mode ?? rule.effectiveMode}
        opened={opened}
        close={() => setOpened(false)}
        change={(mode, reason) => call('setRuleMode', { params: { id: rule.id }, body: { mode, reason } })}
      />
    </>
  );
}
