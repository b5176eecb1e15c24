import { contract, type DifferenceRule } from '../define.ts';

export const operationAdded: DifferenceRule = {
  id: 'operation-added',
  title: 'Operation added',
  explanation: 'Nobody relies on what was not there; it widens what can be attacked.',
  find: ({ before, after }) =>
    before === undefined && after !== undefined
      ? [{ effect: 'compatible', at: 'operation', statement: `${after.method} ${after.template} is new` }]
      : [],
  examples: {
    found: [[undefined, contract([])]],
    notFound: [
      [contract([]), undefined],
      [contract([]), contract([])],
    ],
  },
};
