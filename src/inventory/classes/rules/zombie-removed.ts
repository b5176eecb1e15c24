import { day, exampleFacts, exampleSpoken, isAnswered, nameOf, type ClassRule } from '../define.ts';

export const zombieRemoved: ClassRule = {
  id: 'zombie-removed',
  class: 'zombie',
  title: 'Removed from the specification, still answering',
  explanation: 'An older version of the specification has it, the newest has not: it was meant to be gone.',
  ask: (facts) => {
    const old = facts.spoken.find(({ isNewest, operation }) => !isNewest && operation);
    const newest = facts.spoken.filter(({ isNewest }) => isNewest);
    if (old === undefined || newest.some(({ operation }) => operation) || !isAnswered(facts)) return undefined;
    const versions = newest.map((one) => nameOf(one)).join(', ') || 'the newest version';
    return [`documented in ${nameOf(old)}, no longer in ${versions}`, `answered until ${day(facts.endpoint.lastSeen)}`];
  },
  examples: {
    is: [
      exampleFacts({ spoken: [exampleSpoken({ operation: null }), exampleSpoken({ isNewest: false })] }),
      exampleFacts({ spoken: [exampleSpoken({ isNewest: false })] }),
    ],
    isNot: [
      exampleFacts(),
      exampleFacts({ spoken: [exampleSpoken({ operation: null })] }),
      exampleFacts({ endpoint: { statuses: { 410: 3 } }, spoken: [exampleSpoken({ isNewest: false })] }),
    ],
  },
};
