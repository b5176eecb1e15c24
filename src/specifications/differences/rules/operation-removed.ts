import { contract, type DifferenceRule } from '../define.ts';

export const operationRemoved: DifferenceRule = {
  id: 'operation-removed',
  title: 'Operation removed',
  explanation: 'Clients that call it get an error from now on.',
  find: ({ before, after }) =>
    before !== undefined && after === undefined
      ? [{ effect: 'breaking', at: 'operation', statement: `${before.method} ${before.template} is no longer there` }]
      : [],
  examples: {
    found: [[contract([]), undefined]],
    notFound: [
      [undefined, contract([])],
      [contract([]), contract([])],
    ],
  },
};
