import { takesIn, typesText } from '../../field-place.ts';
import { contract, onBothSides, type DifferenceRule } from '../define.ts';

export const responseTypeNarrowed: DifferenceRule = {
  id: 'response-type-narrowed',
  title: 'Response field has fewer types',
  explanation: 'Clients that knew them all know these.',
  find: (pair) =>
    onBothSides(pair, 'response').flatMap(({ at, before, after }) =>
      takesIn(before.types, after.types) && !takesIn(after.types, before.types)
        ? [{ effect: 'compatible', at, statement: `was ${typesText(before.types)}, is ${typesText(after.types)}` }]
        : [],
    ),
  examples: {
    found: [
      [
        contract([{ place: 'response', name: '$.n', types: ['number'] }]),
        contract([{ place: 'response', name: '$.n', types: ['integer'] }]),
      ],
    ],
    notFound: [
      [contract([{ place: 'response', name: '$.total' }]), contract([{ place: 'response', name: '$.total' }])],
    ],
  },
};
