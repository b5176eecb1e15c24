import type { Leaf } from '../../model/index.ts';

type Examples = readonly (string | Partial<Leaf>)[];

const name = (text: string, part: Leaf['part'] = 'query'): Partial<Leaf> => ({
  part,
  name: text,
  value: text,
  isName: true,
});
const inQuery = (value: string): Partial<Leaf> => ({ part: 'query', name: 'q', value });

export const fires: Examples = [
  ...[
    'PHPSESSID',
    'phpsessid',
    'JSESSIONID',
    'JSESSIONID.1a2b3c4d',
    'ASP.NET_SessionId',
    'ASPSESSIONIDQQABCDEF',
    '.AspNetCore.Session',
    'CFID',
    'CFTOKEN',
    'connect.sid',
    'sails.sid',
    'koa:sess',
    'rack.session',
    '_session_id',
    'laravel_session',
    'ci_session',
    'CAKEPHP',
    'PLAY_SESSION',
    'beaker.session.id',
    'next-auth.session-token',
  ].map((text) => name(text)),
  name('PHPSESSID', 'body'),
  name('laravel_session', 'body'),
  inQuery('document.cookie="a=b; path=/"'),
  inQuery("window.document.cookie = 'sid=7;domain=.shop.example'"),
  inQuery("parent.document.cookie = 'tier=gold; max-age=60'"),
  '<meta http-equiv="Set-Cookie" content="sid=7">',
  inQuery('<META HTTP-EQUIV=set-cookie CONTENT="a=b">'),
];

export const silent: Examples = [
  ...[
    'session_id',
    'sessionId',
    'sid',
    'session',
    'session_token',
    'checkout_session_id',
    'phpsessid_note',
    'my.connect.sid.note',
    'cookie',
    'cookies',
    'set-cookie',
    'token',
    'cfidx',
    'play_sessions',
  ].map((text) => name(text)),
  { part: 'query', name: 'field', value: 'PHPSESSID' },
  { part: 'query', name: 'q', value: 'what is jsessionid' },
  'PHPSESSID=abc; theme=dark',
  'The JSESSIONID cookie is set by the servlet container.',
  'Read document.cookie to see them',
  'document.cookie = `theme=${t}; path=/; max-age=31536000`;',
  inQuery('document.cookie'),
  inQuery('cookie policy; path to consent'),
  inQuery('my.cookie=7'),
  'const all = document.cookie.split(";");',
  'response.headers["set-cookie"]',
  'Set-Cookie: theme=dark; Path=/',
  '<meta http-equiv="refresh" content="5">',
  { part: 'path', name: '[0]', value: 'cookie-policy' },
  { part: 'path', name: '[0]', value: 'jsessionid' },
];
