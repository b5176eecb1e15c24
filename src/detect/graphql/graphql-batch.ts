import { defineMessageRule } from '../define.ts';
import { batch, HONEST } from './examples.ts';

export const graphqlBatch = defineMessageRule({
  id: 'graphql-batch',
  version: 1,
  title: 'GraphQL batch as a way around limits',
  severity: 'high',
  references: ['CWE-770', 'CWE-307', 'CWE-799', 'API4:2023', 'CAPEC-49'],
  explanation:
    'A list of calls in one request is done as so many requests and counted as one. Clients that batch collect what one screen needs in a few milliseconds: different calls, seldom more than ten. The rule counts the calls, and those that are the same as another.',
  limits: { calls: 20, identical: 5 },
  action: 'block-request',
  blockMs: 0,
  ask(_request, { graphql }, limits) {
    if (graphql === undefined) return undefined;
    const { calls, identical } = graphql;
    const most = limits['calls'] ?? 0;
    const same = limits['identical'] ?? 0;
    if (calls <= most && identical <= same) return undefined;
    return {
      confidence: calls > most * 2 || identical > same ? 0.9 : 0.8,
      statement:
        identical > same
          ? `batch repeats the same call ${identical + 1} times`
          : `batch of ${calls} calls in one request`,
      part: 'body',
      counters: [
        { name: 'calls', value: calls, limit: most },
        { name: 'same as another', value: identical, limit: same },
      ],
    };
  },
  examples: {
    fires: [
      batch(
        '25 users',
        ...Array.from({ length: 25 }, (_, id) => ({
          query: 'query U($id: ID!) { user(id: $id) { email } }',
          variables: { id },
        })),
      ),
      batch(
        '90 logins',
        ...Array.from({ length: 90 }, (_, n) => ({
          query: `mutation { login(name: "a", password: "p${n}") { token } }`,
        })),
      ),
      batch('the same ten times', ...Array.from({ length: 10 }, () => ({ query: '{ reports { rows } }' }))),
      batch(
        'the same with variables',
        ...Array.from({ length: 8 }, () => ({ query: 'query R($n: Int) { r(n: $n) }', variables: { n: 1 } })),
      ),
      batch('21 different', ...Array.from({ length: 21 }, (_, n) => ({ query: `{ f${n} }` }))),
    ],
    silent: HONEST,
  },
});
