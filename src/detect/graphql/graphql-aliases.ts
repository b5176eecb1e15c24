import { defineMessageRule } from '../define.ts';
import { call, times, HONEST } from './examples.ts';

export const graphqlAliases = defineMessageRule({
  id: 'graphql-aliases',
  version: 1,
  title: 'GraphQL field asked for under many names',
  severity: 'high',
  references: ['CWE-307', 'CWE-799', 'CWE-770', 'API4:2023', 'CAPEC-49'],
  explanation:
    'One request may call the same field many times under different names: a hundred passwords, codes or gift cards in one call, past every limit that counts requests. The rule counts how often one selection asks for the same field. Pages that show several things ask a few times; of mutations, which do something each time, fewer are honest.',
  limits: { repeated: 20, repeatedMutation: 10 },
  action: 'block-request',
  blockMs: 0,
  ask(_request, { graphql }, limits) {
    if (graphql === undefined) return undefined;
    const { repeated, repeatedField, mutation } = graphql;
    const limit = limits[mutation ? 'repeatedMutation' : 'repeated'] ?? 0;
    if (repeated <= limit) return undefined;
    return {
      confidence: repeated > limit * 2 ? 0.95 : 0.85,
      statement: `field ${repeatedField.slice(0, 60)} is asked for ${repeated} times in one selection`,
      part: 'body',
      name: 'query',
      counters: [{ name: 'times', value: repeated, limit }],
    };
  },
  examples: {
    fires: [
      call('21 users', `{ ${times(21, (index) => `u${index}: user(id: ${index}) { email }`)} }`),
      call('100 users', `query Q { ${times(100, (index) => `u${index}: user(id: ${index}) { email }`)} }`),
      call(
        'passwords',
        `mutation { ${times(12, (index) => `l${index}: login(name: "anna", password: "${index}") { token }`)} }`,
      ),
      call('codes', `mutation M { ${times(50, (index) => `c${index}: redeem(code: "${index}") { value }`)} }`),
      call('below another field', `{ shop { ${times(40, (index) => `p${index}: product(id: ${index}) { id }`)} } }`),
      call('without aliases', `{ ${times(60, () => 'systemUpdate')} }`),
    ],
    silent: HONEST,
  },
});
