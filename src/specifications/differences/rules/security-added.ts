import { contract, type DifferenceRule } from '../define.ts';

export const securityAdded: DifferenceRule = {
  id: 'security-added',
  title: 'Authentication demanded or of another kind',
  explanation: 'Clients without it, or with the former kind only, are refused.',
  find: ({ before, after }) => {
    if (before?.security === undefined || after?.security?.required !== true) return [];
    const { required, schemes } = before.security;
    const kinds = after.security.schemes.join(' or ');
    if (!required) return [{ effect: 'breaking', at: 'authentication', statement: `was not demanded, ${kinds} is` }];
    const isOther =
      after.security.schemes.length > 0 && !schemes.some((scheme) => after.security?.schemes.includes(scheme));
    return isOther
      ? [{ effect: 'breaking', at: 'authentication', statement: `was by ${schemes.join(' or ')}, is by ${kinds}` }]
      : [];
  },
  examples: {
    found: [
      [
        contract([], { security: { required: false, schemes: [] } }),
        contract([], { security: { required: true, schemes: ['bearer'] } }),
      ],
      [
        contract([], { security: { required: true, schemes: ['basic'] } }),
        contract([], { security: { required: true, schemes: ['bearer'] } }),
      ],
    ],
    notFound: [
      [
        contract([], { security: { required: true, schemes: ['bearer'] } }),
        contract([], { security: { required: false, schemes: ['bearer'] } }),
      ],
      [contract([]), contract([], { security: { required: true, schemes: ['bearer'] } })],
      [
        contract([], { security: { required: true, schemes: ['bearer'] } }),
        contract([], { security: { required: true, schemes: ['basic', 'bearer'] } }),
      ],
    ],
  },
};
