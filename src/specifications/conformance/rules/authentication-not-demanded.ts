import { contract } from '../../differences/define.ts';
import type { ConformanceRule } from '../define.ts';

export const authenticationNotDemanded: ConformanceRule = {
  id: 'authentication-not-demanded',
  title: 'Documented as protected, open in fact',
  explanation: 'Requests without credentials are answered although the document says they are not.',
  find: ({ documented, seen }) =>
    documented.security?.required === true && seen.security?.required === false
      ? [
          {
            effect: 'breaking',
            at: 'authentication',
            statement: `${documented.security.schemes.join(' or ') || 'authentication'} is documented; requests without are accepted`,
          },
        ]
      : [],
  examples: {
    found: [
      [
        contract([], { security: { required: true, schemes: ['bearer'] } }),
        contract([], { security: { required: false, schemes: [] } }),
      ],
    ],
    notFound: [
      [
        contract([], { security: { required: true, schemes: ['bearer'] } }),
        contract([], { security: { required: true, schemes: ['jwt'] } }),
      ],
      [contract([]), contract([], { security: { required: false, schemes: [] } })],
      [
        contract([], { security: { required: false, schemes: [] } }),
        contract([], { security: { required: false, schemes: [] } }),
      ],
      [contract([], { security: { required: true, schemes: ['bearer'] } }), contract([])],
    ],
  },
};
