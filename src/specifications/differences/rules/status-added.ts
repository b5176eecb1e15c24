import { contract, type DifferenceRule } from '../define.ts';

export const statusAdded: DifferenceRule = {
  id: 'status-added',
  title: 'Answer status added',
  explanation: 'Clients should treat a status they do not know by its class.',
  find: ({ before, after }) =>
    before === undefined || after === undefined || before.statuses.length === 0
      ? []
      : after.statuses
          .filter((status) => !before.statuses.includes(status))
          .map((status) => ({ effect: 'compatible', at: `status ${status}`, statement: 'is answered now' })),
  examples: {
    found: [[contract([]), contract([], { statuses: ['200', '404'] })]],
    notFound: [
      [contract([], { statuses: ['200', '202'] }), contract([])],
      [contract([], { statuses: [] }), contract([])],
      [undefined, contract([])],
    ],
  },
};
