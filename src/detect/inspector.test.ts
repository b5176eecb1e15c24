import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS, type RequestHead, type TransactionRequest } from '../model/index.ts';
import { decodeRequest } from '../protocols/http/index.ts';
import { defineValueRule, type ValueRule } from './define.ts';
import { createInspector } from './inspector.ts';
import { createContext } from '../pipeline/index.ts';
import { statelessRules, valueRules } from './registry.ts';

const request = (target: string, headers: readonly string[] = [], body?: string | Uint8Array): TransactionRequest => {
  const head: RequestHead = {
    id: 't',
    time: 0,
    method: body === undefined ? 'GET' : 'POST',
    scheme: 'http',
    host: 'api.example',
    target,
    httpVersion: '1.1',
    headers,
    client: { address: '192.0.2.1', peer: '192.0.2.1' },
  };
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return decodeRequest(head, bytes === undefined ? null : { bytes, size: bytes.length, complete: true });
};
const json = (value: unknown): TransactionRequest =>
  request('/', ['Content-Type', 'application/json'], JSON.stringify(value));

const inspector = createInspector(valueRules);

/** A rule that fires on a word, for questions about the inspector alone. */
const wordRule = (id: string, word: string, confidence: number): ValueRule =>
  defineValueRule({
    id,
    version: 3,
    title: id,
    severity: 'low',
    references: ['CWE-20'],
    explanation: '',
    limits: {},
    action: 'log',
    blockMs: 0,
    literals: [word],
    parts: ['query', 'body'],
    ask: (value) =>
      value.includes(word)
        ? { confidence, statement: `holds ${word}`, mark: [value.indexOf(word), value.indexOf(word) + word.length] }
        : undefined,
    examples: { fires: [word], silent: [] },
  });

describe('signals', () => {
  test('say where, what and why', () => {
    const { signals, judged, skipped } = inspector.inspect(json({ filter: { name: "lamp' or 7=7-- " } }));
    expect(signals).toEqual([
      {
        rule: 'sql-injection',
        version: 1,
        confidence: 0.95,
        about: 'request',
        evidence: {
          part: 'body',
          name: 'filter.name',
          excerpt: "l…' or 7=7-- ",
          mark: [2, 13],
          statement:
            'value changes the structure of a query: single-quoted string closed, comparison of two constants added, rest of the query commented out',
        },
      },
    ]);
    expect({ judged, skipped }).toEqual({ judged: 3, skipped: 0 });
  });

  test('mask what did not decide, and show nothing of a secret field', () => {
    const { signals } = inspector.inspect(
      json({ note: `Anna Svensson 19850312-1234' union select 1,2 from t-- `, password: "hunter22' or 1=1-- " }),
    );
    expect(signals.length).toBe(2);
    const [note, password] = signals.map((signal) => signal.evidence);
    expect(note?.excerpt).toBe("A… S… 1…-1…' union select 1,2 from t-- ");
    expect(note?.excerpt?.slice(...(note.mark ?? []))).toBe("' union select 1,2 from t-- ");
    expect(password).not.toHaveProperty('excerpt');
    expect(JSON.stringify(signals)).not.toMatch(/hunter|Svensson|1985/);
  });

  test('of several rules on one value support each other, of several values they do not', () => {
    const two = createInspector([wordRule('one', 'alpha', 0.5), wordRule('two', 'beta', 0.6)]);
    const confidences = (query: string): number[] =>
      two.inspect(request(`/?${query}`)).signals.map((signal) => signal.confidence);
    expect(confidences('a=alpha.beta')).toEqual([0.8, 0.8]);
    expect(confidences('a=alpha&b=beta')).toEqual([0.5, 0.6]);
  });

  test('come from names and decoded readings as well, from parts the rule names only', () => {
    const one = createInspector([wordRule('one', 'alpha', 0.5)]);
    const found = (decoded: TransactionRequest): number => one.inspect(decoded).signals.length;
    expect(found(request('/?alpha=1'))).toBe(1);
    expect(found(request('/?a=%2561lpha'))).toBe(1);
    expect(found(json({ a: Buffer.from('the alpha word').toString('base64') }))).toBe(1);
    expect(found(request('/alpha', ['X-A', 'alpha']))).toBe(0);
  });

  test('are bounded', () => {
    const many = json(Array.from({ length: 100 }, () => "' or 1=1-- "));
    expect(inspector.inspect(many).signals.length).toBe(LIMITS.signalsPerTransaction);
  });
});

test('a rule that throws is counted and the others are asked', () => {
  const broken: ValueRule = {
    ...wordRule('broken', 'alpha', 0.5),
    ask: () => {
      throw new Error('x');
    },
  };
  const both = createInspector([broken, wordRule('one', 'alpha', 0.5)]);
  expect(both.inspect(request('/?a=alpha&b=alpha')).signals.map((signal) => signal.rule)).toEqual(['one', 'one']);
  expect(both.errors).toEqual({ broken: 2 });
});

test('what could not be judged is said', () => {
  expect(inspector.inspect(request('/', ['Content-Type', 'image/png'], Buffer.from([1, 2]))).skipped).toBe(1);
  expect(inspector.inspect(request('/', ['Content-Encoding', 'lzma'], 'x')).skipped).toBe(1);
  expect(inspector.inspect(json({ a: 'x' })).skipped).toBe(0);
});

test('a value behind padding is judged to its end, piece by piece', () => {
  const attack = "x' union select login, secret from users-- ";
  let found = 0;
  for (const padding of [0, 60_000, LIMITS.leafChars - 20, 130_000, 250_000]) {
    const { signals } = inspector.inspect(json({ note: 'A'.repeat(padding) + attack }));
    expect(signals.map((signal) => signal.rule)).toContain('sql-injection');
    found++;
  }
  expect(found).toBe(5);
});

test('skipping clean parts as a whole changes no signal', () => {
  const thorough = createInspector(valueRules, { wholeParts: false });
  const attacks = valueRules
    .flatMap((rule) => rule.examples.fires)
    .flatMap((example) => (typeof example === 'string' ? [example] : (example.value ?? [])));
  const value = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...attacks) },
    {
      weight: 2,
      arbitrary: fc.string({
        unit: fc.constantFrom(
          "'",
          '"',
          ' ',
          'or',
          '1',
          '=',
          '-',
          '+',
          '%27',
          '\\',
          '\\u0027',
          '../',
          '/',
          'Jy',
          'B',
          '&#39;',
          'é',
          '＇',
          ';',
          '&',
          '\n',
          'select ',
        ),
      }),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }) },
    { weight: 1, arbitrary: fc.constantFrom(...attacks).map((attack) => Buffer.from(attack).toString('base64')) },
  );
  const encoded = value.map((text) => encodeURIComponent(text.toWellFormed()));
  const raw = value.map((text) => text.replaceAll(/[\r\n\0]/g, ''));
  const body = fc.oneof(
    fc.record({
      type: fc.constantFrom(
        'application/json',
        'text/plain',
        'application/vnd.api+json; charset=utf-8',
        'application/json; charset=utf-16le',
      ),
      text: fc.oneof(
        fc.dictionary(value, fc.array(value)).map((object) => JSON.stringify(object)),
        value,
      ),
    }),
    fc.record({
      type: fc.constant('application/x-www-form-urlencoded'),
      text: fc.oneof(
        fc.tuple(raw, encoded).map(([a, b]) => `${a}=${b}&c=${a}`),
        value,
      ),
    }),
    fc.record({
      type: fc.constantFrom('application/xml', ''),
      text: value.map((text) => `<a b="${text}">${text}</a>`),
    }),
  );
  let runs = 0;
  let withSignals = 0;
  fc.assert(
    fc.property(fc.oneof(raw, encoded), fc.oneof(raw, encoded), raw, body, (path, query, header, { type, text }) => {
      runs++;
      const decoded = request(
        `/v1/${path}?q=${query}`,
        ['Content-Type', type, 'X-Note', header, 'Cookie', `a=${query}; b=${header}`],
        text,
      );
      const whole = inspector.inspect(decoded);
      if (whole.signals.length > 0) withSignals++;
      expect(whole.signals).toEqual(thorough.inspect(decoded).signals);
    }),
    { numRuns: 300 },
  );
  expect(runs).toBe(300);
  expect(withSignals).toBeGreaterThan(30);
  // Each part alone, since a request of four parts seldom is clean in three.
  for (const attack of attacks) {
    const alone = [
      request(`/${encodeURIComponent(attack)}`),
      request(`/?q=${attack.replaceAll('&', '%26')}`),
      request('/', ['X-A', attack]),
      json([attack]),
      request('/', ['Content-Type', 'application/x-www-form-urlencoded'], `a=${attack}`),
    ];
    for (const decoded of alone) expect(inspector.inspect(decoded).signals).toEqual(thorough.inspect(decoded).signals);
  }
});

test('rules never throw, whatever the value', () => {
  const strict = createInspector(valueRules, { wholeParts: false });
  const unit = fc.constantFrom(
    "'",
    '"',
    '`',
    '(',
    ')',
    '/*',
    '*/',
    '--',
    '#',
    ';',
    '\0',
    '\\',
    '.',
    '/',
    '..',
    'select',
    'union',
    'or',
    'and',
    '1',
    '0x',
    '@',
    '$$',
    '%',
    '%u',
    '&#',
    '[',
    ']',
    ' ',
    '\n',
    'é',
    '\ud800',
    ':',
    'file:',
    'php:',
    '=',
    '|',
    ',',
    'case',
    'when',
    'not',
    'in',
    'as',
    'x',
  );
  let runs = 0;
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
      runs++;
      for (const { confidence, evidence } of strict.inspect(json([text])).signals) {
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThan(1);
        const [from, to] = evidence.mark ?? [0, 1];
        expect(from).toBeLessThan(to);
        expect(to).toBeLessThanOrEqual(evidence.excerpt?.length ?? 1);
        expect(evidence.excerpt?.length ?? 0).toBeLessThanOrEqual(LIMITS.excerptChars);
      }
    }),
    { numRuns: 1_000 },
  );
  expect(runs).toBe(1_000);
  expect(strict.errors).toEqual({});
});

test('a rule about a message takes its limits from the policy, and its own again without one', () => {
  const own = createInspector(statelessRules);
  const deep = json({ query: `${'{ a '.repeat(12)}${'}'.repeat(12)}` });
  const rulesOf = (): readonly string[] => own.inspect(deep, createContext(deep)).signals.map((signal) => signal.rule);
  expect(rulesOf()).not.toContain('graphql-depth');
  const policy = {
    mode: 'enforce',
    action: 'block-request',
    blockMs: 1,
    minConfidence: 0.7,
    limits: { depth: 8 },
  } as const;
  own.configure({ 'graphql-depth': policy });
  expect(rulesOf()).toContain('graphql-depth');
  own.configure({});
  expect(rulesOf()).not.toContain('graphql-depth');
});
