import { CodedError } from '../../model/index.ts';
import type { Context, Handlers } from '../handler.ts';
import type { Traffic } from '../types.ts';
import { explain } from '../views/explain.ts';
import { rangeOf, trafficOf } from '../views/traffic.ts';
import { transactionPage } from '../views/transactions.ts';

/** Marks of one chart; more would hide the lines. */
const MARKS = 50;

/** What changed the engine from outside, newest first. */
export async function marksOf({ deps, views }: Context, startedAt: number): Promise<Traffic['marks']> {
  const policies = await deps.records.list('policy', { limit: 1_000 });
  const mitigations = (await views.mitigations()).rows;
  return [
    { time: startedAt, kind: 'start' as const, title: 'gateway started' },
    ...policies.records.map((policy) => ({
      time: policy.at,
      kind: 'policy' as const,
      title: `policy ${policy.id} by ${policy.author}`,
    })),
    ...mitigations.map((row) => ({
      time: row.since,
      kind: 'mitigation' as const,
      title: `${row.id}: ${row.label} blocked`,
    })),
  ]
    .toSorted((a, b) => b.time - a.time)
    .slice(0, MARKS);
}

export function trafficHandlers(context: Context): Handlers<'traffic' | 'transactions' | 'explain' | 'live'> {
  const { deps, views, hub } = context;
  return {
    async traffic({ query }) {
      const { startedAt } = await deps.control.status();
      const endpoint = query.endpoint === undefined ? undefined : await views.endpointId(query.endpoint);
      if (query.endpoint !== undefined && endpoint === undefined)
        throw new CodedError('SP0004', `no endpoint ${query.endpoint}`);
      return trafficOf(
        deps.journal,
        rangeOf(query, deps.clock()),
        endpoint,
        startedAt,
        await marksOf(context, startedAt),
      );
    },
    transactions: ({ query }) => transactionPage(deps.journal, query),
    explain: ({ params }) => explain(context, params.id),
    async live({ caller, reply }) {
      const stillAllowed = async (): Promise<boolean> => {
        const [session] = await deps.records.get('session', [caller.session.id]);
        return session !== undefined && session.expires > deps.clock();
      };
      if (hub.full) throw new CodedError('SP3007', `${hub.clients} live streams are open already`);
      reply.hijack();
      const headers = Object.fromEntries(Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined));
      reply.raw.writeHead(200, {
        ...headers,
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      hub.add(reply.raw, stillAllowed);
      return reply;
    },
  };
}
