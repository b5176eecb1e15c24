import { describe, expect, test } from 'vitest';
import { createAddressTable, isAddressBlock } from './address-table.ts';

describe('address table', () => {
  test.each([
    ['198.18.4.7', '198.18.4.7', true],
    ['198.18.4.7', '198.18.4.8', false],
    ['198.18.0.0/15', '198.19.255.255', true],
    ['198.18.0.0/15', '198.20.0.0', false],
    ['198.18.4.99/25', '198.18.4.1', true],
    ['198.18.4.99/25', '198.18.4.129', false],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['::/0', '2001:db8::1', true],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/33', '2001:db8:8000::1', false],
    ['2001:DB8::1', '2001:db8:0:0:0:0:0:1', true],
    ['198.18.4.0/24', '::ffff:198.18.4.7', true],
    ['198.18.4.0/24', 'unix', false],
    ['198.18.4.0/24', '', false],
  ])('%s holds %s: %s', (block, address, expected) => {
    const table = createAddressTable<string>();
    expect(table.set(block, 'found')).toBe(true);
    expect(table.match(address)).toEqual(expected ? ['found'] : []);
  });

  test('the longest prefix comes first; deleting one leaves the others', () => {
    const table = createAddressTable<number>();
    table.set('198.18.0.0/16', 16);
    table.set('198.18.4.7', 32);
    table.set('198.18.4.0/24', 24);
    expect(table.match('198.18.4.7')).toEqual([32, 24, 16]);
    table.delete('198.18.4.0/24');
    table.delete('198.18.4.0/24');
    expect(table.match('198.18.4.7')).toEqual([32, 16]);
    expect([table.size, table.get('198.18.9.9/16'), table.get('198.18.9.9')]).toEqual([2, 16, undefined]);
  });

  test.each([
    '',
    'x',
    '10',
    '1.2.3',
    '1.2.3.256',
    '0x7f000001',
    '1.2.3.4/33',
    '1.2.3.4/',
    '1.2.3.4/-1',
    '1.2.3.4/1e1',
    '::1/129',
    'fe80::1%eth0/64/3',
    'example.com',
  ])('%j is no address', (text) => {
    expect(isAddressBlock(text)).toBe(false);
    const table = createAddressTable<number>();
    expect([table.set(text, 1), table.size, table.get(text)]).toEqual([false, 0, undefined]);
  });
});
