import { defineMessageRule } from '../define.ts';
import { batch, call, times, HONEST } from './examples.ts';

export const graphqlCost = defineMessageRule({
  id: 'graphql-cost',
  version: 1,
  title: 'GraphQL document asks for too many fields',
  severity: 'high',
  references: ['CWE-770', 'CWE-400', 'API4:2023', 'CAPEC-130', 'CAPEC-147'],
  explanation:
    'A document of a few lines may ask for tens of thousands of fields when fragments spread fragments. The rule counts the fields of all calls of a request, a fragment’s each time it is spread. Large screens of applications ask for some hundreds.',
  limits: { fields: 2_000 },
  action: 'block-request',
  blockMs: 0,
  ask(_request, { graphql }, limits) {
    if (graphql === undefined) return undefined;
    const { fields } = graphql;
    const limit = limits['fields'] ?? 0;
    if (fields <= limit) return undefined;
    return {
      confidence: fields > limit * 5 ? 0.95 : 0.85,
      statement: `request asks for ${fields} fields`,
      part: 'body',
      name: 'query',
      counters: [{ name: 'fields', value: fields, limit }],
    };
  },
  examples: {
    fires: [
      call('2,500 fields', `{ me { ${times(2_500, (index) => `f${index}`)} } }`),
      call('one field 3,000 times', `{ me { ${times(3_000, () => 'name')} } }`),
      call(
        'fragments of fragments',
        `{ a { ...F5 } } fragment F0 on A { x y z w } ${times(5, (index) => `fragment F${index + 1} on A { ${`...F${index} `.repeat(8)}}`)}`,
      ),
      call(
        'fragments spread often',
        `{ a { ${'...F '.repeat(300)} } } fragment F on A { ${times(20, (index) => `f${index}`)} }`,
      ),
      batch(
        'a batch',
        ...Array.from({ length: 15 }, (_, at) => ({ query: `{ n${at} { ${times(200, (index) => `f${index}`)} } }` })),
      ),
    ],
    silent: HONEST,
  },
});
