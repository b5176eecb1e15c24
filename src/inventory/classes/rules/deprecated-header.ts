import { day, EXAMPLE_NOW, exampleFacts, type ClassRule } from '../define.ts';

export const deprecatedHeader: ClassRule = {
  id: 'deprecated-header',
  class: 'deprecated',
  title: 'Its answers say so',
  explanation: 'Answers carry a Deprecation (RFC 9745) or Sunset (RFC 8594) header.',
  ask: ({ endpoint: { use, requests } }) => {
    if (use === undefined || use.deprecated === 0) return undefined;
    return [
      `${use.deprecated} of ${requests} answers with a Deprecation or Sunset header`,
      ...(use.since === undefined ? [] : [`deprecated from ${day(use.since)}`]),
      ...(use.sunset === undefined ? [] : [`gone from ${day(use.sunset)}`]),
    ];
  },
  examples: {
    is: [
      exampleFacts({ endpoint: { use: { inside: 0, outside: 0, outbound: 0, deprecated: 2, sunset: EXAMPLE_NOW } } }),
    ],
    isNot: [exampleFacts(), exampleFacts({ endpoint: { use: { inside: 0, outside: 2, outbound: 0, deprecated: 0 } } })],
  },
};
