import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../detect/index.ts';
import { CodedError, LIMITS, type PolicyException } from '../model/index.ts';
import { policyJsonSchema } from './policy-schema.ts';
import { defaultPolicy, parsePolicy, withoutMemory } from './policy.ts';

const parse = (text: string) => parsePolicy(text, 'policy.yaml', rules);
const shipped = (file: string): string => readFileSync(new URL(`../../policy/${file}`, import.meta.url), 'utf8');

function failure(text: string): { readonly code: string; readonly detail: string } {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof CodedError) return { code: error.code, detail: error.detail };
    throw error;
  }
  return { code: 'none', detail: '' };
}

describe('what a policy file gives', () => {
  test.each([
    '',
    '{}',
    '# nothing\n',
    'rules:\nexceptions:\n',
    'exceptions: []',
    'rules:\n  sql-injection:\n  # mode: off',
  ])('%j is the default policy', (text) => {
    expect(parse(text)).toEqual(defaultPolicy('monitor', rules));
  });

  test('every rule is complete', () => {
    const policy = defaultPolicy('enforce', rules);
    expect(Object.keys(policy.rules)).toEqual(rules.map((rule) => rule.id));
    expect(rules.length).toBeGreaterThanOrEqual(6);
    for (const rule of rules) {
      const own = policy.rules[rule.id];
      expect(own).toMatchObject({ mode: 'enforce', action: rule.action, minConfidence: 0.7, limits: rule.limits });
      expect(own?.blockMs).toBeGreaterThan(0);
    }
  });

  test('what is named differs, the rest stays', () => {
    const policy = parse(`
mode: enforce
failure: closed
rules:
  object-enumeration:
    mode: monitor
    action: log
    block: 2h
    minConfidence: 0.9
    limits: { objectsInSequence: 40, windowMs: 10m }
  credential-stuffing:
    limits: { windowMs: 5000 }
`);
    expect([policy.mode, policy.failure]).toEqual(['enforce', 'closed']);
    expect(policy.rules['object-enumeration']).toEqual({
      mode: 'monitor',
      action: 'log',
      blockMs: 7_200_000,
      minConfidence: 0.9,
      limits: {
        ...rules.find((rule) => rule.id === 'object-enumeration')?.limits,
        objectsInSequence: 40,
        windowMs: 600_000,
      },
    });
    expect(policy.rules['credential-stuffing']?.limits['windowMs']).toBe(5_000);
    expect(policy.rules['password-spraying']).toEqual(defaultPolicy('enforce', rules).rules['password-spraying']);
  });

  test('exceptions keep what they give', () => {
    const policy = parse(`
exceptions:
  - id: partner
    rules: [object-enumeration, "*"]
    addresses: [192.0.2.0/24, 2001:db8::1]
    actors: [A-0123456789]
    path: /v1/orders
    reason: nightly export
    until: 2030-01-31
  - { id: desk, rules: ["*"], path: /, reason: r, until: "2030-01-31T12:00:00+02:00" }
`);
    expect(policy.exceptions).toEqual([
      {
        id: 'partner',
        rules: ['object-enumeration', '*'],
        addresses: ['192.0.2.0/24', '2001:db8::1'],
        actors: ['A-0123456789'],
        path: '/v1/orders',
        reason: 'nightly export',
        until: Date.UTC(2030, 0, 31),
      },
      { id: 'desk', rules: ['*'], path: '/', reason: 'r', until: Date.UTC(2030, 0, 31, 10) },
    ] satisfies readonly PolicyException[]);
  });

  test('the version follows the content, not the layout', () => {
    const { version } = parse('mode: enforce\nrules: { password-spraying: { limits: { names: 12 }, block: 1h } }');
    expect(version).toMatch(/^[0-9a-f]{12}$/);
    expect(
      parse('# a remark\nrules:\n  password-spraying:\n    block: 60m\n    limits: {names: 12}\nmode: "enforce"\n')
        .version,
    ).toBe(version);
    expect(parse('mode: enforce\nrules: { password-spraying: { limits: { names: 13 }, block: 1h } }').version).not.toBe(
      version,
    );
    expect(defaultPolicy('enforce', rules).version).not.toBe(defaultPolicy('monitor', rules).version);
  });
});

describe('what a policy file is refused for', () => {
  const cases = [
    ['mode: [', 'SP1101', /^policy\.yaml:1:8: /],
    ['mode: monitor\nmode: enforce', 'SP1101', /^policy\.yaml:2:1: .*unique/],
    [
      'a: &a [x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c]',
      'SP1101',
      /alias/,
    ],
    ['- mode: monitor', 'SP1102', /^policy\.yaml:1:1: the file is not valid: expected object/],
    ['mode: enforced', 'SP1102', /^policy\.yaml:1:7: mode is not valid: expected one of "off"\|"monitor"\|"enforce"/],
    ['mode: monitor\nfailure: [open]', 'SP1102', /^policy\.yaml:2:10: failure /],
    ['mode: monitor\nfailur: open', 'SP1003', /^policy\.yaml:2:1: unknown key "failur", did you mean "failure"\?$/],
    ['zzzzzzzz: 1', 'SP1003', /^policy\.yaml:1:1: unknown key "zzzzzzzz"$/],
    [
      'rules:\n  sql-injektion: {}',
      'SP1103',
      /^policy\.yaml:2:3: no rule "sql-injektion", did you mean "sql-injection"\?$/,
    ],
    [
      'rules:\n  sql-injection:\n    mod: off',
      'SP1003',
      /^policy\.yaml:3:5: unknown key "mod" in rules\.sql-injection, did you mean "mode"\?$/,
    ],
    [
      'rules:\n  password-spraying:\n    limits:\n      nmaes: 3',
      'SP1003',
      /:4:7: unknown key "nmaes" in rules\.password-spraying\.limits, did you mean "names"\?$/,
    ],
    [
      'rules:\n  password-spraying:\n    limits: { names: many }',
      'SP1102',
      /:3:22: rules\.password-spraying\.limits\.names is not valid: expected number/,
    ],
    ['rules:\n  password-spraying:\n    limits: { names: -1 }', 'SP1102', /:3:22: /],
    [
      'rules:\n  password-spraying:\n    limits: { names: 257 }',
      'SP1102',
      /:3:22: rules\.password-spraying\.limits\.names must be at most 256/,
    ],
    [
      'rules:\n  password-spraying:\n    limits: { windowMs: soon }',
      'SP1102',
      /:3:25: rules\.password-spraying\.limits\.windowMs must be a duration/,
    ],
    ['rules:\n  password-spraying:\n    block: 15', 'SP1102', /:3:12: rules\.password-spraying\.block /],
    [
      'rules:\n  password-spraying:\n    block: 15 minutes',
      'SP1102',
      /:3:12: rules\.password-spraying\.block must be a duration/,
    ],
    ['rules:\n  password-spraying:\n    block: 0m', 'SP1102', /must be longer than nothing/],
    ['rules:\n  password-spraying:\n    minConfidence: 1.5', 'SP1102', /:3:20: /],
    ['exceptions:\n  - id: a\n    rules: [sql-injection]\n    path: /x', 'SP1102', /:2:5: exceptions\.0\.reason /],
    [
      'exceptions:\n  - id: a\n    rules: [sql-inject]\n    path: /x\n    reason: r',
      'SP1103',
      /:3:13: no rule "sql-inject"/,
    ],
    ['exceptions:\n  - id: a\n    rules: ["*"]\n    reason: r', 'SP1102', /:2:5: exceptions\.0 gives no addresses/],
    [
      'exceptions:\n  - { id: a, rules: ["*"], path: /, reason: r }\n  - { id: a, rules: ["*"], path: /, reason: r }',
      'SP1102',
      /:3:11: exceptions\.1\.id "a" is used twice/,
    ],
    [
      'exceptions:\n  - { id: a, rules: ["*"], addresses: [10.0.0.0/40], reason: r }',
      'SP1102',
      /:2:40: exceptions\.0\.addresses\.0 must be an address/,
    ],
    [
      'exceptions:\n  - { id: a, rules: ["*"], path: orders, reason: r }',
      'SP1102',
      /exceptions\.0\.path must begin with/,
    ],
    [
      'exceptions:\n  - { id: a, rules: ["*"], path: /, reason: r, until: tomorrow }',
      'SP1102',
      /exceptions\.0\.until /,
    ],
    [
      'exceptions:\n  - { id: a, rules: ["*"], pth: /, reason: r }',
      'SP1003',
      /unknown key "pth" in exceptions\.0, did you mean "path"\?$/,
    ],
    ['mode: x\nfailure: y', 'SP1102', /^policy\.yaml:1:7: .* \(and 1 more\)$/],
    [`# ${'x'.repeat(LIMITS.policyChars)}`, 'SP1102', /longer than/],
  ] as const;

  test.each(cases)('%j → %s', (text, code, message) => {
    const failed = failure(text);
    expect(failed.code).toBe(code);
    expect(failed.detail).toMatch(message);
  });

  test('keys of the language itself are keys like others', () => {
    expect(failure('constructor: 1').code).toBe('SP1003');
    expect(failure('rules: { __proto__: {}, toString: {} }').code).toBe('SP1103');
  });
});

describe('shipped files', () => {
  test('policy/default.yaml says the defaults, each by name', () => {
    const text = shipped('default.yaml');
    expect(parsePolicy(text, 'default.yaml', rules)).toEqual(defaultPolicy('monitor', rules));
    for (const rule of rules)
      for (const name of [rule.id, ...Object.keys(rule.limits)]) expect(text).toContain(`${name}:`);
  });

  test('policy/policy.schema.json is what scripts/tasks/policy-schema.ts writes', () => {
    expect(JSON.parse(shipped('policy.schema.json'))).toEqual(policyJsonSchema(rules));
  });
});

test('without memory the actor rules are off and nothing blocks an actor', () => {
  const policy = parse('mode: enforce\nrules:\n  sql-injection:\n    action: block-actor\n');
  const alone = withoutMemory(policy, rules);
  const remembering = rules.filter((rule) => rule.kind === 'actor');
  expect(remembering.length).toBeGreaterThanOrEqual(4);
  for (const { id } of remembering) expect(alone.rules[id]?.mode, id).toBe('off');
  expect(Object.values(alone.rules).filter((own) => own.action === 'block-actor')).toEqual([]);
  expect(alone.rules['sql-injection']).toMatchObject({ mode: 'enforce', action: 'block-request' });
  expect(alone.mode).toBe('enforce');
  expect(alone.version).not.toBe(policy.version);
});
