import { contract, type DifferenceRule } from '../define.ts';

export const requestFieldRequired: DifferenceRule = {
  id: 'request-field-required',
  title: 'Request field became required',
  explanation: 'Clients that do not send it are refused.',
  find: ({ fields }) =>
    fields.flatMap(({ side, at, before, after }) =>
      side === 'request' && after?.required === true && before?.required !== true
        ? [
            {
              effect: 'breaking',
              at,
              statement: before === undefined ? 'is new and required' : 'was optional and is required',
            },
          ]
        : [],
    ),
  examples: {
    found: [
      [contract([]), contract([{ place: 'query', name: 'page', required: true }])],
      [contract([{ place: 'request', name: '$.a' }]), contract([{ place: 'request', name: '$.a', required: true }])],
      [
        contract([{ place: 'request', name: '$', types: ['object'] }]),
        contract([
          { place: 'request', name: '$', types: ['object'] },
          { place: 'request', name: '$.a', required: true },
        ]),
      ],
    ],
    notFound: [
      [contract([]), contract([{ place: 'query', name: 'page' }])],
      [contract([]), contract([{ place: 'response', name: '$.a', required: true }])],
      [
        contract([{ place: 'path', name: 'id', required: true }]),
        contract([{ place: 'path', name: 'key', required: true }]),
      ],
      [
        contract([{ place: 'request', name: '$' }]),
        contract([
          { place: 'request', name: '$' },
          { place: 'request', name: '$.deep' },
          { place: 'request', name: '$.deep.a', required: true },
        ]),
      ],
    ],
  },
};
