import { contract, onBothSides, type DifferenceRule } from '../define.ts';

export const requestEnumNarrowed: DifferenceRule = {
  id: 'request-enum-narrowed',
  title: 'Request field takes fewer values',
  explanation: 'Values that were taken are refused.',
  find: (pair) =>
    onBothSides(pair, 'request').flatMap(({ at, before, after }) => {
      const lost = after.enum === undefined ? [] : before.enum?.filter((value) => after.enum?.includes(value) !== true);
      if (after.enum === undefined || lost?.length === 0) return [];
      const statement =
        lost === undefined ? `took any value, takes ${after.enum.join(', ')}` : `no longer takes ${lost.join(', ')}`;
      return [{ effect: 'breaking', at, statement }];
    }),
  examples: {
    found: [
      [
        contract([{ place: 'query', name: 'o', enum: ['a', 'b'] }]),
        contract([{ place: 'query', name: 'o', enum: ['a'] }]),
      ],
      [contract([{ place: 'query', name: 'o' }]), contract([{ place: 'query', name: 'o', enum: ['a'] }])],
    ],
    notFound: [
      [
        contract([{ place: 'query', name: 'o', enum: ['a'] }]),
        contract([{ place: 'query', name: 'o', enum: ['a', 'b'] }]),
      ],
      [contract([{ place: 'query', name: 'o', enum: ['a'] }]), contract([{ place: 'query', name: 'o' }])],
    ],
  },
};
