import { isInnerName } from '../inner-name.ts';
import { exampleFacts, isForeign, type ClassRule } from '../define.ts';

export const internalHostName: ClassRule = {
  id: 'internal-host-name',
  class: 'internal',
  title: 'The host has an inner name',
  explanation:
    'Names such as localhost, *.internal, *.local, *.svc, private addresses and single words are not known on the internet.',
  ask: (facts) => {
    if (!isInnerName(facts.endpoint.host) || (facts.endpoint.use?.outside ?? 0) > 0 || isForeign(facts))
      return undefined;
    return [`${facts.endpoint.host} is no name of the internet`];
  },
  examples: {
    is: [
      exampleFacts({ endpoint: { host: 'orders.svc.cluster.local' } }),
      exampleFacts({ endpoint: { host: '10.1.2.3:8080' } }),
      exampleFacts({ endpoint: { host: 'billing' } }),
    ],
    isNot: [
      exampleFacts(),
      exampleFacts({ endpoint: { host: '198.51.100.4' } }),
      exampleFacts({ endpoint: { host: 'billing', use: { inside: 0, outside: 1, outbound: 0, deprecated: 0 } } }),
    ],
  },
};
