import { defineMessageRule } from '../define.ts';
import { HONEST } from './examples.ts';

export const graphqlCrossSite = defineMessageRule({
  id: 'graphql-cross-site',
  version: 1,
  title: 'GraphQL mutation by GET',
  severity: 'high',
  references: ['CWE-352', 'CWE-650', 'API8:2023', 'CAPEC-62'],
  explanation:
    'A foreign page can make a browser send a GET with its cookies. A mutation sent so changes something in the victim’s name; the specification for GraphQL over HTTP forbids it, and no client library does it.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  ask(request, { graphql }) {
    if (graphql === undefined) return undefined;
    if (!graphql.mutation || request.head.method !== 'GET') return undefined;
    return { confidence: 0.85, statement: 'mutation sent by GET', part: 'query', name: 'query' };
  },
  examples: {
    fires: [
      { name: 'plain', target: '/graphql?query=mutation%7Bpay%7D' },
      { name: 'with arguments', target: '/graphql?query=mutation%20M%7Bpay(to%3A%22x%22)%7Bid%7D%7D' },
      {
        name: 'with variables',
        target: '/graphql?query=mutation(%24a%3AID)%7Bdel(id%3A%24a)%7D&variables=%7B%22a%22%3A1%7D',
      },
      { name: 'elsewhere', target: '/api?query=mutation+%7B+logout+%7B+ok+%7D+%7D' },
      { name: 'with operationName', target: '/graphql?operationName=M&query=mutation%20M%7Bpay%7D' },
    ],
    silent: HONEST,
  },
});
