import { documentedIn, exampleFacts, exampleSpoken, isForeign, nameOf, type ClassRule } from '../define.ts';

export const managed: ClassRule = {
  id: 'managed',
  class: 'managed',
  title: 'Documented and owned',
  explanation: 'The newest version of a specification has it, and somebody answers for it.',
  ask: (facts) => {
    const [documented] = documentedIn(facts);
    if (documented === undefined || facts.owner === undefined || isForeign(facts)) return undefined;
    return [`documented in ${nameOf(documented)}`, `owned by ${facts.owner.name} (${facts.owner.from})`];
  },
  examples: {
    is: [exampleFacts()],
    isNot: [
      exampleFacts({ owner: undefined }),
      exampleFacts({ spoken: [] }),
      exampleFacts({ isOurs: false }),
      exampleFacts({ spoken: [exampleSpoken({ isNewest: false })] }),
    ],
  },
};
