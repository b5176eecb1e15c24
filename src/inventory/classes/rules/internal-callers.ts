import { exampleFacts, isForeign, type ClassRule } from '../define.ts';

export const internalCallers: ClassRule = {
  id: 'internal-callers',
  class: 'internal',
  title: 'Called from inside only',
  explanation: 'Every caller whose address is known has one that is not routed on the internet.',
  ask: (facts) => {
    const { inside = 0, outside = 0 } = facts.endpoint.use ?? {};
    if (inside === 0 || outside > 0 || isForeign(facts)) return undefined;
    return [
      `${inside} requests from private addresses, none from others; a proxy in front that is not trusted would look the same`,
    ];
  },
  examples: {
    is: [exampleFacts({ endpoint: { use: { inside: 3, outside: 0, outbound: 0, deprecated: 0 } } })],
    isNot: [
      exampleFacts(),
      exampleFacts({ endpoint: { use: { inside: 3, outside: 1, outbound: 0, deprecated: 0 } } }),
      exampleFacts({ isOurs: false, endpoint: { use: { inside: 3, outside: 0, outbound: 0, deprecated: 0 } } }),
    ],
  },
};
