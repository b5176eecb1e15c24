import { Button } from '@mantine/core';
import { ApiProblem } from '../api/client.ts';
import { CopyButton } from './copy.tsx';
import styles from './states.module.css';

/** A failed part of a page: code, cause, mend, Retry. The rest of the page stands. */
export function ProblemNote({ problem, retry }: { readonly problem: Error; readonly retry?: () => void }) {
  const known = problem instanceof ApiProblem ? problem : undefined;
  return (
    <div className={styles.problem} role="alert">
      <p className={styles.problemTitle}>
        <code>{known?.code ?? 'SP0001'}</code> {known?.title ?? 'This part failed'}
      </p>
      <p>{known?.detail ?? problem.message}</p>
      {known === undefined ? null : <p className="quiet">{known.mend}</p>}
      <div className={styles.problemActions}>
        {retry === undefined ? null : (
          <Button size="xs" variant="default" onClick={retry}>
            Retry
          </Button>
        )}
        <CopyButton text={`${problem.message}\n${known?.mend ?? ''}\n${window.location.href}`} label="Copy detail" />
      </div>
    </div>
  );
}
