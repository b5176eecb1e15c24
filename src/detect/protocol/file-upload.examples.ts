import type { MessageExample } from '../define.ts';

const file = (name: string, fileName: string, type: string, content: string): MessageExample => ({
  name,
  headers: [['Content-Type', 'multipart/form-data; boundary=edge']],
  body: Buffer.from(
    [
      '--edge',
      `Content-Disposition: form-data; name="file"; filename="${fileName}"`,
      `Content-Type: ${type}`,
      '',
      content,
      '--edge--',
      '',
    ].join('\r\n'),
    'latin1',
  ),
});

const PNG = '\x89PNG\r\n\x1a\n\0\0\0\rIHDR';
const zip = (entry: string): string =>
  `PK\x03\x04${'\0'.repeat(22)}${String.fromCharCode(entry.length)}\0\0\0${entry}data`;

export const fires: readonly MessageExample[] = [
  file('PHP', 'tool.php', 'application/octet-stream', 'x'),
  file('PHP of an old name', 'photo.phtml', 'image/jpeg', 'x'),
  file('PHP as a picture', 'photo.php', 'image/png', PNG),
  file('ASP.NET', 'handler.ashx', 'text/plain', 'x'),
  file('JSP in odd case', 'page.JsP', 'text/plain', 'x'),
  file('two endings', 'photo.php.jpg', 'image/jpeg', 'x'),
  file('two endings the other way', 'photo.jpg.php', 'image/jpeg', 'x'),
  file('cut by NUL', 'photo.php\0.jpg', 'image/jpeg', 'x'),
  file('cut by an encoded NUL', 'photo.php%00.jpg', 'image/jpeg', 'x'),
  file('cut by a semicolon', 'photo.asp;.jpg', 'image/jpeg', 'x'),
  file('a stream of Windows', 'page.aspx::$DATA', 'text/plain', 'x'),
  file('a dot that Windows drops', 'page.php.', 'text/plain', 'x'),
  file('a blank that Windows drops', 'page.php ', 'text/plain', 'x'),
  file('a line break', 'page.php%0a', 'text/plain', 'x'),
  file('Apache’s settings', '.htaccess', 'text/plain', 'x'),
  file('settings of IIS in a folder', 'images/web.config', 'text/xml', '<a/>'),
  file('code in a picture', 'photo.gif', 'image/gif', 'GIF89a\x01\0<?php print(1); ?>'),
  file('code instead of a picture', 'photo.jpg', 'image/jpeg', '<?= `$_GET[0]` ?>'),
  file('a shell script instead of a picture', 'photo.png', 'image/png', '#!/bin/sh\nid\n'),
  file('a page instead of a picture', 'photo.png', 'image/png', '<html><script>a()</script></html>'),
  file('an SVG with a script', 'logo.svg', 'image/svg+xml', '<svg xmlns="a"><script>a()</script></svg>'),
  file('an SVG with a handler', 'logo.svg', 'image/svg+xml', '<svg xmlns="a" onload="a()"/>'),
  file(
    'an SVG with an entity',
    'logo.svg',
    'image/svg+xml',
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///c">]><svg>&b;</svg>',
  ),
  file('a picture in a language', 'photo.png', 'image/png', "push graphic-context\nviewbox 0 0 9 9\nfill 'url(x)'"),
  file('orders under another name', 'notes.dat', 'application/octet-stream', '<?php eval($_POST["a"]);'),
  file('an archive that climbs', 'skin.zip', 'application/zip', zip('../../www/a.txt')),
  file('a table that runs', 'list.csv', 'text/csv', "name,n\n=cmd|' /C a'!A0,1\n"),
  {
    name: 'named by a header',
    headers: [
      ['Content-Type', 'image/png'],
      ['Content-Disposition', 'attachment; filename="a.php"'],
    ],
    body: PNG,
  },
  { name: 'stored by PUT', method: 'PUT', target: '/pages/a.jsp/', body: '<% out.print(1); %>' },
];

export const silent: readonly MessageExample[] = [
  file('a picture', 'photo.jpg', 'image/jpeg', '\xff\xd8\xff\xe0\0\x10JFIF'),
  file('a picture with metadata', 'photo.png', 'image/png', `${PNG}<?xpacket begin="?" id="W5M0"?><x:xmpmeta/>`),
  file('a document', 'Report 2026.v2 (final).pdf', 'application/pdf', '%PDF-1.7'),
  file('a name with dots', 'v1.2.3-rc.1.tar.gz', 'application/gzip', '\x1f\x8b'),
  file('a name like an address', 'www.shop.example.html', 'text/html', '<!DOCTYPE html><p>a</p>'),
  file('a page', 'index.html', 'text/html', '<html><script>a()</script></html>'),
  file('a script of a person', 'clean.py', 'text/x-python', '#!/usr/bin/env python3\nimport os\n'),
  file('a script of a shell', 'deploy.sh', 'application/x-sh', '#!/bin/sh\nnpm ci\n'),
  file('a script of a browser', 'app.min.js', 'text/javascript', 'eval("1")'),
  file('a certificate', 'host.cer', 'application/pkix-cert', '0\x82'),
  file('a logo', 'logo.svg', 'image/svg+xml', '<?xml version="1.0"?><svg xmlns="a"><path d="M0"/></svg>'),
  file(
    'a logo with a type',
    'logo.svg',
    'image/svg+xml',
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg/>',
  ),
  file('a table', 'list.csv', 'text/csv', 'name,n\n=SUM(A1:A3),-5\n+49 30,@a\n'),
  file('an archive', 'skin.zip', 'application/zip', zip('skin/a.txt')),
  file('an empty name', '', 'application/octet-stream', ''),
  file('a name without an ending', 'README', 'text/plain', 'a'),
  file('an application', 'setup.exe', 'application/octet-stream', 'MZ'),
  file('data', 'a.xml', 'text/xml', '<?xml version="1.0"?><a/>'),
  file('about PHP', 'php.md', 'text/markdown', '# PHP\n\n`<?php eval($x);`\n'),
  file('a path', 'C:\\Users\\Ann\\photo.jpg', 'image/jpeg', '\xff\xd8'),
  { name: 'a call of a script', method: 'PUT', target: '/items/7', body: '{"a":1}' },
  {
    name: 'a feed',
    headers: [
      ['Slug', 'The%20Beach'],
      ['Content-Type', 'image/png'],
    ],
    body: PNG,
  },
];
