import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { CodedError } from '../model/index.ts';
import { answerNotFound, sendProblem } from './problem.ts';

/** Stands in index.html where the nonce of this response goes. */
const PLACEHOLDER = '__CSP_NONCE__';

/**
 * Everything from ourselves, nothing inline. The one exception are style elements that carry this response's nonce:
 * the component kit writes its variables into five of them.
 */
export const contentSecurityPolicy = (nonce: string | null): string =>
  [
    "default-src 'self'",
    `style-src 'self'${nonce === null ? '' : ` 'nonce-${nonce}'`}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

async function sendIndex(webRoot: string, reply: FastifyReply): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64');
  const html = await readFile(path.join(webRoot, 'index.html'), 'utf8');
  return reply
    .header('content-security-policy', contentSecurityPolicy(nonce))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html.replaceAll(PLACEHOLDER, nonce));
}

/** Names of objects may hold dots (`/apis/api.shop.example`); files of ours stand at the top or in the folder of assets. */
const isPlace = (url: string): boolean => !/^\/(api|assets)\/|^\/[^/?]*\.\w+($|\?)/.test(url);

/** Serves the built pages; every path that is no file and no call is a place of the single page. */
export async function servePages(app: FastifyInstance, webRoot: string | null): Promise<void> {
  if (webRoot === null) {
    app.setNotFoundHandler((request, reply) =>
      request.url === '/'
        ? sendProblem(reply, new CodedError('SP3009', 'only the management API runs'))
        : answerNotFound(request, reply),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: webRoot,
    index: false,
    wildcard: true,
    cacheControl: false,
    // Built files carry a hash of their content in the name; the few others must be asked for again.
    setHeaders: (reply, file) =>
      reply.header(
        'cache-control',
        file.includes(`${path.sep}assets${path.sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
      ),
  });
  app.get('/', (_request, reply) => sendIndex(webRoot, reply));
  app.get('/index.html', (_request, reply) => sendIndex(webRoot, reply));
  app.setNotFoundHandler((request, reply) => {
    return request.method === 'GET' && isPlace(request.url)
      ? sendIndex(webRoot, reply)
      : answerNotFound(request, reply);
  });
}
