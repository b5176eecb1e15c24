import { contract, type DifferenceRule } from '../define.ts';

export const statusRemoved: DifferenceRule = {
  id: 'status-removed',
  title: 'Answer status removed',
  explanation: 'Clients wait for an answer that does not come.',
  find: ({ before, after }) =>
    before === undefined || after === undefined || after.statuses.length === 0
      ? []
      : before.statuses
          .filter((status) => !after.statuses.includes(status))
          .map((status) => ({
            effect: status.startsWith('2') ? 'breaking' : 'risky',
            at: `status ${status}`,
            statement: 'is no longer answered',
          })),
  examples: {
    found: [[contract([], { statuses: ['200', '202'] }), contract([])]],
    notFound: [
      [contract([]), contract([], { statuses: ['200', '202'] })],
      [contract([]), contract([], { statuses: [] })],
      [contract([]), undefined],
    ],
  },
};
