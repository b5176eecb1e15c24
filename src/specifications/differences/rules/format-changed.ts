import { contract, type DifferenceRule } from '../define.ts';

export const formatChanged: DifferenceRule = {
  id: 'format-changed',
  title: 'Format changed',
  explanation: 'The type is the same, but the text is written otherwise.',
  find: ({ fields }) =>
    fields.flatMap(({ at, before, after }) =>
      before?.format !== undefined && after?.format !== undefined && before.format !== after.format
        ? [{ effect: 'risky', at, statement: `was of the format ${before.format}, is ${after.format}` }]
        : [],
    ),
  examples: {
    found: [
      [
        contract([{ place: 'response', name: '$.t', format: 'date' }]),
        contract([{ place: 'response', name: '$.t', format: 'date-time' }]),
      ],
    ],
    notFound: [
      [contract([{ place: 'response', name: '$.t' }]), contract([{ place: 'response', name: '$.t', format: 'date' }])],
      [contract([{ place: 'response', name: '$.t', format: 'date' }]), contract([])],
    ],
  },
};
