import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseHostPort, parseLenientUrl } from './lenient-url.ts';

const shown = (text: string): string | undefined => {
  const url = parseLenientUrl(text);
  if (url === undefined) return undefined;
  const hosts = url.hosts.map(({ name, port, disguised }) => `${name}${port ? `:${port}` : ''}${disguised ? '~' : ''}`);
  const scheme = url.wrapper === '' ? url.scheme : `${url.wrapper}+${url.scheme}`;
  return [scheme, hosts.join(' '), url.path, ...url.oddities].join(' | ');
};

describe('addresses as lenient clients read them', () => {
  const cases: readonly (readonly [text: string, expected: string | undefined])[] = [
    ['http://shop.example/a?b=c', 'http | shop.example | /a?b=c'],
    ['  HTTPS://Shop.Example:8443', 'https | shop.example:8443 | '],
    ['//cdn.example/x.png', ' | cdn.example | /x.png'],
    ['https://anna:pw@shop.example/', 'https | shop.example | /'],
    ['http://shop.example?mail=a@b.example', 'http | shop.example b.example | ?mail=a@b.example'],
    ['http:shop.example', 'http | shop.example |  | slashes'],
    ['http:/shop.example', 'http | shop.example |  | slashes'],
    ['////shop.example/x', ' | shop.example | /x | slashes'],
    ['/\\shop.example', ' | shop.example |  | backslash'],
    ['http:\\\\shop.example\\a', 'http | shop.example | \\a | backslash'],
    ['ht\ntp://shop\t.example/', 'http | shop.example | / | control'],
    ['/\t/shop.example', ' | shop.example |  | control'],
    ['http://one.example.com@two.example/', 'http | two.example one.example.com | / | host-as-user'],
    ['http://a@b@two.example/', 'http | two.example | / | several-at'],
    ['http://one.example#@two.example/', 'http | one.example two.example | #@two.example/ | cut-before-at'],
    [
      'http://one.example\\@two.example/',
      'http | one.example two.example | \\@two.example/ | backslash | cut-before-at',
    ],
    ['http://one.example &@two.example/', 'http | two.example one.example | / | space'],
    ['http://⑩.⓪.⓪.⑨/', 'http | 10.0.0.9~ | /'],
    ['http://ｓｈｏｐ。example/', 'http | shop.example~ | /'],
    ['http://%73hop.example./', 'http | shop.example~ | /'],
    ['http://[::1]:8080/x', 'http | [::1]:8080 | /x'],
    ['http://::1/x', 'http | ::1 | /x'],
    ['http://0::1:80/x', 'http | 0::1:80 0::1:80~ | /x'],
    ['http://shop.example:80:81/', 'http | shop.example:80 | /'],
    ['jar:http://shop.example/a.jar!/', 'jar+http | shop.example | /a.jar!/'],
    ['gopher://shop.example:70/_x', 'gopher | shop.example:70 | /_x'],
    ['localhost:8080', undefined],
    ['mailto:anna@shop.example', undefined],
    ['http: the protocol', undefined],
    ['http://shop.example is down, ask a@b.example', 'http | shop.example |  is down, ask a@b.example'],
    ['http://shop.example @anna', 'http | shop.example |  @anna'],
    ['see http://shop.example', undefined],
    ['http://', undefined],
    ['/a/b', undefined],
    ['', undefined],
  ];
  let ran = 0;
  test.each(cases)('%j', (text, expected) => {
    ran++;
    expect(shown(text)).toBe(expected);
  });
  test('all ran', () => expect(ran).toBe(cases.length));
});

test('a host without a scheme', () => {
  expect(parseHostPort('shop.example:80/x')).toEqual({ name: 'shop.example', port: '80', disguised: false });
  expect(parseHostPort('[::1]:80')).toEqual({ name: '[::1]', port: '80', disguised: false });
  expect(parseHostPort('127。1')).toEqual({ name: '127.1', port: undefined, disguised: true });
  expect(parseHostPort('/x')).toBeUndefined();
  expect(parseHostPort('<b>')).toBeUndefined();
});

test('any text is read without an error, and hosts are never empty', () => {
  const unit = fc.constantFrom(
    'http',
    ':',
    '/',
    '\\',
    '@',
    '#',
    '?',
    '[',
    ']',
    '.',
    '%',
    '2e',
    '\t',
    ' ',
    'a',
    '1',
    '①',
    '\ud800',
    'jar:',
  );
  let runs = 0;
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 80 }), (text) => {
      runs++;
      for (const url of [parseLenientUrl(text), parseLenientUrl(`http://${text}`)]) {
        if (url === undefined) continue;
        expect(url.hosts.every((host) => host.name !== '' && !/\s/.test(host.name))).toBe(true);
        expect(url.path.length).toBeLessThanOrEqual(text.length + 7);
      }
      parseHostPort(text);
    }),
    { numRuns: 2_000 },
  );
  expect(runs).toBe(2_000);
});
