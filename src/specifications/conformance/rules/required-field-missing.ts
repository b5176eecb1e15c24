import { placeText } from '../../field-place.ts';
import { contract } from '../../differences/define.ts';
import type { ConformanceRule } from '../define.ts';

export const requiredFieldMissing: ConformanceRule = {
  id: 'required-field-missing',
  title: 'Documented as required, not always there',
  explanation: 'Clients rely on what is promised.',
  find: ({ both, onlyDocumented }) => {
    const missing = onlyDocumented.filter(({ required }) => required);
    const sometimes = both.filter(({ documented, seen }) => documented.required && !seen.required);
    return [
      ...missing.map((field) => ({
        effect: field.place === 'response' ? ('breaking' as const) : ('risky' as const),
        at: placeText(field),
        statement: 'is documented as required and never seen',
      })),
      ...sometimes.map(({ seen }) => ({
        effect: seen.place === 'response' ? ('breaking' as const) : ('risky' as const),
        at: placeText(seen),
        statement: 'is documented as required and sometimes missing',
      })),
    ];
  },
  examples: {
    found: [
      [
        contract([
          { place: 'response', name: '$', types: ['object'] },
          { place: 'response', name: '$.a', required: true },
        ]),
        contract([{ place: 'response', name: '$', types: ['object'] }]),
      ],
      [
        contract([
          { place: 'response', name: '$', types: ['object'] },
          { place: 'response', name: '$.a', required: true },
        ]),
        contract([
          { place: 'response', name: '$', types: ['object'] },
          { place: 'response', name: '$.a' },
        ]),
      ],
      [contract([{ place: 'query', name: 'page', required: true }]), contract([])],
    ],
    notFound: [
      [
        contract([
          { place: 'response', name: '$', types: ['object'] },
          { place: 'response', name: '$.a' },
        ]),
        contract([{ place: 'response', name: '$', types: ['object'] }]),
      ],
      [
        contract([
          { place: 'response', name: '$', types: ['object'] },
          { place: 'response', name: '$.a', required: true },
        ]),
        contract([]),
      ],
      [
        contract([
          { place: 'response', name: '$', types: ['object'] },
          { place: 'response', name: '$.a', required: true },
        ]),
        contract([{ place: 'response', name: '$', types: ['array'] }]),
      ],
    ],
  },
};
