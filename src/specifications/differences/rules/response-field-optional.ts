import { contract, onBothSides, type DifferenceRule } from '../define.ts';

export const responseFieldOptional: DifferenceRule = {
  id: 'response-field-optional',
  title: 'Response field no longer always there',
  explanation: 'Clients that rely on it fail where it is missing.',
  find: (pair) =>
    onBothSides(pair, 'response').flatMap(({ at, before, after }) =>
      before.required && !after.required
        ? [{ effect: 'breaking', at, statement: 'was always there and may be missing' }]
        : [],
    ),
  examples: {
    found: [
      [contract([{ place: 'response', name: '$.a', required: true }]), contract([{ place: 'response', name: '$.a' }])],
    ],
    notFound: [
      [contract([{ place: 'response', name: '$.a' }]), contract([{ place: 'response', name: '$.a', required: true }])],
      [contract([{ place: 'request', name: '$.a', required: true }]), contract([{ place: 'request', name: '$.a' }])],
    ],
  },
};
