import type { MessageExample } from '../define.ts';

const JSON_TYPE: MessageExample['headers'] = [['Content-Type', 'application/json']];

/** A document sent as clients do. */
export const call = (name: string, query: string, variables: object = {}): MessageExample => ({
  name,
  target: '/graphql',
  headers: JSON_TYPE,
  body: JSON.stringify({ query, variables }),
});

export const batch = (name: string, ...calls: readonly object[]): MessageExample => ({
  name,
  target: '/graphql',
  headers: JSON_TYPE,
  body: JSON.stringify(calls),
});

export const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');

export const nested = (depth: number): string => `${'{ a '.repeat(depth)}${'}'.repeat(depth)}`;

/** What honest clients send; none of the rules about documents may fire on them. */
export const HONEST: readonly MessageExample[] = [
  call('a query', 'query Orders($n: Int!) { orders(first: $n) { id total lines { sku quantity } } __typename }', {
    n: 20,
  }),
  call('a query without a name', '{ me { id name email } }'),
  call('a mutation', 'mutation Add($i: LineInput!) { addLine(input: $i) { cart { id total } errors { message } } }', {
    i: {},
  }),
  call(
    'fragments',
    'query A { me { ...P friends { ...P } } } fragment P on Person { id name photo(size: 40) { url } }',
  ),
  call('ten levels', `query Deep ${nested(10)}`),
  call('a page under three names', '{ a: product(id: 1) { id } b: product(id: 2) { id } c: product(id: 3) { id } }'),
  call('conditions', 'query C($x: Boolean!) { me { id @include(if: $x) name @skip(if: $x) @deprecated } }', {
    x: true,
  }),
  call('a wide query', `query Wide { me { ${times(120, (index) => `field${index}`)} } }`),
  call('the name of a type', '{ search(q: "lamp") { __typename ... on Product { id } ... on Article { id } } }'),
  batch('a batch', { query: '{ me { id } }' }, { query: '{ cart { total } }' }, { query: '{ offers { id } }' }),
  { name: 'a search by REST', target: '/search?query=lamp' },
  {
    name: 'a query in another language',
    target: '/search',
    headers: JSON_TYPE,
    body: JSON.stringify({ query: { match: { title: 'lamp' } }, size: 10 }),
  },
  { name: 'a query by GET', target: '/graphql?query=%7Bme%7Bid%7D%7D' },
];
