import { placeText, typesText } from '../../field-place.ts';
import { contract } from '../../differences/define.ts';
import type { ConformanceRule } from '../define.ts';

export const undocumentedField: ConformanceRule = {
  id: 'undocumented-field',
  title: 'Seen but not documented',
  explanation: 'A field that nobody wrote down may tell too much, or may let a client set what it should not.',
  find: ({ onlySeen }) =>
    onlySeen.map((field) => ({
      effect: field.place === 'header' ? 'compatible' : 'risky',
      at: placeText(field),
      statement: `is seen (${typesText(field.types)}) and not documented`,
    })),
  examples: {
    found: [
      [contract([]), contract([{ place: 'query', name: 'debug' }])],
      [
        contract([{ place: 'response', name: '$', types: ['object'] }]),
        contract([
          { place: 'response', name: '$', types: ['object'] },
          { place: 'response', name: '$.hash' },
        ]),
      ],
      [
        contract([{ place: 'response', name: '$', types: ['object'], status: 'default' }]),
        contract([
          { place: 'response', name: '$', types: ['object'] },
          { place: 'response', name: '$.hash' },
        ]),
      ],
    ],
    notFound: [
      [contract([{ place: 'query', name: 'a' }]), contract([{ place: 'query', name: 'a' }])],
      [
        contract([{ place: 'response', name: '$', types: ['object'], open: true }]),
        contract([
          { place: 'response', name: '$', types: ['object'] },
          { place: 'response', name: '$.x' },
        ]),
      ],
      [
        contract([]),
        contract([
          { place: 'response', name: '$', types: ['object'] },
          { place: 'response', name: '$.x' },
        ]),
      ],
      [contract([{ place: 'path', name: 'id' }]), contract([{ place: 'path', name: 'key' }])],
      [contract([], { partial: true }), contract([{ place: 'query', name: 'x' }])],
    ],
  },
};
