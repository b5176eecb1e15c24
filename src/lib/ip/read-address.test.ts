import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressKind } from './address-kind.ts';
import { readAddresses } from './read-address.ts';

const shown = (host: string): string[] =>
  readAddresses(host).map(({ bytes, disguised }) => {
    const text = bytes.length === 4 ? bytes.join('.') : Buffer.from(bytes).toString('hex');
    return disguised ? `${text} disguised` : text;
  });

describe('IPv4 in every spelling', () => {
  const cases: readonly (readonly [host: string, expected: readonly string[]])[] = [
    ['198.51.100.7', ['198.51.100.7']],
    ['198.51.100.7.', ['198.51.100.7 disguised']],
    ['127.1', ['127.0.0.1 disguised']],
    ['10.513', ['10.0.2.1 disguised']],
    ['172.16.513', ['172.16.2.1 disguised']],
    ['3325256711', ['198.51.100.7 disguised']],
    ['0xc6336407', ['198.51.100.7 disguised']],
    ['0xC6.51.0x64.7', ['198.51.100.7 disguised']],
    ['030614662007', ['198.51.100.7 disguised']],
    ['0x.0x.0', ['0.0.0.0 disguised']],
    ['0', ['0.0.0.0 disguised']],
    ['010.0.0.9', ['8.0.0.9 disguised', '10.0.0.9 disguised']],
    ['192.168.001.009', ['192.168.1.9 disguised']],
    ['0000000300.0250.1.1', ['192.168.1.1 disguised', '44.250.1.1 disguised']],
    ['425.510.425.510', ['169.254.169.254 disguised']],
    ['4294967297', ['0.0.0.1 disguised']],
    ['1.2.3.4.5', []],
    ['1.2..4', []],
    ['127.0.0.x', []],
    ['18446744073709551617', ['0.0.0.1 disguised']],
    ['0x12345678c6336407', ['198.51.100.7 disguised']],
    ['', []],
    ['example', []],
  ];
  let ran = 0;
  test.each(cases)('%s', (host, expected) => {
    ran++;
    expect(shown(host)).toEqual(expected);
  });
  test('all ran', () => expect(ran).toBe(cases.length));
});

describe('IPv6, and the IPv4 address inside', () => {
  const cases: readonly (readonly [host: string, expected: readonly string[]])[] = [
    ['[::1]', ['00000000000000000000000000000001']],
    ['::', ['00000000000000000000000000000000']],
    ['[0:0:0:0:0:0:0:1]', ['00000000000000000000000000000001']],
    ['2001:db8::7', ['20010db8000000000000000000000007']],
    ['fe80::1%25eth0', ['fe800000000000000000000000000001 disguised']],
    ['[::ffff:10.0.0.9]', ['00000000000000000000ffff0a000009 disguised', '10.0.0.9 disguised']],
    ['[::FFFF:a00:9]', ['00000000000000000000ffff0a000009 disguised', '10.0.0.9 disguised']],
    ['::10.0.0.9', ['0000000000000000000000000a000009 disguised', '10.0.0.9 disguised']],
    ['::ffff:0:a00:9', ['0000000000000000ffff00000a000009 disguised', '10.0.0.9 disguised']],
    ['64:ff9b::a00:9', ['0064ff9b00000000000000000a000009 disguised', '10.0.0.9 disguised']],
    ['2002:a00:9::', ['20020a00000900000000000000000000 disguised', '10.0.0.9 disguised']],
    ['2001:0:1:2:3:4:f5ff:fff6', ['200100000001000200030004f5fffff6 disguised', '10.0.0.9 disguised']],
    ['1::2::3', []],
    ['1:2:3', []],
    ['1:2:3:4:5:6:7:8:9', []],
    ['12345::', []],
    ['host:80', []],
    ['[10.0.0.9]', ['10.0.0.9']],
  ];
  let ran = 0;
  test.each(cases)('%s', (host, expected) => {
    ran++;
    expect(shown(host)).toEqual(expected);
  });
  test('all ran', () => expect(ran).toBe(cases.length));
});

describe('kinds', () => {
  const cases = [
    ['127.8.9.1', 'loopback'],
    ['0.0.0.0', 'unspecified'],
    ['0.0.0.7', 'public'],
    ['10.255.0.1', 'private'],
    ['172.15.0.1', 'public'],
    ['172.31.255.1', 'private'],
    ['172.32.0.1', 'public'],
    ['192.168.4.4', 'private'],
    ['169.254.4.4', 'link-local'],
    ['100.63.0.1', 'public'],
    ['100.127.0.1', 'shared'],
    ['192.0.0.9', 'reserved'],
    ['192.0.2.9', 'public'],
    ['198.19.0.1', 'reserved'],
    ['239.1.1.1', 'multicast'],
    ['255.255.255.255', 'reserved'],
    ['::1', 'loopback'],
    ['::', 'unspecified'],
    ['fdab::1', 'private'],
    ['fe9f::1', 'link-local'],
    ['fec0::1', 'private'],
    ['ff02::1', 'multicast'],
    ['2001:db8::1', 'public'],
  ] as const;
  test.each(cases)('%s is %s', (host, kind) => {
    expect(addressKind(readAddresses(host)[0]?.bytes ?? [])).toBe(kind);
  });
});

test('any text is read without an error, into whole addresses', () => {
  const unit = fc.constantFrom('0', '1', '255', '0x', 'f', '.', ':', '::', '[', ']', '%', '9999999999', ' ', 'é');
  let runs = 0;
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
      runs++;
      for (const { bytes } of readAddresses(text)) {
        expect([4, 16]).toContain(bytes.length);
        expect(bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255)).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
  expect(runs).toBe(2_000);
});
