import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor, type Classify } from './index.ts';

const key = new Uint8Array(32).fill(7);

/** A small classifier of the kind that is handed in. */
const classify: Classify = (name, value) => {
  if (/pass(word)?$/i.test(name)) return { class: 'password' };
  if (/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(value)) return { class: 'email' };
  if (/^4\d{3}([ -]?\d{4}){3}$/.test(value)) return { class: 'credit-card' };
  if (/^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/.test(value)) return { class: 'jwt' };
  return undefined;
};
const redactor = createRedactor({ key, classify });

describe('pseudonyms', () => {
  test('keep kind and equality, whatever the part', () => {
    const inQuery = redactor.query('to=ann@example.test').slice(3);
    const inBody = redactor.body('{"to":"Ann@example.test"}', 'application/json');
    expect(inQuery).toMatch(/^~email:[\da-f]{10}@[\da-f]{6}$/);
    expect(inBody).toBe(`{"to":"${inQuery}"}`);
  });

  test('differ under another key', () => {
    const other = createRedactor({ key: new Uint8Array(32).fill(8), classify });
    expect(other.value('password', 'tree')).not.toBe(redactor.value('password', 'tree'));
  });

  test('a card keeps its last four digits only, spaced or not', () => {
    expect(redactor.value('', '4111 1111 1111 1111')).toMatch(/^~credit-card:[\da-f]{10}-1111$/);
    expect(redactor.value('', '4111111111111111')).toBe(redactor.value('', '4111 1111 1111 1111'));
  });

  test('redacting twice changes nothing more', () => {
    const once = redactor.body('{"password":"a b c","mail":"ann@example.test"}', 'application/json');
    expect(redactor.body(once, 'application/json')).toBe(once);
  });
});

describe('headers', () => {
  test('credentials go, what explains the request stays', () => {
    const list = [
      'Authorization',
      'Bearer abc123',
      'X-Api-Key',
      'k',
      'Accept',
      'text/html',
      'Cookie',
      'theme=dark; sid=77',
      'X-Forwarded-For',
      '198.51.100.7',
    ];
    const redacted = redactor.headers(list);
    expect(redacted[1]).toMatch(/^Bearer ~token:[\da-f]{10}$/);
    expect(redacted[3]).toMatch(/^~token:/);
    expect(redacted[5]).toBe('text/html');
    expect(redacted[7]).toMatch(/^theme=~cookie:[\da-f]{10}; sid=~cookie:[\da-f]{10}$/);
    expect(redacted[9]).toBe('198.51.100.7');
  });

  test('a cookie set keeps its attributes', () => {
    expect(redactor.headers(['Set-Cookie', 'sid=abc; Path=/; HttpOnly'])[1]).toMatch(
      /^sid=~cookie:[\da-f]{10}; Path=\/; HttpOnly$/,
    );
  });

  test('a referer loses the secrets of its query', () => {
    expect(redactor.headers(['Referer', 'https://x.test/a?page=2&password=tree'])[1]).toMatch(
      /^https:\/\/x\.test\/a\?page=2&password=~password:[\da-f]{10}$/,
    );
  });
});

describe('what needs nothing stays byte for byte', () => {
  const bodies: readonly (readonly [string, string])[] = [
    ['{ "id" : 17, "ok": true, "name": "pine \\u0064esk", "list": [1.5e3, null, "a"] }', 'application/json'],
    ['q=%27+OR+1%3D1--&page=2', 'application/x-www-form-urlencoded'],
    ['<order n="1"><item>pine desk</item><!-- x --></order>', 'application/xml'],
    ['--b\r\nContent-Disposition: form-data; name="title"\r\n\r\npine desk\r\n--b--', 'multipart/form-data'],
    ["' UNION SELECT 1,2,3 -- ../../etc/passwd", 'text/plain'],
  ];
  test.each(bodies)('%s', (text, type) => expect(redactor.body(text, type)).toBe(text));
  test('paths and queries', () => {
    expect(redactor.path('/v1/users/9f8b7c6d-0000-4000-8000-000000000000/orders/17')).toBe(
      '/v1/users/9f8b7c6d-0000-4000-8000-000000000000/orders/17',
    );
    expect(redactor.query('a=1&b=%zz&flag&c=')).toBe('a=1&b=%zz&flag&c=');
  });
});

const letters = fc.stringMatching(/^[a-z]{3,8}$/);
const secrets = fc.oneof(
  fc.tuple(letters, letters).map(([user, host]) => ({ name: 'to', secret: `${user}.q@${host}.test` })),
  fc.stringMatching(/^4\d{15}$/).map((secret) => ({ name: 'x', secret })),
  fc
    .tuple(fc.stringMatching(/^[\w-]{12,30}$/), fc.stringMatching(/^[\w-]{20,40}$/))
    .map(([a, b]) => ({ name: 'y', secret: `eyJ${a}.eyJ${b}.${b}` })),
  fc
    .string({ minLength: 8, maxLength: 24 })
    .map((text) => ({ name: 'password', secret: text.replace(/[\s"'<>&~;]/g, 'x') })),
);

/** Places a secret can stand in, each giving the redacted text. */
const places: Readonly<Record<string, (name: string, secret: string) => string>> = {
  query: (name, secret) => redactor.query(`page=1&${name}=${encodeURIComponent(secret)}&z=2`),
  form: (name, secret) =>
    redactor.body(`user[${name}]=${encodeURIComponent(secret)}`, 'application/x-www-form-urlencoded'),
  json: (name, secret) => redactor.body(JSON.stringify({ a: [{ [name]: secret }], b: 1 }), 'application/json'),
  jsonArray: (name, secret) => redactor.body(JSON.stringify({ [name]: ['q', secret] }), 'application/json'),
  cutJson: (name, secret) =>
    redactor.body(`{"a":{"${name}":${JSON.stringify(secret).slice(0, -1)}`, 'application/json'),
  xml: (name, secret) => redactor.body(`<a><n:${name}>${secret}</n:${name}></a>`, 'text/xml'),
  cdata: (name, secret) => redactor.body(`<a><${name}><![CDATA[${secret}]]></${name}></a>`, 'text/xml'),
  attribute: (name, secret) => redactor.body(`<a ${name}="${secret}"/>`, 'text/xml'),
  multipart: (name, secret) =>
    redactor.body(
      `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${secret}\r\n--b--`,
      'multipart/form-data',
    ),
  bearer: (_, secret) => redactor.headers(['authorization', `Bearer ${secret}`]).join(' '),
  cookie: (name, secret) => redactor.headers(['Cookie', `a=1; ${name}=${secret}`]).join(' '),
};
/** Where no name tells a password. */
const nameless: Readonly<Record<string, (secret: string) => string>> = {
  path: (secret) => redactor.path(`/a/${encodeURIComponent(secret)}/b`),
  text: (secret) => redactor.body(`sent to ${secret}, thanks`, 'text/plain'),
  sentence: (secret) => redactor.body(JSON.stringify({ note: `see ${secret}.` }), 'application/json'),
  header: (secret) => redactor.headers(['X-Note', `(${secret})`]).join(' '),
};

test('a planted secret never survives', () => {
  const ran = new Map<string, number>();
  const expectGone = (place: string, secret: string, text: string): void => {
    ran.set(place, (ran.get(place) ?? 0) + 1);
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
      expect(text, place).not.toContain(form);
  };
  fc.assert(
    fc.property(secrets, ({ name, secret }) => {
      for (const [place, plant] of Object.entries(places)) expectGone(place, secret, plant(name, secret));
      if (name === 'password') return;
      for (const [place, plant] of Object.entries(nameless)) expectGone(place, secret, plant(secret));
    }),
    { numRuns: 300 },
  );
  expect(ran.size).toBe(Object.keys(places).length + Object.keys(nameless).length);
});

test('hostile text costs no more than its length', () => {
  for (const text of [
    '"'.repeat(60_000),
    '='.repeat(60_000),
    '<'.repeat(60_000),
    '{"a":'.repeat(12_000),
    '1 '.repeat(30_000),
    'a='.repeat(30_000),
    '-----BEGIN PRIVATE KEY-----'.repeat(2_000),
  ]) {
    for (const type of [
      'application/json',
      'text/xml',
      'text/plain',
      'multipart/form-data',
      'application/x-www-form-urlencoded',
    ]) {
      expect(typeof redactor.body(text, type)).toBe('string');
    }
  }
});
