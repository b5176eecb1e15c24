import { expect, test } from 'vitest';
import { request } from '../http/exchange.fixtures.ts';
import { answer, jsonAnswer } from '../lib/exchange.fixtures.ts';
import { recogniseOperations } from '../operations/index.ts';

const post = (body: string) => request({ headers: ['Content-Type', 'text/xml'], body: `<?xml version="1.0"?>${body}` });
const PARAMS =
  '<params><param><value><i4>7</i4></value></param><param><value><struct>' +
  '<member><name>on</name><value><boolean>1</boolean></value></member>' +
  '<member><name>tags</name><value><array><data><value>a</value><value><string>b</string></value></data></array></value></member>' +
  '</struct></value></param></params>';

test('calls are named by their method, values typed', () => {
  const asked = post(`<methodCall><methodName>blog.posts.edit</methodName>${PARAMS}</methodCall>`);
  const answered = answer(
    200,
    'text/xml',
    '<methodResponse><params><param><value><double>1.5</double></value></param></params></methodResponse>',
  );
  expect(recogniseOperations(asked, answered)).toEqual([
    {
      protocol: 'xml-rpc',
      name: 'blog.posts.edit',
      request: [7, { on: true, tags: ['a', 'b'] }],
      response: 1.5,
      failed: false,
    },
  ]);
});

const fault = (code: number, text: string) =>
  answer(
    200,
    'text/xml',
    `<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>${code}</int></value></member>` +
      `<member><name>faultString</name><value><string>${text}</string></value></member></struct></value></fault></methodResponse>`,
  );

test('faults and unknown methods are told apart', () => {
  const asked = post('<methodCall><methodName>a.b</methodName></methodCall>');
  const [failed] = recogniseOperations(asked, fault(403, 'Sorry, not allowed'));
  expect(failed).toMatchObject({ failed: true });
  expect(failed?.rejected).toBeUndefined();
  for (const unknown of [
    fault(-32601, 'server error'),
    fault(1, 'method "a.b" is not supported'),
    fault(3, 'No such method'),
  ])
    expect(recogniseOperations(asked, unknown)).toMatchObject([{ failed: true, rejected: true }]);
});

test('what looks alike stays REST', () => {
  const others = [
    post('<methodCalls><methodName>a.b</methodName></methodCalls>'),
    post('<methodCall><name>a.b</name></methodCall>'),
    post('<methodCall><methodName>a b; c</methodName></methodCall>'),
    post('<order><methodCall/></order>'),
  ];
  for (const other of others) expect(recogniseOperations(other)).toEqual([]);
  const asked = post('<methodCall><methodName>a.b</methodName></methodCall>');
  expect(recogniseOperations(asked, jsonAnswer({ ok: true }))).toEqual([]);
  expect(others).toHaveLength(4);
});
