import { typesText } from '../../field-place.ts';
import { contract, type DifferenceRule } from '../define.ts';

export const responseFieldRemoved: DifferenceRule = {
  id: 'response-field-removed',
  title: 'Response field removed',
  explanation: 'Clients that read it find nothing.',
  find: ({ fields }) =>
    fields.flatMap(({ side, at, before, after }) =>
      side === 'response' && before !== undefined && after === undefined
        ? [
            {
              effect: before.required ? 'breaking' : 'risky',
              at,
              statement: `is no longer there; it was ${before.required ? 'always' : 'sometimes'} ${typesText(before.types)}`,
            },
          ]
        : [],
    ),
  examples: {
    found: [
      [contract([{ place: 'response', name: '$.total' }]), contract([])],
      [contract([{ place: 'response', name: '$.total', required: true }]), contract([])],
    ],
    notFound: [
      [contract([]), contract([{ place: 'response', name: '$.total' }])],
      [contract([{ place: 'query', name: 'page' }]), contract([])],
    ],
  },
};
