import type { MessageExample } from '../define.ts';

const type = (value: string): readonly [string, string] => ['Content-Type', value];
const lines = (...all: readonly string[]): string => all.join('\r\n');
const part = (disposition: string, ...rest: readonly string[]): string =>
  lines('--b', `Content-Disposition: form-data; ${disposition}`, ...rest, '', 'x', '--b--', '');
const form = (name: string, body: string): MessageExample => ({
  name,
  headers: [type('multipart/form-data; boundary=b')],
  body,
});

export const fires: readonly MessageExample[] = [
  { name: 'UTF-7', headers: [type('application/json; charset=utf-7')], body: '{"a":"+ADw-"}' },
  { name: 'a mainframe', headers: [type('application/x-www-form-urlencoded; charset=ibm500')], body: '%81=%82' },
  { name: 'another mainframe', headers: [type('text/xml;charset="cp1047"')], body: 'abc' },
  { name: 'UTF-32', headers: [type('application/json; charset=UTF-32LE')], body: '{"a":1}' },
  { name: 'UTF-16 that is none', headers: [type('application/json; charset=utf-16')], body: '{"a":"abcdefg"}' },
  { name: 'UTF-16 unsaid', headers: [type('application/json')], body: Buffer.from('{"a":1}', 'utf16le') },
  { name: 'XML in UTF-16 unsaid', headers: [type('text/xml')], body: Buffer.from('<a>1</a>', 'utf16le') },
  {
    name: 'XML of a mainframe',
    headers: [type('text/xml')],
    body: new Uint8Array([0x4c, 0x6f, 0xa7, 0x94, 0x93, 0x40, 0xa5]),
  },
  { name: 'declared in XML', headers: [type('text/xml')], body: '<?xml version="1.0" encoding="UTF-7"?><a/>' },
  { name: 'two charsets', headers: [type('text/plain; charset=utf-8; charset=utf-16')], body: 'abcdefghijk' },
  { name: 'two types', headers: [type('application/json'), type('text/xml')], body: '{"a":1}' },
  { name: 'two types in a line', headers: [type('application/json, multipart/form-data; boundary=b')], body: '{}' },
  { name: 'two boundaries', headers: [type('multipart/form-data; boundary=b; boundary=c')], body: part('name="a"') },
  { name: 'a boundary in pieces', headers: [type('multipart/form-data; boundary*0=a; boundary*1=b')], body: part('') },
  { name: 'a boundary of odd characters', headers: [type('multipart/form-data; boundary="a{b}"')], body: 'x' },
  { name: 'another boundary than named', headers: [type('multipart/form-data; boundary=zz')], body: part('name="a"') },
  form('two names', part('name="a"; name="role"')),
  form('two file names', part('name="a"; filename="a.png"; filename="a.html"')),
  form('a file name in pieces', part('name="a"; filename*0="a."; filename*1="html"')),
  form('two kinds of file', part('name="a"; filename="a.png"; filename*=UTF-8\'\'a.html')),
  form('two dispositions', part('name="a"', 'Content-Disposition: form-data; name="b"')),
  form('folded', part('name="a";', ' filename="a.html"')),
  form('a charset of a part', part('name="a"', 'Content-Type: text/plain; charset=utf-7')),
  form('a coding nobody knows', part('name="a"', 'Content-Transfer-Encoding: x-uuencode')),
  { name: 'compressed twice', headers: [type('application/json'), ['Content-Encoding', 'gzip, gzip']], body: 'abc' },
  {
    name: 'compressed in two lines',
    headers: [type('application/json'), ['Content-Encoding', 'gzip'], ['Content-Encoding', 'deflate']],
    body: 'abc',
  },
  { name: 'a charset by field', headers: [type('application/x-www-form-urlencoded')], body: '_charset_=utf-7&a=b' },
  {
    name: 'XML as JSON',
    headers: [type('application/json')],
    body: '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
  },
];

export const silent: readonly MessageExample[] = [
  { name: 'JSON', headers: [type('application/json; charset=UTF-8')], body: '{"a":1}' },
  { name: 'JSON with quotes', headers: [type('application/json;charset="utf-8"')], body: '{"a":1}' },
  { name: 'JSON as text', headers: [type('text/plain;charset=UTF-8')], body: '{"a":1}' },
  { name: 'JSON as a form', headers: [type('application/x-www-form-urlencoded')], body: '{"a":1}' },
  { name: 'JSON without a type', body: '{"a":1}' },
  { name: 'the type twice', headers: [type('application/json'), type('application/json')], body: '{"a":1}' },
  { name: 'Latin 1', headers: [type('text/plain; charset=ISO-8859-1')], body: 'abc' },
  { name: 'Japanese', headers: [type('application/x-www-form-urlencoded; charset=Shift_JIS')], body: 'a=%82%a0' },
  { name: 'XML in UTF-16', headers: [type('text/xml; charset=utf-16')], body: Buffer.from('<a>text</a>', 'utf16le') },
  { name: 'XML', headers: [type('application/xml')], body: '<?xml version="1.0" encoding="ISO-8859-1"?><a/>' },
  {
    name: 'a profile with a comma',
    headers: [type('application/ld+json; profile="https://a.example/b, c"')],
    body: '{}',
  },
  form('a field', part('name="a"')),
  form('a file', part('name="a"; filename="a.png"', 'Content-Type: image/png')),
  form('an accent', part('name="a"; filename="Uber.pdf"; filename*=UTF-8\'\'%C3%9Cber.pdf')),
  form(
    'written by a library',
    part('name="a"', 'Content-Type: text/plain; charset=US-ASCII', 'Content-Transfer-Encoding: 8bit'),
  ),
  form('binary', part('name="a"; filename="b"', 'Content-Transfer-Encoding: binary', 'Content-Length: 1')),
  form(
    'a field of JSON',
    lines('--b', 'Content-Disposition: form-data; name="j"', 'Content-Type: application/json', '', '{"a":1}', '--b--'),
  ),
  {
    name: 'a boundary of a browser',
    headers: [type('multipart/form-data; boundary=----WebKitFormBoundaryAbC123')],
    body: '------WebKitFormBoundaryAbC123\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n------WebKitFormBoundaryAbC123--\r\n',
  },
  {
    name: 'a mail',
    headers: [type('multipart/related; boundary="b"; type="text/xml"')],
    body: lines('--b', 'Content-Type: text/xml', 'Content-Transfer-Encoding: quoted-printable', '', '<a/>', '--b--'),
  },
  {
    name: 'gzip',
    headers: [type('application/json'), ['Content-Encoding', 'gzip']],
    body: new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]),
  },
  { name: 'a mistaken coding', headers: [type('application/json'), ['Content-Encoding', 'UTF-8']], body: '{"a":1}' },
  { name: 'a picture', headers: [type('image/png')], body: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]) },
  { name: 'numbers', headers: [type('application/octet-stream')], body: new Uint8Array([0x7b, 0, 0, 0, 1]) },
];
