import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CodedError } from '../model/index.ts';
import { loadConfig } from './config.ts';
import { gatewaySides, readTlsFlags } from './gateway-settings.ts';

function file(text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const name = path.join(folder, 'sallyport.yaml');
  writeFileSync(name, text);
  return name;
}

test('paths of certificates are relative to the file, and become the options of the gateway', () => {
  const name = file(`
upstream: https://127.0.0.1:1
tls:
  certificates:
    - { cert: a.pem, key: keys/a.key }
    - { cert: /abs/b.pem, key: b.key, names: ['*.example.com'] }
  clientCa: ca.pem
  clientCertificates: required
upstreamProtocol: h2
upstreamTls: { ca: up.pem, servername: api.internal, insecureSkipVerify: true }
maxBodyBytes: 1000
addressHeaders: [forwarded]
`);
  const folder = path.dirname(name);
  writeFileSync(path.join(folder, 'up.pem'), 'authorities');
  expect(gatewaySides(loadConfig(name, {}))).toEqual({
    tls: {
      certificates: [
        { cert: path.join(folder, 'a.pem'), key: path.join(folder, 'keys/a.key') },
        { cert: '/abs/b.pem', key: path.join(folder, 'b.key'), names: ['*.example.com'] },
      ],
      clientCa: path.join(folder, 'ca.pem'),
      clientCertificates: 'required',
    },
    upstreamProtocol: 'h2',
    upstreamTls: { ca: 'authorities', servername: 'api.internal', rejectUnauthorized: false },
    maxBodyBytes: 1_000,
    addressHeaders: ['forwarded'],
  });
});

test('without any of them the gateway listens in clear and speaks what it always did', () => {
  expect(gatewaySides(loadConfig(file('upstream: http://127.0.0.1:1\n'), {}))).toEqual({ upstreamProtocol: 'auto' });
});

test('verification is not switched off by accident', () => {
  const settings = loadConfig(file('upstreamTls: { servername: a }\n'), {});
  expect(gatewaySides(settings).upstreamTls).toEqual({ rejectUnauthorized: true, servername: 'a' });
});

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof CodedError) return `${error.code} ${error.detail}`;
    throw error;
  }
  return 'nothing thrown';
};

test('what is wrong is named with its place', () => {
  const cases: [string, RegExp][] = [
    ['tls: { certificates: [] }', /^SP1002 .*:1:\d+: tls\.certificates/],
    ['tls: yes', /^SP1002 .*tls/],
    ['tls: { certificates: [{ cert: a }] }', /^SP1002 .*tls\.certificates\.0\.key/],
    ['tls: { certificates: 3 }', /^SP1002 .*tls\.certificates/],
    ['tls: { certificates: [{ cert: a, key: b }], clientCA: c }', /^SP1003 .*:1:\d+: "tls\.clientCA"/],
    ['upstreamProtocol: h3', /^SP1002 .*upstreamProtocol/],
    ['upstreamTls: [1]', /^SP1002 .*upstreamTls/],
    ['maxBodyBytes: 0', /^SP1002 .*maxBodyBytes/],
    ['addressHeaders: [x-real-ip]', /^SP1002 .*addressHeaders/],
  ];
  for (const [text, message] of cases) expect(codeOf(() => loadConfig(file(text), {}))).toMatch(message);
  expect(cases).toHaveLength(9);
  const settings = loadConfig(file('upstreamTls: { ca: none.pem }'), {});
  expect(codeOf(() => gatewaySides(settings))).toMatch(/^SP2007 .*none\.pem.*ENOENT/);
});

test('a certificate on the command line needs its key', () => {
  expect(readTlsFlags(undefined, undefined)).toBeUndefined();
  expect(readTlsFlags('c.pem', 'k.pem')).toEqual({ certificates: [{ cert: 'c.pem', key: 'k.pem' }] });
  expect(codeOf(() => readTlsFlags('c.pem', undefined))).toMatch(/^SP0003/);
  expect(codeOf(() => readTlsFlags(undefined, 'k.pem'))).toMatch(/^SP0003/);
});
