import { isInnerName } from '../inner-name.ts';
import { exampleFacts, isForeign, type ClassRule } from '../define.ts';

export const externalCallers: ClassRule = {
  id: 'external-callers',
  class: 'external',
  title: 'Called from outside',
  explanation: 'At least one caller has an address of the internet.',
  ask: (facts) => {
    const { inside = 0, outside = 0 } = facts.endpoint.use ?? {};
    if (outside === 0 || isForeign(facts)) return undefined;
    const inner = isInnerName(facts.endpoint.host) ? [`although ${facts.endpoint.host} is an inner name`] : [];
    return [`${outside} of ${inside + outside} requests from addresses of the internet`, ...inner];
  },
  examples: {
    is: [
      exampleFacts({ endpoint: { use: { inside: 0, outside: 2, outbound: 0, deprecated: 0 } } }),
      exampleFacts({ endpoint: { host: 'billing', use: { inside: 4, outside: 1, outbound: 0, deprecated: 0 } } }),
    ],
    isNot: [exampleFacts(), exampleFacts({ endpoint: { use: { inside: 2, outside: 0, outbound: 0, deprecated: 0 } } })],
  },
};
