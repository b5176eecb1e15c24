import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import type { Endpoint } from '../../api/types.gen.ts';
import { refreshTemplates, undoCorrection } from '../../catalogue/corrections.tsx';
import { ReasonField } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { Template } from '../../ui/template.tsx';
import { toast } from '../../ui/toast.tsx';
import styles from './endpoint.module.css';
import { TemplatePreview } from './template-preview.tsx';

/** Saves the template, says so, and offers to take it back. */
function useSave(id: string, template: string, after: () => void) {
  return useMutation({
    mutationFn: (reason: string) => call('correctTemplate', { params: { id }, body: { template, reason } }),
    onSuccess: async (correction) => {
      toast(
        `${correction.template} is set; the inventory follows in a moment.`,
        () => void undoCorrection(correction.id),
      );
      after();
      await refreshTemplates();
    },
  });
}

interface Props {
  readonly endpoint: Endpoint;
  readonly template: string;
  reset(): void;
}

/** A corrected template: first what it would do, then why, then done. */
export function CorrectionForm({ endpoint: { id, template: learned }, template, reset }: Props) {
  const [previewed, setPreviewed] = useState<string | undefined>(undefined);
  const [reason, setReason] = useState('');
  const save = useSave(id, template, () => {
    setPreviewed(undefined);
    setReason('');
  });
  const isPreviewed = previewed === template;
  const isSame = template === learned;
  const startOver = (): void => {
    reset();
    setPreviewed(undefined);
    save.reset();
  };
  return (
    <Panel title={isSame ? 'Keep or correct' : 'Correction'} note={isSame ? KEEP : undefined}>
      <form
        className={styles.correction}
        onSubmit={(event) => {
          event.preventDefault();
          if (isPreviewed) save.mutate(reason.trim());
          else setPreviewed(template);
        }}
      >
        <Wish template={template} learned={learned} />
        {isPreviewed ? (
          <>
            <TemplatePreview id={id} template={template} />
            <ReasonField value={reason} change={setReason} />
          </>
        ) : null}
        {save.error === null ? null : <ProblemNote problem={save.error} retry={() => save.mutate(reason.trim())} />}
        <div className={styles.buttons}>
          <Button size="xs" type="submit" loading={save.isPending}>
            {isPreviewed ? 'Save correction' : 'Preview'}
          </Button>
          {isSame && previewed === undefined ? null : (
            <Button size="xs" variant="default" onClick={startOver}>
              Start over
            </Button>
          )}
        </div>
      </form>
    </Panel>
  );
}

const KEEP = 'change a segment above, or keep this template whatever is learned later';

function Wish({ template, learned }: { readonly template: string; readonly learned: string }) {
  return (
    <p>
      <Template template={template} />
      {template === learned ? null : (
        <span className="quiet">
          {' '}
          in place of <Template template={learned} />
        </span>
      )}
    </p>
  );
}
