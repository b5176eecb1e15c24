import { takesIn, typesText } from '../../field-place.ts';
import { contract, onBothSides, type DifferenceRule } from '../define.ts';

export const requestTypeWidened: DifferenceRule = {
  id: 'request-type-widened',
  title: 'Request field takes more types',
  explanation: 'What clients send is still taken.',
  find: (pair) =>
    onBothSides(pair, 'request').flatMap(({ at, before, after }) =>
      takesIn(after.types, before.types) && !takesIn(before.types, after.types)
        ? [{ effect: 'compatible', at, statement: `took ${typesText(before.types)}, takes ${typesText(after.types)}` }]
        : [],
    ),
  examples: {
    found: [
      [
        contract([{ place: 'query', name: 'n', types: ['integer'] }]),
        contract([{ place: 'query', name: 'n', types: ['number'] }]),
      ],
    ],
    notFound: [
      [contract([{ place: 'query', name: 'n' }]), contract([{ place: 'query', name: 'n' }])],
      [contract([{ place: 'query', name: 'n' }]), contract([{ place: 'query', name: 'n', types: ['integer'] }])],
    ],
  },
};
