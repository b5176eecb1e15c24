import { day, documentedIn, EXAMPLE_NOW, exampleFacts, exampleSpoken, isAnswered, type ClassRule } from '../define.ts';

export const zombieRetired: ClassRule = {
  id: 'zombie-retired',
  class: 'zombie',
  title: 'Past its announced end, still answering',
  explanation: 'The day it should have been gone is over, by its specification or by its own Sunset header (RFC 8594).',
  ask: (facts) => {
    const sunsets = [facts.endpoint.use?.sunset, ...documentedIn(facts).map(({ operation }) => operation.sunset)];
    const sunset = sunsets.find((time) => time !== undefined && time < facts.endpoint.lastSeen);
    if (sunset === undefined || !isAnswered(facts)) return undefined;
    return [`was to be gone on ${day(sunset)}`, `answered until ${day(facts.endpoint.lastSeen)}`];
  },
  examples: {
    is: [
      exampleFacts({
        endpoint: { use: { inside: 0, outside: 1, outbound: 0, deprecated: 1, sunset: EXAMPLE_NOW - 1 } },
      }),
      exampleFacts({ spoken: [exampleSpoken({ documented: { sunset: EXAMPLE_NOW - 1 } })] }),
    ],
    isNot: [
      exampleFacts(),
      exampleFacts({
        endpoint: { use: { inside: 0, outside: 1, outbound: 0, deprecated: 1, sunset: EXAMPLE_NOW + 1 } },
      }),
    ],
  },
};
