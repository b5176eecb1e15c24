import { exampleFacts, isOutboundOnly, type ClassRule } from '../define.ts';

export const thirdPartyOutbound: ClassRule = {
  id: 'third-party-outbound',
  class: 'third-party',
  title: 'Only our own requests to it were seen',
  explanation: 'A sensor at our own clients saw it: we call it, nobody calls us there.',
  ask: ({ endpoint, isOurs }) =>
    isOutboundOnly(endpoint) && isOurs !== true
      ? [`${endpoint.use?.outbound ?? 0} requests of our own, none from others`]
      : undefined,
  examples: {
    is: [exampleFacts({ endpoint: { use: { inside: 0, outside: 0, outbound: 4, deprecated: 0 } } })],
    isNot: [
      exampleFacts(),
      exampleFacts({ endpoint: { use: { inside: 1, outside: 0, outbound: 4, deprecated: 0 } } }),
      exampleFacts({ isOurs: true, endpoint: { use: { inside: 0, outside: 0, outbound: 4, deprecated: 0 } } }),
    ],
  },
};
