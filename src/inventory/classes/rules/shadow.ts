import { exampleFacts, exampleSpoken, isForeign, nameOf, type ClassRule } from '../define.ts';

export const shadow: ClassRule = {
  id: 'shadow',
  class: 'shadow',
  title: 'Seen, but not in the specification of its API',
  explanation:
    'A specification speaks of this host and base path and does not have it: built and running beside the process.',
  ask: (facts) => {
    const newest = facts.spoken.filter(({ isNewest }) => isNewest);
    if (isForeign(facts) || newest.length === 0 || newest.some(({ operation }) => operation !== null)) return undefined;
    // Documented in an older version only: that is a zombie.
    if (facts.spoken.some(({ operation }) => operation)) return undefined;
    return newest.map(
      (one) => `${nameOf(one)} speaks of ${one.at} and has no ${facts.endpoint.method} ${facts.endpoint.template}`,
    );
  },
  examples: {
    is: [exampleFacts({ spoken: [exampleSpoken({ operation: null })] })],
    isNot: [
      exampleFacts(),
      exampleFacts({ spoken: [] }),
      exampleFacts({ spoken: [exampleSpoken({ operation: undefined })] }),
      exampleFacts({ spoken: [exampleSpoken({ operation: null }), exampleSpoken({ isNewest: false })] }),
      exampleFacts({ spoken: [exampleSpoken({ operation: null }), exampleSpoken()] }),
      exampleFacts({ isOurs: false, spoken: [exampleSpoken({ operation: null })] }),
    ],
  },
};
