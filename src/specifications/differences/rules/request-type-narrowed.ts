import { takesIn, typesText } from '../../field-place.ts';
import { contract, onBothSides, type DifferenceRule } from '../define.ts';

export const requestTypeNarrowed: DifferenceRule = {
  id: 'request-type-narrowed',
  title: 'Request field takes fewer types',
  explanation: 'Values that were taken are refused.',
  find: (pair) =>
    onBothSides(pair, 'request').flatMap(({ at, before, after }) =>
      takesIn(after.types, before.types)
        ? []
        : [{ effect: 'breaking', at, statement: `took ${typesText(before.types)}, takes ${typesText(after.types)}` }],
    ),
  examples: {
    found: [
      [contract([{ place: 'query', name: 'page' }]), contract([{ place: 'query', name: 'page', types: ['integer'] }])],
      [contract([{ place: 'query', name: 'page', types: [] }]), contract([{ place: 'query', name: 'page' }])],
    ],
    notFound: [
      [
        contract([{ place: 'query', name: 'n', types: ['integer'] }]),
        contract([{ place: 'query', name: 'n', types: ['number'] }]),
      ],
      [
        contract([{ place: 'response', name: '$.total' }]),
        contract([{ place: 'response', name: '$.total', types: ['integer'] }]),
      ],
    ],
  },
};
