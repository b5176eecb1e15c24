import { defineMessageRule } from '../define.ts';
import { call, times, HONEST } from './examples.ts';

export const graphqlDirectives = defineMessageRule({
  id: 'graphql-directives',
  version: 1,
  title: 'GraphQL directives overloaded',
  severity: 'medium',
  references: ['CWE-770', 'CWE-400', 'API4:2023', 'CAPEC-130'],
  explanation:
    'Servers look up, validate and report each directive of a field, so that thousands of them on one field, known or not, keep a server busy with one small document. The rule counts the directives on one field; honest ones have one or two.',
  limits: { directives: 5 },
  action: 'block-request',
  blockMs: 0,
  ask(_request, { graphql }, limits) {
    if (graphql === undefined) return undefined;
    const { directives } = graphql;
    const limit = limits['directives'] ?? 0;
    if (directives <= limit) return undefined;
    return {
      confidence: directives > limit * 2 ? 0.95 : 0.85,
      statement: `one field carries ${directives} directives`,
      part: 'body',
      name: 'query',
      counters: [{ name: 'directives', value: directives, limit }],
    };
  },
  examples: {
    fires: [
      call('six', `{ me { id ${'@x '.repeat(6)} } }`),
      call('unknown ones in a row', `query { me ${'@zz'.repeat(30)} { id } }`),
      call('known ones', `{ me { id ${'@include(if: true) '.repeat(200)} } }`),
      call('different ones', `{ me { id ${times(20, (index) => `@d${index}`)} } }`),
      call('on the operation', `query Q ${'@a '.repeat(40)} { me }`),
    ],
    silent: HONEST,
  },
});
