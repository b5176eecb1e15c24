import { documentedIn, exampleFacts, exampleSpoken, nameOf, type ClassRule } from '../define.ts';

export const deprecatedDocumented: ClassRule = {
  id: 'deprecated-documented',
  class: 'deprecated',
  title: 'Its specification says so',
  explanation: 'The newest version of a specification marks it as deprecated.',
  ask: (facts) => {
    const found = documentedIn(facts).filter(({ operation }) => operation.deprecated === true);
    return found.length === 0 ? undefined : found.map((one) => `deprecated in ${nameOf(one)}`);
  },
  examples: {
    is: [exampleFacts({ spoken: [exampleSpoken({ documented: { deprecated: true } })] })],
    isNot: [
      exampleFacts(),
      exampleFacts({ spoken: [exampleSpoken({ isNewest: false, documented: { deprecated: true } })] }),
    ],
  },
};
