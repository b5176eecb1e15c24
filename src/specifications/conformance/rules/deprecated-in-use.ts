import { contract } from '../../differences/define.ts';
import type { ConformanceRule } from '../define.ts';

export const deprecatedInUse: ConformanceRule = {
  id: 'deprecated-in-use',
  title: 'Deprecated and still called',
  explanation: 'Its callers have to leave before it can go.',
  find: ({ documented, seen }) =>
    documented.deprecated === true && seen.statuses.some((status) => status.startsWith('2'))
      ? [{ effect: 'compatible', at: 'operation', statement: 'is documented as deprecated and still answered' }]
      : [],
  examples: {
    found: [[contract([], { deprecated: true }), contract([])]],
    notFound: [
      [contract([]), contract([])],
      [contract([], { deprecated: true }), contract([], { statuses: ['410'] })],
    ],
  },
};
