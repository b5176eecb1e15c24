import { contract } from '../../differences/define.ts';
import type { ConformanceRule } from '../define.ts';

/** A JWT is sent as a bearer token. */
const sameKind = (scheme: string): string => (scheme === 'jwt' ? 'bearer' : scheme);

export const authenticationDiffers: ConformanceRule = {
  id: 'authentication-differs',
  title: 'Another kind of authentication than documented',
  explanation: 'Whoever follows the document is refused, or a way in exists that nobody wrote down.',
  find: ({ documented, seen }) => {
    if (documented.security === undefined || documented.security.schemes.length === 0) return [];
    const known = new Set(documented.security.schemes.map(sameKind));
    const others = (seen.security?.schemes ?? []).filter((scheme) => !known.has(sameKind(scheme)));
    if (others.length === 0 || known.has('other')) return [];
    return [
      {
        effect: 'risky',
        at: 'authentication',
        statement: `${documented.security.schemes.join(' or ')} is documented, ${others.join(' and ')} is used`,
      },
    ];
  },
  examples: {
    found: [
      [
        contract([], { security: { required: true, schemes: ['api-key'] } }),
        contract([], { security: { required: true, schemes: ['basic'] } }),
      ],
    ],
    notFound: [
      [
        contract([], { security: { required: true, schemes: ['bearer'] } }),
        contract([], { security: { required: true, schemes: ['jwt'] } }),
      ],
      [
        contract([], { security: { required: true, schemes: ['other'] } }),
        contract([], { security: { required: true, schemes: ['basic'] } }),
      ],
      [contract([]), contract([], { security: { required: true, schemes: ['basic'] } })],
    ],
  },
};
