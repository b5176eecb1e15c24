import { expect, test } from 'vitest';
import type { Captured, CapturedTransaction } from './captured.ts';
import { pack, unpack, type Packed } from './wire.ts';

const clean: CapturedTransaction = {
  record: {
    kind: 'transaction',
    id: 't-1',
    run: 'r',
    seqIn: 1,
    seqOut: 2,
    time: 1_000.25,
    durationMs: 3.5,
    method: 'GET',
    host: 'api.example',
    path: '/orders/7',
    query: 'a=b',
    endpoint: { id: 'E-1', template: '/orders/{id}' },
    status: 200,
    end: 'answered',
    requestBytes: 0,
    responseBytes: 10,
    address: '198.51.100.7',
    actor: { id: 'A-1', kind: 'address', label: '198.51.100.7' },
    objects: [
      { name: 'id', key: 99, ordinal: 7 },
      { name: 'ref', key: 12 },
    ],
    requestSignals: [],
    responseSignals: [],
    stateSignals: [],
    verdict: { conclusion: 'allow', wouldBe: 'allow', reason: 'clean', mode: 'enforce', rules: [], policyVersion: 'p' },
  },
  started: [],
  weight: 0,
};
const signal = { rule: 'x', version: 1, confidence: 1, about: 'request', evidence: { statement: 's' } } as const;
const rich: CapturedTransaction = {
  record: {
    ...clean.record,
    id: 't-2',
    endpoint: null,
    login: { name: 'n', secret: 's', result: 'failure' },
    requestSignals: [signal],
    responseSignals: [signal],
    stateSignals: [signal, signal],
  },
  raw: {
    requestHeaders: ['Host', 'api.example'],
    requestBody: { bytes: new Uint8Array([1, 2]), size: 2, complete: true },
    responseHeaders: [],
    responseBody: null,
    messages: [
      {
        from: 'server',
        kind: 'text',
        time: 5,
        body: { bytes: new Uint8Array([123, 125]), size: 2, complete: true },
      },
    ],
  },
  started: [
    {
      id: 'M-1',
      action: 'block',
      target: { kind: 'actor', value: 'A-1' },
      reason: 'r',
      by: 'x',
      since: 1,
      until: 2,
    },
  ],
  weight: 3,
  keep: 'signal',
};

test('what is packed, cloned and unpacked is what was captured', () => {
  const items: readonly Captured[] = [
    { type: 'transaction', transaction: clean },
    {
      type: 'control',
      record: {
        kind: 'control',
        id: 'c',
        run: 'r',
        seqIn: 3,
        time: 1,
        change: { type: 'mitigation-ended', id: 'M-1', by: 'x' },
      },
    },
    { type: 'transaction', transaction: rich },
    { type: 'transaction', transaction: clean },
  ];
  const packed: Packed = [];
  for (const item of items) pack(item, packed);
  expect(unpack(structuredClone(packed))).toEqual(items);
});
