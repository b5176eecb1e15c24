import { typesText } from '../../field-place.ts';
import { contract, type DifferenceRule } from '../define.ts';

export const responseFieldAdded: DifferenceRule = {
  id: 'response-field-added',
  title: 'Response field added',
  explanation: 'Clients that do not know it pass over it; whether it should be told is another question.',
  find: ({ fields }) =>
    fields.flatMap(({ side, at, before, after }) =>
      side === 'response' && before === undefined && after !== undefined
        ? [{ effect: 'compatible', at, statement: `is new: ${typesText(after.types)}` }]
        : [],
    ),
  examples: {
    found: [[contract([]), contract([{ place: 'response', name: '$.total' }])]],
    notFound: [
      [contract([{ place: 'response', name: '$.total' }]), contract([])],
      [contract([]), contract([{ place: 'query', name: 'page' }])],
    ],
  },
};
