import { defineMessageRule } from '../define.ts';
import { batch, call, HONEST } from './examples.ts';

export const graphqlIntrospection = defineMessageRule({
  id: 'graphql-introspection',
  version: 1,
  title: 'GraphQL introspection',
  severity: 'medium',
  references: ['CWE-200', 'CWE-497', 'API8:2023', 'API9:2023', 'CAPEC-54'],
  explanation:
    'Introspection hands out the whole schema: every type, field and mutation, also those no page uses. Attackers begin with it; of the API’s own clients only development tools ask. By default it is refused where the policy enforces: set the rule’s mode to `off` or `monitor`, or except the path, where a schema is meant to be public. `__typename`, which every client library asks for, is no introspection; a look at one type by name is only logged.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  ask(_request, { graphql }) {
    if (graphql === undefined) return undefined;
    const { introspection, typeLookups } = graphql;
    if (introspection > 0)
      return { confidence: 0.85, statement: 'document asks for the schema', part: 'body', name: 'query' };
    return typeLookups > 0
      ? { confidence: 0.6, statement: 'document asks for a type of the schema', part: 'body', name: 'query' }
      : undefined;
  },
  examples: {
    fires: [
      call('the schema', '{ __schema { types { name fields { name } } } }'),
      call('with a name', 'query IntrospectionQuery { __schema { queryType { name } mutationType { name } } }'),
      call('under another name', '{ s: __schema { types { name } } }'),
      call('by fragments', 'query Q { __schema { types { ...T } } } fragment T on __Type { kind name }'),
      call('only the fragment', 'fragment T on __Type { kind name fields { name } }'),
      { name: 'by GET', target: '/graphql?query=%7B__schema%7Btypes%7Bname%7D%7D%7D' },
      batch('in a batch', { query: '{ me { id } }' }, { query: '{ __schema { types { name } } }' }),
    ],
    silent: HONEST,
  },
});
