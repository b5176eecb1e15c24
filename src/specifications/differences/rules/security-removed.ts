import { contract, type DifferenceRule } from '../define.ts';

export const securityRemoved: DifferenceRule = {
  id: 'security-removed',
  title: 'Authentication no longer demanded',
  explanation: 'Clients notice nothing, but what was protected is open.',
  find: ({ before, after }) =>
    before?.security?.required === true && after?.security?.required === false
      ? [
          {
            effect: 'breaking',
            at: 'authentication',
            statement: `was demanded (${before.security.schemes.join(', ')}), is not any more`,
          },
        ]
      : [],
  examples: {
    found: [
      [
        contract([], { security: { required: true, schemes: ['bearer'] } }),
        contract([], { security: { required: false, schemes: ['bearer'] } }),
      ],
    ],
    notFound: [
      [
        contract([], { security: { required: false, schemes: [] } }),
        contract([], { security: { required: true, schemes: ['bearer'] } }),
      ],
      [contract([], { security: { required: true, schemes: ['bearer'] } }), contract([])],
    ],
  },
};
