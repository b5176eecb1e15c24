import { contract } from '../../differences/define.ts';
import type { ConformanceRule } from '../define.ts';

export const authenticationUndocumented: ConformanceRule = {
  id: 'authentication-undocumented',
  title: 'Authentication used, none documented',
  explanation: 'The document lacks what clients must know, or speaks of an operation that was meant to be open.',
  find: ({ documented, seen }) => {
    if (seen.security?.required !== true || (documented.security?.schemes.length ?? 0) > 0) return [];
    const used = seen.security.schemes.join(' and ');
    return documented.security === undefined
      ? [
          {
            effect: 'compatible',
            at: 'authentication',
            statement: `${used} is used; the document says nothing about it`,
          },
        ]
      : [
          {
            effect: 'risky',
            at: 'authentication',
            statement: `is documented as open; every accepted request has ${used}`,
          },
        ];
  },
  examples: {
    found: [
      [
        contract([], { security: { required: false, schemes: [] } }),
        contract([], { security: { required: true, schemes: ['basic'] } }),
      ],
      [contract([]), contract([], { security: { required: true, schemes: ['basic'] } })],
    ],
    notFound: [
      [
        contract([], { security: { required: false, schemes: [] } }),
        contract([], { security: { required: false, schemes: ['basic'] } }),
      ],
      [
        contract([], { security: { required: true, schemes: ['basic'] } }),
        contract([], { security: { required: true, schemes: ['basic'] } }),
      ],
      [contract([]), contract([])],
    ],
  },
};
