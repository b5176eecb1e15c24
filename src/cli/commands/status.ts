import type { Context } from '../context.ts';
import { EXIT } from '../exit-codes.ts';

export async function status(context: Context): Promise<number> {
  const one = await context.client().call('status');
  context.output.object(one, () => {
    const test =
      one.selfTest.at === null
        ? 'not yet run'
        : `${one.selfTest.passed ? 'passed' : 'FAILED'} ${Math.round((one.now - one.selfTest.at) / 1000)} s ago`;
    return [
      `mode      ${one.mode} (${one.enforced} rules enforce, ${one.monitored} watch), self-test ${test}: ${one.selfTest.detail}`,
      one.gateway === '' ? 'gateway   none: sensors only' : `gateway   ${one.gateway} → ${one.upstream}`,
      ...one.sources.filter(({ id }) => id !== 'gateway').map((source) => sourceLine(source, one.now)),
      `running   since ${new Date(one.startedAt).toISOString()}, version ${one.version}, policy ${one.policyVersion}`,
      `journal   ${one.journal.rows} transactions, ${(one.journal.bytes / 1e6).toFixed(1)} MB, days ${one.journal.days.join(', ') || '–'}`,
      `memory    ${(one.memory.rssBytes / 1048576).toFixed(0)} MB, queue ${one.queue.length} of ${one.queue.limit}`,
      ...one.counters
        .filter((counter) => counter.value > 0 || counter.kind === 'lost')
        .map((counter) => `${counter.kind.padEnd(9)} ${counter.title}: ${counter.value}`),
    ].join('\n');
  });
  return EXIT.done.code;
}

interface Source {
  readonly title: string;
  readonly lastEvent: number | null;
  readonly requests: number;
  readonly lost: number;
}

function sourceLine({ title, lastEvent, requests, lost }: Source, now: number): string {
  const last = lastEvent === null ? 'nothing yet' : `last ${Math.max(0, Math.round((now - lastEvent) / 1000))} s ago`;
  return `sensor    ${title}: ${requests} requests, ${last}, ${lost} lost`;
}
