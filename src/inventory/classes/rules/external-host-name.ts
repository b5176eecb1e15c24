import { isInnerName } from '../inner-name.ts';
import { exampleFacts, isForeign, type ClassRule } from '../define.ts';

export const externalHostName: ClassRule = {
  id: 'external-host-name',
  class: 'external',
  title: 'The host has a public name and no caller is known',
  explanation: 'Who calls was not recorded; the name can be reached from the internet.',
  ask: (facts) => {
    const { inside = 0, outside = 0 } = facts.endpoint.use ?? {};
    if (inside + outside > 0 || facts.endpoint.host === '' || isInnerName(facts.endpoint.host) || isForeign(facts))
      return undefined;
    return [`${facts.endpoint.host} is a public name; no caller's address is known`];
  },
  examples: {
    is: [exampleFacts()],
    isNot: [
      exampleFacts({ endpoint: { host: 'localhost:3000' } }),
      exampleFacts({ endpoint: { use: { inside: 1, outside: 0, outbound: 0, deprecated: 0 } } }),
      exampleFacts({ isOurs: false }),
    ],
  },
};
