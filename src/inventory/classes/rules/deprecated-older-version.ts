import { exampleFacts, type ClassRule } from '../define.ts';

export const deprecatedOlderVersion: ClassRule = {
  id: 'deprecated-older-version',
  class: 'deprecated',
  title: 'An older version beside a newer one',
  explanation: 'The same API is called under a later version: this one is on its way out.',
  ask: ({ newerVersion, endpoint }) =>
    newerVersion === undefined ? undefined : [`${endpoint.host}${newerVersion} is called as well and is newer`],
  examples: {
    is: [exampleFacts({ newerVersion: '/v2' })],
    isNot: [exampleFacts()],
  },
};
