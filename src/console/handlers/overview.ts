import { isOpen } from '../../findings/index.ts';
import type { Context, Handlers } from '../handler.ts';
import { figuresOf } from '../views/figures.ts';
import { nextActions } from '../views/next-actions.ts';
import { severityRank } from '../views/rows.ts';
import { statusOf } from '../views/status.ts';
import { rangeOf, trafficOf } from '../views/traffic.ts';
import { marksOf } from './traffic.ts';
import { searchFor } from '../views/search.ts';

const SHOWN = 5;

export function overviewHandlers(context: Context): Handlers<'overview' | 'search'> {
  const { deps, views } = context;
  return {
    async overview({ query }) {
      const range = rangeOf(query, deps.clock());
      const status = await statusOf(context);
      const { rows: findings } = await views.findings();
      const { rows: mitigations } = await views.mitigations();
      const threats = findings.filter((row) => row.kind === 'threat' && isOpen(row.state));
      return {
        ...range,
        figures: await figuresOf(context, range),
        traffic: await trafficOf(
          deps.journal,
          range,
          undefined,
          status.startedAt,
          await marksOf(context, status.startedAt),
        ),
        nextActions: nextActions(status, findings),
        threats: threats
          .toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity) || b.lastSeen - a.lastSeen)
          .slice(0, SHOWN),
        blocks: mitigations.filter((row) => row.state === 'active').slice(0, SHOWN),
        empty: status.journal.rows === 0,
      };
    },
    search: async ({ query }) => ({ hits: await searchFor(context, query.q) }),
  };
}
