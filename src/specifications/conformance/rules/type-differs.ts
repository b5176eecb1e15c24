import { placeText, takesIn, typesText } from '../../field-place.ts';
import { contract } from '../../differences/define.ts';
import { isText, type ConformanceRule } from '../define.ts';

export const typeDiffers: ConformanceRule = {
  id: 'type-differs',
  title: 'Type differs from the documented one',
  explanation:
    'Clients fail at a type they do not expect; a server that takes more than it documents may do so unguarded.',
  find: ({ both, seen: contractSeen }) =>
    both.flatMap(({ documented, seen }) => {
      if (takesIn(documented.types, seen.types) || seen.types.length === 0) return [];
      if (isText(seen, contractSeen) && (documented.types.includes('string') || documented.types.includes('array')))
        return [];
      const statement = `is documented as ${typesText(documented.types)}, seen as ${typesText(seen.types)}`;
      return [{ effect: seen.place === 'response' ? 'breaking' : 'risky', at: placeText(seen), statement }];
    }),
  examples: {
    found: [
      [
        contract([{ place: 'response', name: '$.a' }]),
        contract([{ place: 'response', name: '$.a', types: ['null', 'string'] }]),
      ],
      [contract([{ place: 'query', name: 'n', types: ['integer'] }]), contract([{ place: 'query', name: 'n' }])],
    ],
    notFound: [
      [contract([{ place: 'query', name: 'n' }]), contract([{ place: 'query', name: 'n', types: ['integer'] }])],
      [
        contract([{ place: 'response', name: '$.n', types: ['number'] }]),
        contract([{ place: 'response', name: '$.n', types: ['integer'] }]),
      ],
      [
        contract([{ place: 'response', name: '$.n', types: [] }]),
        contract([{ place: 'response', name: '$.n', types: ['integer'] }]),
      ],
    ],
  },
};
