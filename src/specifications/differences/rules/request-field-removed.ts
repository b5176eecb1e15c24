import { typesText } from '../../field-place.ts';
import { contract, type DifferenceRule } from '../define.ts';

export const requestFieldRemoved: DifferenceRule = {
  id: 'request-field-removed',
  title: 'Request field removed',
  explanation: 'Servers often ignore what they do not know, but what clients asked for by it is no longer done.',
  find: ({ fields }) =>
    fields.flatMap(({ side, at, before, after }) =>
      side === 'request' && before !== undefined && after === undefined
        ? [{ effect: 'risky', at, statement: `is no longer there; it was ${typesText(before.types)}` }]
        : [],
    ),
  examples: {
    found: [[contract([{ place: 'query', name: 'page' }]), contract([])]],
    notFound: [
      [contract([]), contract([{ place: 'query', name: 'page' }])],
      [contract([{ place: 'response', name: '$.total' }]), contract([])],
      [contract([{ place: 'query', name: 'page' }]), contract([], { partial: true })],
      [contract([{ place: 'request', name: '$.a' }]), contract([{ place: 'request', name: '$', open: true }])],
    ],
  },
};
