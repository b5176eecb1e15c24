import { day, documentedIn, exampleFacts, exampleSpoken, isAnswered, nameOf, type ClassRule } from '../define.ts';

export const zombieDeprecated: ClassRule = {
  id: 'zombie-deprecated',
  class: 'zombie',
  title: 'Documented as deprecated, still answering',
  explanation: 'Its end is announced and it is called all the same: it ages without care.',
  ask: (facts) => {
    const found = documentedIn(facts).find(({ operation }) => operation.deprecated === true);
    if (found === undefined || !isAnswered(facts)) return undefined;
    return [
      `deprecated in ${nameOf(found)}`,
      `answered until ${day(facts.endpoint.lastSeen)}, ${facts.endpoint.requests} requests in all`,
    ];
  },
  examples: {
    is: [exampleFacts({ spoken: [exampleSpoken({ documented: { deprecated: true } })] })],
    isNot: [
      exampleFacts(),
      exampleFacts({
        endpoint: { statuses: { 404: 2 } },
        spoken: [exampleSpoken({ documented: { deprecated: true } })],
      }),
    ],
  },
};
