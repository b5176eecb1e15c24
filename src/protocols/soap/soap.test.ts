import { describe, expect, test } from 'vitest';
import type { TransactionRequest } from '../../model/index.ts';
import { request } from '../http/exchange.fixtures.ts';
import { answer, jsonAnswer, namesOf } from '../lib/exchange.fixtures.ts';
import { recogniseOperations } from '../operations/index.ts';

const NS11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const NS12 = 'http://www.w3.org/2003/05/soap-envelope';
const envelope = (body: string, ns = NS11, header = ''): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<s:Envelope xmlns:s="${ns}"><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
const post = (body: string, type = 'text/xml; charset=utf-8', headers: readonly string[] = []): TransactionRequest =>
  request({ headers: ['Content-Type', type, ...headers], body });

describe('operations are named', () => {
  const cases: readonly (readonly [string, TransactionRequest, readonly string[]])[] = [
    ['1.1', post(envelope('<q:GetQuote xmlns:q="urn:q"><symbol>X</symbol></q:GetQuote>')), ['soap GetQuote']],
    [
      '1.2 behind a comment',
      post(envelope('<!-- hello --> <GetQuote xmlns="urn:q"/>', NS12), 'application/soap+xml'),
      ['soap GetQuote'],
    ],
    [
      'an addressed message',
      post(
        envelope(
          '<Ship xmlns="urn:q"/>',
          NS12,
          '<a:Action xmlns:a="http://www.w3.org/2005/08/addressing">urn:q/Ship</a:Action>',
        ),
      ),
      ['soap Ship'],
    ],
    [
      'an empty body by its action',
      post(envelope(''), 'text/xml', ['SOAPAction', '"http://tempuri.org/IShop/ListAll"']),
      ['soap ListAll'],
    ],
    [
      'an empty body by the action of 1.2',
      post(envelope('', NS12), 'application/soap+xml; action="urn:q:Refresh"'),
      ['soap Refresh'],
    ],
    [
      'an encrypted body by its action',
      post(envelope('<e:EncryptedData xmlns:e="http://www.w3.org/2001/04/xmlenc#"/>'), 'text/xml', [
        'SOAPAction',
        'urn:q#Pay',
      ]),
      ['soap Pay'],
    ],
    ['as application/xml', post(envelope('<Pay xmlns="urn:q"/>'), 'application/xml'), ['soap Pay']],
    [
      'with attachments',
      post(
        `--m\r\nContent-Type: application/xop+xml; charset=UTF-8; type="text/xml"\r\nContent-ID: <root>\r\n\r\n${envelope('<Store xmlns="urn:q"><file/></Store>')}\r\n--m\r\nContent-Type: image/png\r\nContent-ID: <a>\r\n\r\n\u0001\u0002\r\n--m--`,
        'multipart/related; boundary=m; type="application/xop+xml"; start="<root>"',
      ),
      ['soap Store'],
    ],
    ['cut by the inspection limit', post(envelope('<Long xmlns="urn:q"><a>1</a>').slice(0, -30)), ['soap Long']],
    ['an order', post('<order><item>1</item></order>', 'application/xml'), []],
    ['an envelope of another kind', post('<Envelope xmlns="urn:mail"><Body><Letter/></Body></Envelope>'), []],
    ['a page about envelopes', post('<html><body>Envelope</body></html>'), []],
    ['prose', post('Envelope', 'text/plain'), []],
  ];
  test.each(cases)('%s', (_title, sent, expected) => {
    expect(namesOf(recogniseOperations(sent))).toEqual(expected);
  });
  test('all were run', () => expect(cases).toHaveLength(13));
});

test('arguments, results, faults and unknown operations', () => {
  const asked = post(envelope('<Get xmlns="urn:q"><id>17</id><tag>a</tag><tag>b</tag></Get>'));
  expect(
    recogniseOperations(asked, answer(200, 'text/xml', envelope('<GetResponse><ok>true</ok></GetResponse>'))),
  ).toEqual([
    { protocol: 'soap', name: 'Get', request: { id: 17, tag: ['a', 'b'] }, response: { ok: true }, failed: false },
  ]);
  const fault = (text: string) =>
    answer(
      500,
      'text/xml',
      envelope(`<s:Fault><faultcode>s:Server</faultcode><faultstring>${text}</faultstring></s:Fault>`),
    );
  const [broken] = recogniseOperations(asked, fault('Object reference not set'));
  expect(broken).toMatchObject({ failed: true });
  expect(broken?.rejected).toBeUndefined();
  expect(
    recogniseOperations(asked, fault('Server did not recognize the value of HTTP Header SOAPAction: x.')),
  ).toMatchObject([{ rejected: true }]);
  expect(recogniseOperations(asked, fault('No such operation: Get'))).toMatchObject([{ rejected: true }]);
  const twelve = envelope(
    '<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>a:ActionNotSupported</s:Value></s:Subcode></s:Code></s:Fault>',
    NS12,
  );
  expect(recogniseOperations(asked, answer(400, 'application/soap+xml', twelve))).toMatchObject([
    { failed: true, rejected: true },
  ]);
  expect(recogniseOperations(asked, jsonAnswer({ ok: true }))).toEqual([]);
});

test('entities are never expanded', () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${envelope('<Get xmlns="urn:q"><id>&b;</id></Get>').slice(39)}`;
  expect(JSON.stringify(recogniseOperations(post(bomb)))).not.toContain('aaaa');
});
