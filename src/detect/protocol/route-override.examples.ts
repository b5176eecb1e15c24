import type { MessageExample } from '../define.ts';

export const fires: readonly MessageExample[] = [
  { name: 'another path for IIS', target: '/public', headers: [['X-Original-URL', '/staff/users']] },
  { name: 'another path, encoded', target: '/', headers: [['X-Rewrite-Url', '%2Fstaff']] },
  { name: 'another path with a query', target: '/items', headers: [['X-Original-URL', '/accounts?all=1']] },
  { name: 'a link that deletes', target: '/users/7', headers: [['X-HTTP-Method-Override', 'DELETE']] },
  { name: 'a HEAD that writes', method: 'HEAD', target: '/users/7', headers: [['X-Method-Override', 'put']] },
  { name: 'a POST that traces', headers: [['X-HTTP-Method', 'TRACE']], body: 'a=1' },
  {
    name: 'two other methods',
    headers: [
      ['X-HTTP-Method', 'PUT'],
      ['X-HTTP-Method-Override', 'DELETE'],
    ],
    body: '{}',
  },
  { name: 'a method that is none', headers: [['X-HTTP-Method-Override', "GET' or 1"]], body: '{}' },
  { name: 'the address is to be removed', headers: [['Connection', 'close, X-Forwarded-For']] },
  { name: 'the credentials are to be removed', headers: [['Connection', 'keep-alive, Authorization']] },
  { name: 'the length is to be removed', headers: [['Connection', 'Content-Length']], body: 'a' },
  { name: 'a token of a product is to be removed', headers: [['Connection', 'X-Session-Token']] },
  { name: 'a prefix on another server', headers: [['X-Forwarded-Prefix', '//elsewhere.example/x']] },
  { name: 'a prefix that climbs', headers: [['X-Forwarded-Prefix', '/api/..;/manager']] },
  { name: 'a prefix with a script', headers: [['X-Script-Name', '"><b>']] },
  { name: 'a host with a path', headers: [['X-Forwarded-Host', 'shop.example/@other.example']] },
  { name: 'a host with markup', headers: [['X-Forwarded-Host', 'a"><i src=b']] },
  {
    name: 'the server itself, three times',
    headers: [
      ['X-Client-IP', '127.0.0.1'],
      ['X-Real-IP', 'localhost'],
      ['X-Remote-Addr', '::1'],
    ],
  },
  { name: 'a product’s own header', headers: [['X-Custom-IP-Authorization', '127.0.0.1']] },
];

export const silent: readonly MessageExample[] = [
  { name: 'keep-alive', headers: [['Connection', 'keep-alive']] },
  {
    name: 'a WebSocket',
    headers: [
      ['Connection', 'keep-alive, Upgrade'],
      ['Upgrade', 'websocket'],
    ],
  },
  {
    name: 'trailers',
    headers: [
      ['Connection', 'TE, close'],
      ['TE', 'trailers'],
    ],
  },
  {
    name: 'an offer of HTTP/2',
    headers: [
      ['Connection', 'Upgrade, HTTP2-Settings'],
      ['Upgrade', 'h2c'],
    ],
  },
  { name: 'a POST that deletes', headers: [['X-HTTP-Method-Override', 'DELETE']], body: '{}' },
  { name: 'a POST that patches', headers: [['X-HTTP-Method-Override', 'PATCH']], body: '{}' },
  { name: 'a search too long for a URL', headers: [['X-HTTP-Method-Override', 'GET']], body: 'q=a' },
  { name: 'the same method', method: 'PUT', headers: [['X-HTTP-Method', 'PUT']], body: '{}' },
  { name: 'IIS tells the path', target: '/items/7?a=b', headers: [['X-Original-URL', '/items/7?a=b']] },
  { name: 'nginx asks for leave', target: '/auth', headers: [['X-Original-URL', 'https://shop.example/items']] },
  { name: 'Traefik tells a prefix', headers: [['X-Forwarded-Prefix', '/api/v1']] },
  { name: 'a host behind a proxy', headers: [['X-Forwarded-Host', 'shop.example:8443, edge-1.internal']] },
  { name: 'a host of IPv6', headers: [['X-Forwarded-Host', '[2001:db8::1]:80']] },
  {
    name: 'a proxy on the same machine',
    headers: [
      ['X-Forwarded-For', '127.0.0.1'],
      ['X-Real-IP', '127.0.0.1'],
    ],
  },
  {
    name: 'the client by three proxies',
    headers: [
      ['X-Forwarded-For', '203.0.113.5, 127.0.0.1'],
      ['X-Real-IP', '203.0.113.5'],
      ['True-Client-IP', '203.0.113.5'],
    ],
  },
  { name: 'a parameter called method', target: '/pay?method=card&_method=get' },
  {
    name: 'a form for Rails',
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: '_method=delete',
  },
];
