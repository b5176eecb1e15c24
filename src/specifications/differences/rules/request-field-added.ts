import { typesText } from '../../field-place.ts';
import { contract, type DifferenceRule } from '../define.ts';

export const requestFieldAdded: DifferenceRule = {
  id: 'request-field-added',
  title: 'Optional request field added',
  explanation: 'Clients need not send it.',
  find: ({ fields }) =>
    fields.flatMap(({ side, at, before, after }) =>
      side === 'request' && before === undefined && after?.required === false
        ? [{ effect: 'compatible', at, statement: `is new: ${typesText(after.types)}, optional` }]
        : [],
    ),
  examples: {
    found: [[contract([]), contract([{ place: 'query', name: 'page' }])]],
    notFound: [
      [contract([]), contract([{ place: 'query', name: 'page', required: true }])],
      [contract([]), contract([{ place: 'response', name: '$.total' }])],
    ],
  },
};
