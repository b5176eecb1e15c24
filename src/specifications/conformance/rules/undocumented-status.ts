import { contract } from '../../differences/define.ts';
import type { ConformanceRule } from '../define.ts';

export const undocumentedStatus: ConformanceRule = {
  id: 'undocumented-status',
  title: 'Status not documented',
  explanation: 'Clients do not know what to do with it.',
  find: ({ documented, seen }) => {
    const described = (status: string): boolean =>
      documented.statuses.some(
        (one) => one === 'default' || one === status || one.toUpperCase() === `${status.charAt(0)}XX`,
      );
    if (documented.statuses.length === 0) return [];
    return seen.statuses
      .filter((status) => !described(status))
      .map((status) => ({
        effect: /^[23]/.test(status) ? 'risky' : 'compatible',
        at: `status ${status}`,
        statement: 'is answered and not documented',
      }));
  },
  examples: {
    found: [[contract([]), contract([], { statuses: ['200', '202'] })]],
    notFound: [
      [contract([], { statuses: ['2XX'] }), contract([], { statuses: ['202'] })],
      [contract([], { statuses: ['default'] }), contract([])],
      [contract([], { statuses: [] }), contract([])],
      [contract([], { statuses: ['200', '404'] }), contract([])],
    ],
  },
};
