import type { Leaf } from '../../model/index.ts';

const field = (name: string, value: string): Partial<Leaf> => ({ part: 'response', name, value });
const page = (value: string): Partial<Leaf> => field('', value);

export const fires: readonly (string | Partial<Leaf>)[] = [
  page(
    '<html><head><title>Index of /backup</title></head><body><h1>Index of /backup</h1><table><tr><th><a href="?C=N;O=D">Name</a></th></tr><tr><td><a href="shop.tar">shop.tar</a></td></tr></table></body></html>',
  ),
  page(
    '<html><head><title>Index of /lamps</title></head><body>\n<h1>Index of /lamps</h1>\n<ul><li><a href="/"> Parent Directory</a></li><li><a href="red.png"> red.png</a></li></ul>\n</body></html>',
  ),
  page(
    '<html>\r\n<head><title>Index of /files/</title></head>\r\n<body>\r\n<h1>Index of /files/</h1><hr><pre><a href="../">../</a>\r\n<a href="a.sql">a.sql</a>  24-Nov-2026 08:00  9120\r\n</pre><hr></body>\r\n</html>',
  ),
  page(
    '<html><head><title>shop.example - /pictures/</title></head><body><H1>shop.example - /pictures/</H1><hr><pre><A HREF="/">[To Parent Directory]</A><br><br>11/24/2026 8:00 AM &lt;dir&gt; <A HREF="/pictures/old/">old</A></pre></body></html>',
  ),
  page(
    '<!DOCTYPE HTML>\n<html><head><title>Directory listing for /data/</title></head><body><h1>Directory listing for /data/</h1><hr><ul><li><a href="prices.csv">prices.csv</a></li></ul></body></html>',
  ),
  page(
    '<html><head><title>Directory Listing For [/conf/]</title></head><body><h1>Directory Listing For [/conf/]</h1></body></html>',
  ),
  page(
    '<html><head><title>Directory: /shop/</title></head><body><h1 class="title">Directory: /shop/</h1></body></html>',
  ),
  page(
    '<!DOCTYPE html><html><head><title>listing directory /lamps</title></head><body><ul id="files"></ul></body></html>',
  ),
  page('<!DOCTYPE html><html><head><title>Files within public/</title></head><body></body></html>'),
  page('<pre>\n<a href=".git/">.git/</a>\n<a href="main.go">main.go</a>\n</pre>\n'),
  page(
    '<!doctype html>\n<meta name="viewport" content="width=device-width">\n<pre>\n<a href="list.csv">list.csv</a>\n</pre>\n',
  ),
  page(
    '<html><head><title>Index of /</title></head><body><div id="list"><a href="lamps/">lamps/</a></div><div class="foot">lighttpd/1.4.76</div></body></html>',
  ),
  page(
    '<html><head><title>Index of uploads/</title></head><body><h1>Index of uploads/</h1><table><tr><td><a href="./lamp.png">lamp.png</a></td></tr></table><address>Node.js v22/ <a href="#">http-server</a></address></body></html>',
  ),
  page('<html><head><title>Collection: /docs</title></head><body><h2>Collection: /docs</h2></body></html>'),
  field('ListBucketResult@xmlns', 'http://s3.amazonaws.com/doc/2006-03-01/'),
  field('ListVersionsResult@xmlns', 'http://s3.amazonaws.com/doc/2006-03-01/'),
  field('EnumerationResults@ServiceEndpoint', 'https://shop.blob.core.windows.net/'),
];

export const silent: readonly (string | Partial<Leaf>)[] = [
  page('Index of consumer prices, November 2026'),
  page('Index of /backup'),
  page('<h1>Index of names</h1><ol><li>Anna</li></ol>'),
  page('<html><head><title>Index of economic freedom</title></head><body><p>By country</p></body></html>'),
  page('<html><head><title>Directory of doctors</title></head><body><a href="/anna">Anna</a></body></html>'),
  page('<p>Apache writes <code>Index of /</code> above the list.</p>'),
  page('Parent Directory'),
  page('Directory listing for members only'),
  page('<html><head><title>Files</title></head><body><a href="/a">a</a></body></html>'),
  page('<pre>one two three</pre>'),
  page('<pre><code>&lt;a href="x"&gt;</code></pre>'),
  page('<html><head><title>Index of articles</title></head><body><a href="lamps.html">Lamps</a></body></html>'),
  page('<p>Lists:</p><pre>\n<a href="list.csv">list.csv</a></pre>'),
  field('Error@xmlns', 'http://s3.amazonaws.com/doc/2006-03-01/'),
  field('CompleteMultipartUploadResult@xmlns', 'http://s3.amazonaws.com/doc/2006-03-01/'),
  field('url', 'https://shop.blob.core.windows.net/lamps/red.png'),
  field('docs', 'See http://docs.amazonaws.com/doc/ and storage.googleapis.com/ for more.'),
  field('articles[].html', '<h1>Index of /backup</h1><a href="?C=N;O=D">Name</a>'),
  page('Collection: /autumn 2026'),
];
