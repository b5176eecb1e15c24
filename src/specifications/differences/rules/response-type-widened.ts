import { takesIn, typesText } from '../../field-place.ts';
import { contract, onBothSides, type DifferenceRule } from '../define.ts';

export const responseTypeWidened: DifferenceRule = {
  id: 'response-type-widened',
  title: 'Response field has further types',
  explanation: 'Clients meet values of a type they do not expect.',
  find: (pair) =>
    onBothSides(pair, 'response').flatMap(({ at, before, after }) =>
      takesIn(before.types, after.types)
        ? []
        : [{ effect: 'breaking', at, statement: `was ${typesText(before.types)}, is ${typesText(after.types)}` }],
    ),
  examples: {
    found: [
      [
        contract([{ place: 'response', name: '$.total' }]),
        contract([{ place: 'response', name: '$.total', types: ['null', 'string'] }]),
      ],
      [
        contract([{ place: 'response', name: '$.n', types: ['integer'] }]),
        contract([{ place: 'response', name: '$.n', types: ['number'] }]),
      ],
    ],
    notFound: [
      [
        contract([{ place: 'response', name: '$.n', types: ['number'] }]),
        contract([{ place: 'response', name: '$.n', types: ['integer'] }]),
      ],
      [contract([{ place: 'query', name: 'page' }]), contract([{ place: 'query', name: 'page', types: [] }])],
    ],
  },
};
