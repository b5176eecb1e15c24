import type { Context } from '../handler.ts';
import type { Status } from '../types.ts';

/** State of the whole system, the console's own failures among its counters. */
export async function statusOf({ deps, failedCalls }: Context): Promise<Status> {
  const [status, journal, { policy }] = await Promise.all([
    deps.control.status(),
    deps.journal.size(),
    deps.control.policy(),
  ]);
  const modes = Object.values(policy.rules).map((rule) => rule.mode);
  return {
    ...status,
    environment: deps.environment,
    now: deps.clock(),
    enforced: policy.mode === 'enforce' ? modes.filter((mode) => mode === 'enforce').length : 0,
    monitored: modes.filter((mode) => mode === 'monitor' || (mode === 'enforce' && policy.mode === 'monitor')).length,
    counters: [
      ...status.counters,
      {
        id: 'console.failed-calls',
        title: 'Calls of the management API that failed by our own fault',
        value: failedCalls(),
        kind: 'swallowed',
      },
    ],
    journal,
  };
}
