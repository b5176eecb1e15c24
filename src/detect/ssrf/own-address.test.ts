import { expect, test } from 'vitest';
import { decodeRequest } from '../../protocols/http/index.ts';
import { serverSideRequestForgery } from './server-side-request-forgery.ts';

const ask = (value: string, host: string, client: string): number => {
  const request = decodeRequest(
    {
      id: 't',
      time: 0,
      method: 'PUT',
      scheme: 'http',
      host,
      target: '/labels',
      httpVersion: '1.1',
      headers: ['Host', host],
      client: { address: client, peer: client },
    },
    null,
  );
  return serverSideRequestForgery.ask(value, { part: 'body', name: 'tarball', value }, request)?.confidence ?? 0;
};

const OWN = 'http://127.0.0.1:4873/labels/-/labels-1.0.0.tgz';

test('the address a local registry is published to is no forgery; any other inside is, and so is a claim from outside', () => {
  expect(ask(OWN, '127.0.0.1:4873', '127.0.0.1')).toBe(0);
  expect(ask(OWN, '127.0.0.1:4873', '10.0.0.9')).toBe(0);
  expect(ask(OWN, '127.0.0.1:4873', '198.51.100.7')).toBeGreaterThanOrEqual(0.7);
  expect(ask('http://127.0.0.1:6379/', '127.0.0.1:4873', '127.0.0.1')).toBeGreaterThanOrEqual(0.7);
  expect(ask(OWN, 'registry.example', '10.0.0.9')).toBeGreaterThanOrEqual(0.7);
});
