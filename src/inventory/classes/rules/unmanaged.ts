import { exampleFacts, exampleSpoken, isForeign, type ClassRule } from '../define.ts';

export const unmanaged: ClassRule = {
  id: 'unmanaged',
  class: 'unmanaged',
  title: 'No specification or no owner',
  explanation: 'Nobody wrote down what it is for, or nobody answers for it.',
  ask: (facts) => {
    if (isForeign(facts)) return undefined;
    const because = [
      ...(facts.spoken.some(({ isNewest }) => isNewest)
        ? []
        : [`no specification speaks of ${facts.endpoint.host}${facts.endpoint.template}`]),
      ...(facts.owner === undefined ? ['nobody is named as its owner'] : []),
    ];
    return because.length > 0 ? because : undefined;
  },
  examples: {
    is: [exampleFacts({ owner: undefined }), exampleFacts({ spoken: [] })],
    isNot: [
      exampleFacts(),
      exampleFacts({ spoken: [exampleSpoken({ operation: null })] }),
      exampleFacts({ owner: undefined, isOurs: false }),
    ],
  },
};
