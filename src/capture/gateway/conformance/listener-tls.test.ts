import { once } from 'node:events';
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CodedError } from '../../../model/index.ts';
import { createGateway, type GatewayOptions } from '../index.ts';
import { FORWARD, type Gate } from '../../gate.ts';
import { selfSigned } from './certificate.ts';
import { answeringUpstream, ok, startGateway, until, type TestGateway } from './harness.ts';
import { ask, askOn, CERTIFICATE, certificateFiles, session } from './pairs.ts';

const OPEN_GATE: Gate = { open: () => ({ judge: () => FORWARD, answered: () => 0, end: () => {} }) };

async function tlsGateway(tls: GatewayOptions['tls'], options: Partial<GatewayOptions> = {}): Promise<TestGateway> {
  const { url } = await answeringUpstream(ok('fine'));
  return await startGateway(url, { ...options, ...(tls && { tls }) });
}

async function handshake(port: number, options: ConnectionOptions = {}): Promise<TLSSocket> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'secureConnect');
  return socket;
}

const shownTo = async (port: number, servername?: string): Promise<string> => {
  const socket = await handshake(port, servername === undefined ? {} : { servername });
  return String(socket.getPeerCertificate().subject.CN);
};

const failure = (run: () => unknown): CodedError => {
  try {
    run();
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('which certificate is shown', () => {
  const named = (commonName: string, names: readonly string[]) => certificateFiles(selfSigned({ commonName, names }));

  test('that of the name, else of its wildcard, else the first', async () => {
    const { port } = await tlsGateway({
      certificates: [
        named('first', ['first.example']),
        named('exact', ['www.shop.example']),
        named('wild', ['*.shop.example', 'shop.example']),
        { ...named('told', ['ignored.example']), names: ['Told.Example'] },
      ],
    });
    const shown: [string | undefined, string][] = [
      [undefined, 'first'],
      ['nobody.example', 'first'],
      ['WWW.shop.example', 'exact'],
      ['api.shop.example', 'wild'],
      ['shop.example', 'wild'],
      ['a.b.shop.example', 'first'],
      ['told.example', 'told'],
      ['ignored.example', 'first'],
    ];
    for (const [name, commonName] of shown) expect([name, await shownTo(port, name)]).toEqual([name, commonName]);
    expect(shown).toHaveLength(8);
  });

  test('the protocol is the one both know, HTTP/2 first', async () => {
    const { port } = await tlsGateway({ certificates: [certificateFiles()] });
    const chosen = async (...ALPNProtocols: string[]) => (await handshake(port, { ALPNProtocols })).alpnProtocol;
    expect(await chosen('http/1.1', 'h2')).toBe('h2');
    expect(await chosen('http/1.1')).toBe('http/1.1');
    const silent = await handshake(port);
    silent.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(String((await once(silent, 'data'))[0])).toContain('200 OK');
  });

  test('nothing older than TLS 1.2, and no clear text, is spoken', async () => {
    const { port, gateway } = await tlsGateway({ certificates: [certificateFiles()] });
    expect((await handshake(port, { maxVersion: 'TLSv1.2' })).getProtocol()).toBe('TLSv1.2');
    await expect(
      handshake(port, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' }),
    ).rejects.toThrow(/version/);
    await expect(ask('http1', port)).rejects.toThrow(/hang up|ECONNRESET/);
    await until(() => gateway.stats().counters['tls-failed'] === 2);
  });

  test('a handshake that is never finished ends after the time of a head, and does not hold up the end', async () => {
    const { port, gateway } = await tlsGateway(
      { certificates: [certificateFiles()] },
      { limits: { clientHeaderMs: 60 } },
    );
    const { connect: dialTcp } = await import('node:net');
    const [slow, open] = [dialTcp(port, '127.0.0.1'), dialTcp(port, '127.0.0.1')];
    for (const socket of [slow, open]) socket.on('error', () => {});
    await once(slow, 'close');
    await gateway.close();
    expect(gateway.stats().connections).toBe(0);
  });
});

describe('new certificate files', () => {
  const renew = (files: { cert: string; key: string }, commonName: string): void => {
    const { cert, key } = selfSigned({ commonName });
    writeFileSync(files.cert, cert);
    writeFileSync(files.key, key);
  };

  test('are shown to new connections; open ones stay as they are', async () => {
    const files = certificateFiles(selfSigned({ commonName: 'old' }));
    const { port, gateway } = await tlsGateway({ certificates: [files] });
    const client = session('h2', port);
    client.on('error', () => {});
    const old = await handshake(port);
    renew(files, 'new');
    await gateway.reloadCertificates();
    expect(await shownTo(port)).toBe('new');
    expect(await shownTo(port, 'any.example')).toBe('new');
    old.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(String((await once(old, 'data'))[0])).toContain('200 OK');
    expect(gateway.certificates()).toMatchObject([{ names: ['old'].map(() => 'new') }]);
  });

  test.each([
    ['are rubbish', (cert: string, _key: string) => writeFileSync(cert, 'rubbish'), /SP2007/],
    ['are gone', (cert: string, _key: string) => rmSync(cert), /SP2007.*ENOENT/],
    ['do not belong together', (cert: string, _key: string) => writeFileSync(cert, selfSigned().cert), /SP2008/],
    ['have expired', (cert: string, key: string) => replace(cert, key, { to: '210101000000Z' }), /SP2009.*expired/],
  ])('that %s are not used, and that is said', async (_name, spoil, said) => {
    const files = certificateFiles(selfSigned({ commonName: 'old' }));
    const spare = certificateFiles(selfSigned({ commonName: 'old' }));
    const { port, gateway, events } = await tlsGateway({ certificates: [files] });
    spoil(files.cert, files.key);
    await gateway.reloadCertificates();
    expect(await shownTo(port)).toBe('old');
    expect(events.map(({ name, detail }) => `${name} ${detail}`)).toEqual([expect.stringMatching(said)]);
    copyFileSync(spare.cert, files.cert);
    copyFileSync(spare.key, files.key);
    await gateway.reloadCertificates();
    expect(events).toHaveLength(1);
  });

  test('are noticed without being told of', async () => {
    const files = certificateFiles(selfSigned({ commonName: 'old' }));
    const { port } = await tlsGateway({ certificates: [files] });
    expect(await shownTo(port)).toBe('old');
    renew(files, 'noticed');
    while ((await shownTo(port)) !== 'noticed') await new Promise((resolve) => setTimeout(resolve, 250));
    expect(await shownTo(port)).toBe('noticed');
  });
});

const replace = (cert: string, key: string, wishes: Parameters<typeof selfSigned>[0]): void => {
  const made = selfSigned(wishes);
  writeFileSync(cert, made.cert);
  writeFileSync(key, made.key);
};

describe('certificates that cannot be used are refused at the start', () => {
  const start = (files: { cert: string; key: string }): CodedError =>
    failure(() =>
      createGateway(
        { listen: { host: '127.0.0.1', port: 0 }, upstream: 'http://127.0.0.1:1', tls: { certificates: [files] } },
        OPEN_GATE,
      ),
    );

  test('each with its own code', () => {
    const good = certificateFiles();
    const other = certificateFiles(selfSigned());
    const expired = certificateFiles(selfSigned({ from: '200101000000Z', to: '210101000000Z' }));
    const future = certificateFiles(selfSigned({ from: '480101000000Z' }));
    const missing = path.join(good.folder, 'none.pem');
    const cases: [CodedError, string, RegExp][] = [
      [start({ ...good, cert: missing }), 'SP2007', /none\.pem.*ENOENT/],
      [start({ ...good, key: missing }), 'SP2007', /none\.pem.*ENOENT/],
      [start({ ...good, cert: good.key }), 'SP2007', /key\.pem/],
      [start({ ...good, key: good.cert }), 'SP2007', /cert\.pem/],
      [start({ ...good, key: other.key }), 'SP2008', /cert\.pem and .*key\.pem/],
      [start(expired), 'SP2009', /expired on 2021-01-01/],
      [start(future), 'SP2009', /valid from 2048-01-01/],
    ];
    for (const [error, code, detail] of cases) {
      expect(error.code).toBe(code);
      expect(error.detail).toMatch(detail);
    }
    expect(cases).toHaveLength(7);
  });
});

describe('certificates of clients', () => {
  const CLIENT = selfSigned({ commonName: 'orders' });
  const STRANGER = selfSigned({ commonName: 'stranger' });
  const http2 = async (port: number, mine?: { readonly key: string; readonly cert: string }) => {
    const { connect: connectHttp2 } = await import('node:http2');
    const client = connectHttp2(`https://127.0.0.1:${port}`, { ca: CERTIFICATE.cert, ...mine });
    client.on('error', () => {});
    onTestFinished(() => client.destroy());
    return await askOn(client, {});
  };

  test('one that is known names the client; none at all is let in where that is allowed', async () => {
    const clientCa = certificateFiles(CLIENT).cert;
    const { port, seen, gateway } = await tlsGateway({ certificates: [certificateFiles()], clientCa });
    expect((await http2(port, CLIENT)).status).toBe(200);
    expect((await http2(port)).status).toBe(200);
    await expect(http2(port, STRANGER)).rejects.toThrow(/.+/);
    expect(seen.map(({ head }) => head.client.traits)).toEqual([{ certificate: 'CN=orders' }, undefined]);
    expect(gateway.stats().counters['client-certificate-refused']).toBe(1);
  });

  test('where it is required, nobody else gets in', async () => {
    const clientCa = certificateFiles(CLIENT).cert;
    const { port, seen } = await tlsGateway({
      certificates: [certificateFiles()],
      clientCa,
      clientCertificates: 'required',
    });
    await expect(http2(port)).rejects.toThrow(/.+/);
    await expect(http2(port, STRANGER)).rejects.toThrow(/.+/);
    expect((await http2(port, CLIENT)).status).toBe(200);
    expect(seen).toHaveLength(1);
  });

  test('a trusted proxy is believed about its clients, and its own certificate is not theirs', async () => {
    const clientCa = certificateFiles(CLIENT).cert;
    const { port, seen } = await tlsGateway(
      { certificates: [certificateFiles()], clientCa },
      { trustedProxies: ['127.0.0.1'] },
    );
    const { connect: connectHttp2 } = await import('node:http2');
    const client = connectHttp2(`https://127.0.0.1:${port}`, { ca: CERTIFICATE.cert, ...CLIENT });
    onTestFinished(() => client.destroy());
    await askOn(client, { headers: { 'x-forwarded-for': '192.0.2.7' } });
    await askOn(client, {});
    expect(seen.map(({ head }) => [head.client.address, head.client.traits])).toEqual([
      ['192.0.2.7', {}],
      ['127.0.0.1', { certificate: 'CN=orders' }],
    ]);
  });
});
