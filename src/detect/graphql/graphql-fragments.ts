import { defineMessageRule } from '../define.ts';
import { call, HONEST } from './examples.ts';

export const graphqlFragments = defineMessageRule({
  id: 'graphql-fragments',
  version: 1,
  title: 'GraphQL fragments in a circle',
  severity: 'high',
  references: ['CWE-674', 'CWE-835', 'API4:2023', 'CAPEC-130'],
  explanation:
    'A fragment that spreads itself, directly or by way of others, is forbidden by the language (§5.5.2.2), because a server that follows it never ends. No client library sends one.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  ask(_request, { graphql }) {
    if (graphql === undefined) return undefined;
    if (!graphql.cyclic) return undefined;
    return { confidence: 0.95, statement: 'a fragment of the document spreads itself', part: 'body', name: 'query' };
  },
  examples: {
    fires: [
      call('itself', '{ me { ...F } } fragment F on P { id ...F }'),
      call('two', '{ me { ...A } } fragment A on P { ...B } fragment B on P { ...A }'),
      call(
        'three',
        'query Q { me { ...A } } fragment A on P { x { ...B } } fragment B on P { ...C } fragment C on P { ...A }',
      ),
      call('below a field', '{ me { ...F } } fragment F on P { friends { ...F } }'),
      call('only fragments', 'fragment A on P { ...B } fragment B on P { ...A }'),
    ],
    silent: HONEST,
  },
});
