import { exampleFacts, type ClassRule } from '../define.ts';

export const thirdPartyHost: ClassRule = {
  id: 'third-party-host',
  class: 'third-party',
  title: 'The host is none of ours',
  explanation: 'The configuration names our hosts, and this is none of them.',
  ask: ({ endpoint, isOurs }) =>
    isOurs === false ? [`${endpoint.host} is none of the hosts named as ours`] : undefined,
  examples: {
    is: [exampleFacts({ isOurs: false })],
    isNot: [exampleFacts(), exampleFacts({ isOurs: true })],
  },
};
