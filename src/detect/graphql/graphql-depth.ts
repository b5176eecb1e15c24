import { defineMessageRule } from '../define.ts';
import { call, nested, HONEST } from './examples.ts';

export const graphqlDepth = defineMessageRule({
  id: 'graphql-depth',
  version: 1,
  title: 'GraphQL document too deep',
  severity: 'high',
  references: ['CWE-770', 'CWE-400', 'API4:2023', 'CAPEC-130'],
  explanation:
    'Selections nested in each other, above all in circles (author → posts → author …), make a server load the product of all lists on the way. The rule counts how deep the selections of a document are, with fragments followed. Screens of applications have up to about twelve levels, the introspection query of development tools thirteen.',
  limits: { depth: 20 },
  action: 'block-request',
  blockMs: 0,
  ask(_request, { graphql }, limits) {
    if (graphql === undefined) return undefined;
    const { depth } = graphql;
    const limit = limits['depth'] ?? 0;
    if (depth <= limit) return undefined;
    return {
      confidence: depth > limit * 2 ? 0.95 : 0.85,
      statement: `document selects ${depth} levels deep`,
      part: 'body',
      name: 'query',
      counters: [{ name: 'levels', value: depth, limit }],
    };
  },
  examples: {
    fires: [
      call('21 levels', `query ${nested(21)}`),
      call('30 levels', nested(30)),
      call('500 levels', nested(500)),
      call('deep by fragments', `{ ${'a { '.repeat(12)} ...F ${'}'.repeat(12)} } fragment F on A ${nested(15)}`),
      call('deep and damaged', '{ a '.repeat(60)),
      { name: 'by GET', target: `/graphql?query=${encodeURIComponent(nested(40))}` },
    ],
    silent: HONEST,
  },
});
