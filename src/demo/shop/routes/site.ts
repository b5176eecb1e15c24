import path from 'node:path';
import { z } from 'zod';
import { notFound, ok, problem, route, text, type Reply, type Route } from '../http.ts';
import { shapes } from '../schemas.ts';

const PUBLIC = '/srv/shop/public';

/** The shop's files. Only `public` is meant to be read; what stands above it is what the download flaw gives away. */
const FILES: Readonly<Record<string, { readonly type: string; readonly body: string }>> = {
  '/srv/shop/public/assets/app.js': {
    type: 'text/javascript',
    body: "const api = '/api/v1';\nfetch(`${api}/categories`);\n".repeat(40),
  },
  '/srv/shop/public/assets/style.css': {
    type: 'text/css',
    body: 'body { font-family: sans-serif; margin: 0 auto; }\n'.repeat(40),
  },
  '/srv/shop/public/assets/logo.svg': {
    type: 'image/svg+xml',
    body: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M1 7 4 1l3 6z"/></svg>',
  },
  '/srv/shop/public/manuals/teapot-care.txt': {
    type: 'text/plain',
    body: 'Rinse with warm water. Dry at once. No soap.\n',
  },
  '/srv/shop/public/manuals/lamp-assembly.txt': { type: 'text/plain', body: '1. Foot. 2. Stem. 3. Shade. 4. Bulb.\n' },
  '/srv/shop/public/manuals/terms.txt': { type: 'text/plain', body: 'Thirty days to send anything back.\n' },
  '/srv/shop/config/shop.ini': {
    type: 'text/plain',
    body: '[database]\nhost = database.internal\nname = shop\n[mail]\nhost = mail.internal\n',
  },
};

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Demo shop</title>
<link rel="stylesheet" href="/assets/style.css"><script src="/assets/app.js" defer></script></head>
<body><img src="/assets/logo.svg" alt=""><h1>Demo shop</h1><p>Invented goods for invented people.</p></body></html>`;

const downloadQuery = z.object({ file: z.string().max(500) });

export const siteRoutes: readonly Route[] = [
  route('GET /health', 'Whether the shop runs', { answer: shapes.health, handle: () => ok({ status: 'ok' }) }),
  route('GET /api/v1/downloads', 'A manual', { query: downloadQuery, handle: ({ query }) => download(query.file) }),
  route('GET /', 'The shop window', { documented: false, handle: () => text(200, 'text/html; charset=utf-8', PAGE) }),
  route('GET /assets/{file}', 'Script, style, pictures', {
    documented: false,
    handle: ({ params }) => asset(params['file'] ?? ''),
  }),
  route('GET /images/products/{file}', 'Picture of a product', {
    documented: false,
    handle: ({ params, state }) => {
      const product = state.products.find((known) => `${known.slug}.svg` === params['file']);
      if (!product) return notFound('Picture');
      const hue = (product.id * 47) % 360;
      const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4.5" cy="4.5" r="4" fill="hsl(${hue} 60% 50%)"/></svg>`;
      return text(200, 'image/svg+xml', drawing, { 'cache-control': 'public, max-age=86400' });
    },
  }),
  route('GET /robots.txt', 'For crawlers', {
    documented: false,
    handle: () => text(200, 'text/plain', 'User-agent: *\nDisallow: /api/v1/admin/\nSitemap: /sitemap.xml\n'),
  }),
  route('GET /sitemap.xml', 'Pages for crawlers', {
    documented: false,
    handle: ({ state }) => {
      const places = state.products.map((product) => `<url><loc>/api/v1/products/by-slug/${product.slug}</loc></url>`);
      return text(
        200,
        'application/xml',
        `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${places.join('')}</urlset>`,
      );
    },
  }),
];

/** FLAW, on purpose: the name is joined to the folder without looking where it leads (CWE-22). Only invented files answer. */
function download(name: string): Reply {
  const file = FILES[path.posix.join(PUBLIC, 'manuals', name)];
  if (!file) return notFound('File');
  return text(200, file.type, file.body, { 'content-disposition': 'attachment' });
}

function asset(name: string): Reply {
  if (name.includes('/') || name.includes('..')) return problem(400, 'bad_name', 'Not a file name');
  const file = FILES[`${PUBLIC}/assets/${name}`];
  return file ? text(200, file.type, file.body, { 'cache-control': 'public, max-age=3600' }) : notFound('File');
}
