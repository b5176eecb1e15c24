import { takesIn } from '../../field-place.ts';
import { contract, onBothSides, type DifferenceRule } from '../define.ts';

export const responseEnumWidened: DifferenceRule = {
  id: 'response-enum-widened',
  title: 'Response field has further values',
  explanation: 'Clients that tell the values apart meet one they do not know.',
  find: (pair) =>
    onBothSides(pair, 'response').flatMap(({ at, before, after }) => {
      if (before.enum === undefined || !takesIn(before.types, after.types)) return [];
      const more = after.enum?.filter((value) => before.enum?.includes(value) !== true);
      if (more?.length === 0) return [];
      const statement =
        more === undefined ? `was one of ${before.enum.join(', ')}, is anything` : `may also be ${more.join(', ')}`;
      return [{ effect: 'breaking', at, statement }];
    }),
  examples: {
    found: [
      [
        contract([{ place: 'response', name: '$.s', enum: ['a'] }]),
        contract([{ place: 'response', name: '$.s', enum: ['a', 'b'] }]),
      ],
      [contract([{ place: 'response', name: '$.s', enum: ['a'] }]), contract([{ place: 'response', name: '$.s' }])],
    ],
    notFound: [
      [
        contract([{ place: 'response', name: '$.s', enum: ['a', 'b'] }]),
        contract([{ place: 'response', name: '$.s', enum: ['b'] }]),
      ],
      [contract([{ place: 'response', name: '$.s' }]), contract([{ place: 'response', name: '$.s', enum: ['b'] }])],
    ],
  },
};
