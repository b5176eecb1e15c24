import { contract, type DifferenceRule } from '../define.ts';

export const operationDeprecated: DifferenceRule = {
  id: 'operation-deprecated',
  title: 'Operation deprecated',
  explanation: 'It still works; whoever calls it should leave.',
  find: ({ before, after }) =>
    before !== undefined && before.deprecated !== true && after?.deprecated === true
      ? [{ effect: 'compatible', at: 'operation', statement: 'is deprecated now' }]
      : [],
  examples: {
    found: [[contract([]), contract([], { deprecated: true })]],
    notFound: [
      [contract([], { deprecated: true }), contract([], { deprecated: true })],
      [contract([], { deprecated: true }), contract([])],
      [undefined, contract([], { deprecated: true })],
    ],
  },
};
