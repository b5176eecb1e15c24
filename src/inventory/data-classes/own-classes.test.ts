import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CodedError } from '../../model/index.ts';
import { CHECKSUMS, hasChecksum } from './checksum.ts';
import { dataClassesJsonSchema, readOwnClasses } from './index.ts';

const YAML = `classes:
  - id: loyalty-card
    title: Loyalty card
    category: personal
    severity: low
    keys: ['loyalty (?:card|no)']
    values: ['LC\\d{8}']
    examples:
      is:
        - { key: loyaltyNo, value: LC12345678 }
      isNot:
        - { key: loyaltyNo, value: LC1 }
        - { key: orderNo, value: LC12345678 }
`;

const failure = (text: string): string => {
  try {
    readOwnClasses(text, 'own.yaml');
    return 'none';
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return `${error.code} ${error.detail}`;
  }
};

test('own classes come before the built-in ones, which stay', () => {
  const { classes, classify } = readOwnClasses(YAML, 'own.yaml');
  expect(classes.map(({ id }) => id)).toEqual(['loyalty-card']);
  expect(classify('loyaltyCard', 'lc12345678')).toEqual({ class: 'loyalty-card', confidence: 0.9 });
  expect(classify('x', 'LC12345678')).toBeUndefined();
  expect(classify('x', 'ann@example.test')?.class).toBe('email');
});

test('values without keys, anywhere, keys without values, checksums', () => {
  const own = (body: string, is: string, isNot: string): string =>
    `classes:\n  - id: own\n    title: Own\n${body}\n    examples:\n      is: [${is}]\n      isNot: [${isNot}]\n`;
  expect(failure(own("    values: ['ZZ\\d{4}']", '{ value: ZZ1234 }', '{ value: ZZ1 }'))).toBe('none');
  expect(
    failure(own('    keys: [staff number]', '{ key: staffNumber, value: anything }', '{ key: x, value: anything }')),
  ).toBe('none');
  expect(
    failure(own("    values: ['\\d{7}']\n    checksum: luhn", '{ value: "1234566" }', '{ value: "1234567" }')),
  ).toBe('none');
  expect(failure(own('    anywhere: true\n    keys: [a]', '{ key: a, value: b1 }', '{ value: c1 }'))).toContain(
    'SP1302',
  );
});

test.each([
  ['no YAML', 'classes: [', 'SP1301 own.yaml:'],
  [
    'an alias bomb',
    `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [${'*a,'.repeat(30)}]\nclasses: [${'*b,'.repeat(30)}]`,
    'SP1301 own.yaml',
  ],
  ['another key', YAML.replace('severity', 'severe'), 'SP1302 own.yaml:5:'],
  ['a wrong severity', YAML.replace('severity: low', 'severity: bad'), 'SP1302 own.yaml:5:15'],
  ['an id that is taken', YAML.replace('loyalty-card', 'email'), 'SP1302 own.yaml:2:9: the id "email" is taken'],
  ['an id of another form', YAML.replace('loyalty-card', 'Loyalty Card'), 'SP1302 own.yaml:2:9'],
  [
    'an unsafe pattern',
    YAML.replace('LC\\d{8}', '(a+)+'),
    'SP1302 own.yaml:7:14: the pattern "(a+)+" could take too long',
  ],
  ['neither keys nor values', YAML.replace(/ {4}(keys|values).*\n/g, ''), 'SP1302 own.yaml:2:5'],
  [
    'an example that is not recognised',
    YAML.replace('LC12345678 }', 'LC7 }'),
    'SP1303 own.yaml:10:11: "loyaltyNo: LC7" is not recognised',
  ],
  [
    'an example that another class takes',
    YAML.replace("'LC\\d{8}'", "'.*@.*'").replace('value: LC12345678', 'value: LC12345678'),
    'SP1303',
  ],
  ['a counter-example that is recognised', YAML.replace('value: LC1 ', 'value: LC99999999 '), 'SP1303 own.yaml:12:11'],
  ['no example', YAML.replace(/ {4}examples[^]*/, ''), 'SP1302 own.yaml:2:5'],
  ['nothing', '', 'SP1302 own.yaml:1:1'],
])('%s is refused with its place', (_, text, expected) => expect(failure(text)).toContain(expected));

describe('check digits', () => {
  const valid = {
    luhn: ['79927398713', '4111 1111 1111 1111'],
    mod97: ['3214282912345698765432161182', 'WEST12345698765432GB82'],
    mod11: ['079X', '0000000121032683'],
    verhoeff: ['2363', '1428570'],
  } as const;
  test.each(CHECKSUMS)('%s holds, and fails on any changed digit', (kind) => {
    let changed = 0;
    for (const value of valid[kind]) {
      expect(hasChecksum(kind, value), value).toBe(true);
      const place = value.search(/\d/);
      const digit = value.charAt(place);
      for (const other of '0123456789')
        if (other !== digit) {
          expect(hasChecksum(kind, value.slice(0, place) + other + value.slice(place + 1))).toBe(false);
          changed++;
        }
    }
    expect(changed).toBe(18);
  });
});

test('policy/data-classes.schema.json is what scripts/tasks/data-classes-schema.ts writes', () => {
  const file = path.resolve(import.meta.dirname, '../../../policy/data-classes.schema.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(dataClassesJsonSchema());
});
