import { LIMITS } from '../../../model/index.ts';
import { day, documentedIn, EXAMPLE_NOW, exampleFacts, nameOf, type ClassRule } from '../define.ts';

export const orphanSilent: ClassRule = {
  id: 'orphan-silent',
  class: 'orphan',
  title: 'Documented, not called any more',
  explanation: 'It is promised and nobody uses it: an entrance that nobody watches.',
  ask: (facts) => {
    const [documented] = documentedIn(facts);
    const days = Math.floor((facts.now - facts.endpoint.lastSeen) / 86_400_000);
    if (documented === undefined || days < LIMITS.goneAfterDays) return undefined;
    return [
      `documented in ${nameOf(documented)}`,
      `last called on ${day(facts.endpoint.lastSeen)}, ${days} days before the newest traffic`,
    ];
  },
  examples: {
    is: [exampleFacts({ endpoint: { lastSeen: EXAMPLE_NOW - 40 * 86_400_000 } })],
    isNot: [
      exampleFacts(),
      exampleFacts({ spoken: [], endpoint: { lastSeen: EXAMPLE_NOW - 40 * 86_400_000 } }),
      exampleFacts({ endpoint: { lastSeen: EXAMPLE_NOW - 86_400_000 } }),
    ],
  },
};
