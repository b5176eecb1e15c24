import { placeText } from '../../field-place.ts';
import { contract } from '../../differences/define.ts';
import type { ConformanceRule } from '../define.ts';

export const enumExceeded: ConformanceRule = {
  id: 'enum-exceeded',
  title: 'Value outside of the documented ones',
  explanation: 'Clients that tell the values apart meet one they do not know.',
  find: ({ both }) =>
    both.flatMap(({ documented, seen }) => {
      const more =
        documented.enum === undefined
          ? []
          : (seen.enum ?? []).filter((value) => documented.enum?.includes(value) !== true);
      return more.length === 0
        ? []
        : [{ effect: 'risky', at: placeText(seen), statement: `is also ${more.join(', ')}` }];
    }),
  examples: {
    found: [
      [
        contract([{ place: 'response', name: '$.s', enum: ['a'] }]),
        contract([{ place: 'response', name: '$.s', enum: ['a', 'b'] }]),
      ],
    ],
    notFound: [
      [
        contract([{ place: 'response', name: '$.s', enum: ['a', 'b'] }]),
        contract([{ place: 'response', name: '$.s', enum: ['b'] }]),
      ],
      [contract([{ place: 'response', name: '$.s' }]), contract([{ place: 'response', name: '$.s', enum: ['b'] }])],
      [contract([{ place: 'response', name: '$.s', enum: ['a'] }]), contract([{ place: 'response', name: '$.s' }])],
    ],
  },
};
