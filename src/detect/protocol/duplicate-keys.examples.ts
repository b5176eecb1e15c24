import type { MessageExample } from '../define.ts';

const json = (name: string, body: string): MessageExample => ({
  name,
  headers: [['Content-Type', 'application/json']],
  body,
});

export const fires: readonly MessageExample[] = [
  json('two roles', '{"name":"Ann","role":"reader","role":"staff"}'),
  json('two roles, written loosely', '{ "role" : "reader",\n  "age": 3,\n  "role" : "owner" }'),
  json('a flag twice', '{"isAdmin":false,"isAdmin":true}'),
  json('two users', '{"order":{"user_id":7,"items":[{"sku":"a"}],"user_id":1}}'),
  json('two amounts', '{"to":"a","amount":1,"amount":90000}'),
  json('scopes twice', '[{"client":"x","scope":"read","scope":"read write"}]'),
  json('a list and a word', '{"roles":["reader"],"roles":"staff"}'),
  json('disguised by an escape', '{"colour":"red","c\\u006flour":"blue"}'),
  json('a role disguised', '{"role":"reader","ro\\u006Ce":"staff"}'),
  json('two accounts to pay to', '{"iban":"DE00","note":"x","iban":"DE11"}'),
  { name: 'with no type', body: '{"tenantId":"a","tenantId":"b"}' },
  { name: 'as text', headers: [['Content-Type', 'text/plain']], body: '{"email":"a@a.example","email":"b@b.example"}' },
];

export const silent: readonly MessageExample[] = [
  json('once each', '{"role":"reader","user":{"role":"x"},"roles":["a","a"]}'),
  json('the same in a list of objects', '[{"role":"a"},{"role":"b"},{"role":"c"}]'),
  json('the same value twice', '{"role":"reader","role":"reader"}'),
  json('a value like a name', '{"key":"role","label":"role","role":"reader"}'),
  json('names in strings', '{"text":"{\\"role\\":1,\\"role\\":2}"}'),
  json('quotes in names', '{"a\\"role\\"":1,"role":2}'),
  json('words in two cases', '{"polish":1,"Polish":2}'),
  json('deep', '{"a":{"b":{"c":{"id":1}},"id":2},"id":3}'),
  json('empty', '{"a":{},"b":[],"c":""}'),
  json('a number', '123456789'),
  json('GraphQL', '{"query":"{ a: user(id: 1) { role } b: user(id: 2) { role } }","variables":{"role":"x"}}'),
  {
    name: 'a form',
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: 'role=reader&role=staff&user=a&user=b',
  },
  { name: 'a stylesheet', headers: [['Content-Type', 'text/css']], body: '{"role":1;"role":2}' },
];
