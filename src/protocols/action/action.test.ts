import { describe, expect, test } from 'vitest';
import type { TransactionRequest } from '../../model/index.ts';
import { form, json, request } from '../http/exchange.fixtures.ts';
import { jsonAnswer, namesOf } from '../lib/exchange.fixtures.ts';
import { recogniseOperations } from '../operations/index.ts';

const get = (target: string): TransactionRequest => request({ target });

describe('operations in a header or parameter', () => {
  const cases: readonly (readonly [string, TransactionRequest, string])[] = [
    ['a target header', json({ Name: 'x' }, '/', ['X-Amz-Target', 'AmazonSSM.GetParameter']), 'AmazonSSM.GetParameter'],
    ['an action header', json({ Limit: 1 }, '/', ['X-TC-Action', 'DescribeInstances']), 'DescribeInstances'],
    ['another vendor', json({}, '/', ['x-acs-action', 'RunInstances']), 'RunInstances'],
    ['a form with a version', form('Action=SendMessage&Version=2012-11-05&QueueUrl=x'), 'SendMessage'],
    ['a plain word with a dated version', form('Action=Publish&Version=2010-03-31&Message=x'), 'Publish'],
    ['a signed query', get('/?Action=DescribeRegions&SignatureMethod=HMAC-SHA1&Signature=abc'), 'DescribeRegions'],
    [
      'a command with a key',
      get('/client/api?command=listVirtualMachines&apiKey=abc&response=json'),
      'listVirtualMachines',
    ],
    [
      'a dotted method with a key',
      get('/services/rest/?method=photos.comments.getList&api_key=1'),
      'photos.comments.getList',
    ],
  ];
  test.each(cases)('%s', (_title, sent, name) => {
    expect(namesOf(recogniseOperations(sent, jsonAnswer({})))).toEqual([`action ${name}`]);
  });
  test('all were run', () => expect(cases).toHaveLength(8));
});

describe('what looks alike stays REST', () => {
  const cases: readonly (readonly [string, TransactionRequest])[] = [
    ['an action that is data', form('action=approve&id=17')],
    ['an action in capitals that is data', form('Action=Approve&Id=17')],
    ['a log of actions', form('action=DeleteUser&by=anna')],
    ['a version of something else', form('action=publish&version=3')],
    ['a payment method', form('method=card&api_key=1')],
    ['a filter', get('/items?query=red&operation=x')],
    ['an action in JSON', json({ Action: 'ListUsers', Version: '2010-05-08' })],
    ['a header of a page', json({}, '/', ['X-Requested-With', 'XMLHttpRequest'])],
    ['a method override', json({}, '/', ['X-HTTP-Method-Override', 'PATCH'])],
    ['a target that is a host', json({}, '/', ['X-Forward-Target', 'backend-7.internal'])],
    ['a target that is a word', json({}, '/', ['X-Target', 'Production'])],
  ];
  test.each(cases)('%s', (_title, sent) => {
    expect(recogniseOperations(sent, jsonAnswer({}))).toEqual([]);
  });
  test('all were run', () => expect(cases).toHaveLength(11));
});

test('arguments are the other parameters, without what proves the caller', () => {
  expect(recogniseOperations(form('Action=GetThing&Version=2020-01-01&Id=7&AWSAccessKeyId=AK&Signature=s'))).toEqual([
    { protocol: 'action', name: 'GetThing', request: { Version: '2020-01-01', Id: '7' } },
  ]);
});
