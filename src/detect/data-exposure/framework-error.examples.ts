import type { Leaf } from '../../model/index.ts';

const field = (name: string, value: string): Partial<Leaf> => ({ part: 'response', name, value });
const page = (head: string, body: string): string =>
  `<!DOCTYPE html>\n<html><head>${head}</head>\n<body>${body}</body></html>`;

export const fires: readonly (string | Partial<Leaf>)[] = [
  page(
    '<title>KeyError at /baskets/7</title>',
    '<p>You’re seeing this error because you have <code>DEBUG = True</code> in your Django settings file.</p>',
  ),
  page(
    '<title>ZeroDivisionError: division by zero // Werkzeug Debugger</title>',
    '<script>var EVALEX = true;</script>',
  ),
  page('<title>Starlette Debugger</title>', '<h1>500 Server Error</h1>'),
  page('<title>Basket is closed</title>', '<script>window.ignite({"report":{}})</script>'),
  page('', '<div class="Whoops container"><div class="stack-container"></div></div>'),
  page('<title>Basket is closed (500 Internal Server Error)</title>', '<div class="exception-summary"></div>'),
  page('', '<h4>A PHP Error was encountered</h4><p>Filename: controllers/Basket.php</p>'),
  '<br />\n<b>Warning</b>:  Undefined variable $colour in <b>/srv/www/shop/list.php</b> on line <b>40</b><br />',
  page('<title>PHP 8.3.2 - phpinfo()</title>', '<h1 class="p">PHP Version 8.3.2</h1>'),
  page('<title>Action Controller: Exception caught</title>', '<h2>No route matches [GET] "/lamp"</h2>'),
  page('', '<p><code>Rails.root: /srv/shop</code></p>'),
  page('', '<h2>Sinatra doesn’t know this ditty.</h2>'),
  '<html><body><h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error, so you are seeing this as a fallback.</p></body></html>',
  page(
    '<title>HTTP Status 500 – Internal Server Error</title>',
    '<h1>HTTP Status 500 – Internal Server Error</h1><p><b>Type</b> Exception Report</p>',
  ),
  page('<title>HTTP Status 404 – Not Found</title>', '<hr class="line" /><h3>Apache Tomcat/9.0.83</h3>'),
  page(
    '<title>Object reference not set to an instance of an object.</title>',
    "<h1>Server Error in '/shop' Application.<hr></h1><b> Source Error: </b><br><b> Stack Trace:</b>",
  ),
  page(
    '<title>Internal Server Error</title>',
    '<h1>An unhandled exception occurred while processing the request.</h1><div id="stackpage"></div>',
  ),
  page(
    '<title>Error</title>',
    '<pre>RangeError: too many lamps<br> &nbsp; &nbsp;at pick (/srv/shop/pick.js:3:9)</pre>',
  ),
  page('<title>KeyError at GET /baskets/7</title>', '<h1>key :price not found</h1>'),
  page('<title>Apache Status</title>', '<h1>Apache Server Status for shop.example (via 10.0.0.7)</h1>'),
  "ENOENT: no such file or directory, open '/srv/shop/uploads/lamp.png'",
  field('message', "[Errno 13] Permission denied: '/opt/shop/data/lamp.csv'"),
  'java.io.FileNotFoundException: /opt/shop/conf/prices.xml (No such file or directory)',
  "Could not find a part of the path 'D:\\sites\\shop\\data\\lamp.txt'.",
  field('error', 'open /var/lib/shop/lamp.json: permission denied'),
  'No such file or directory @ rb_sysopen - /srv/shop/tmp/lamp.csv',
  'Failed to lookup view "basket" in views directory "/srv/shop/views"',
  field('trace[].file', '/var/www/shop/vendor/acme/router/src/Router.php'),
  field('file', 'D:\\sites\\shop\\Basket.cs'),
];

export const silent: readonly (string | Partial<Leaf>)[] = [
  'Not Found',
  'The page you are looking for does not exist.',
  page('<title>Error</title>', '<pre>Cannot GET /lamp</pre>'),
  page('<title>500 Internal Server Error</title>', '<h1>Internal Server Error</h1><hr><center>nginx</center>'),
  page('<title>Whoops</title>', '<h1>Whoops, something went wrong on our side.</h1>'),
  page('<title>404 Not Found</title>', '<p>The requested URL was not found on this server.</p>'),
  'Whitelabel products: 20 % off',
  'Set DEBUG = True in your Django settings file to see more.',
  'The Werkzeug debugger lets you open a console.',
  'Apache Tomcat/9.0 for beginners, third edition',
  'phpinfo() tells how PHP was built.',
  'An unhandled exception occurred while processing the request.',
  'Server error in the kitchen: two plates broken',
  'Warning: wet paint on line 4 of the car park',
  'no such file or directory',
  'Permission denied',
  '/var/www/',
  '/home/anna',
  field('path', '/api/v1/baskets/7'),
  field('file', 'lamp.png'),
  field('file', '/uploads/2026/lamp.js'),
  field('url', 'https://cdn.shop.example/app/main.js'),
  field('folder', '/srv/shop/uploads'),
  'Save the list under /opt/shop/data and restart.',
  'open house: no such file needed, just come in',
  'Could not find file',
  field(
    'answer',
    "Node tells you the path that it tried:\n```\nENOENT: no such file or directory, open '/srv/shop/uploads/lamp.png'\n```\nCreate the folder.",
  ),
];
