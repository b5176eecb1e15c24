import { expect, test } from 'vitest';
import { lines, searchTree } from '../tree.fixtures.ts';

test('Express: routers of other files, prefixes, chains, handed-in applications, decoys', async () => {
  const report = await searchTree({
    'package.json': '{ "dependencies": { "express": "5" } }',
    'src/server.ts': `import express, { type Application, Request, Response } from 'express';
import { paths } from './config/paths.js';
import accountRoutes from './routes/accounts.js';
import { createAdminRouter } from '@/routes/admin';
import * as reports from './routes/reports';
import request from 'supertest';

const app: Application = express();
// app.get('/commented', handler);
/* app.get('/block', handler); */
const help = "app.get('/in-a-string', handler)";
const registry = new Map<string, () => void>();
registry.get('/x');
cache.delete('key');
axios.get('/other-service', () => {});
app.get('port');
app.use(express.json());
app.get('/health', (_req: Request, res: Response): void => { res.json({ ok: true }); });
app.use(\`\${paths.api}/v1/accounts\`, authenticate, accountRoutes);
app.use(paths.api + '/admin', [audit, createAdminRouter({ log })]);
app.use('/reports', reports.router);
app.all(/^\\/legacy\\/.*/, gone);
if (process.env.NODE_ENV !== 'production') {
  app.get<{ id: string }>('/debug/:id', dump);
}
registerHooks(app);
function registerHooks(target: Application) {
  for (const hook of ['paid', 'refunded']) target.post('/hooks/' + hook, receive);
}
await request(app).get('/called-by-a-test');
app.listen(3000, () => console.log('up'));
`,
    'src/config/paths.ts': `export const paths = { api: '/api', unused: '/none' } as const;\n`,
    'src/routes/accounts.ts': `import { Router } from 'express';
import * as controller from '../controllers/accounts';
const router: Router = Router({ mergeParams: true });
router
  .route('/:accountId(\\\\d+)')
  .get(controller.show)
  .patch(validate(schema), controller.update);
router.get('/', controller.list).post('/', controller.create);
router.get('/:accountId/statements/:month?', wrap(controller.statements));
export default router;
`,
    'src/routes/admin.ts': `import express from 'express';
export function createAdminRouter({ log }: Deps): express.Router {
  const router = express.Router();
  router.delete('/jobs/:jobId', remove);
  router.get(\`/\${process.env.SECRET_PATH}/status\`, status);
  return router;
}
`,
    'src/routes/reports.ts': `import express = require('express');
export const router = express.Router();
router.get('/*splat', download);
`,
    'src/routes/forgotten.js': `const { Router } = require('express');
const router = module.exports = Router();
router.put('/lost/:id', keep);
`,
    'src/server.test.ts': `import express from 'express'; express().get('/only-in-tests', h);`,
    'node_modules/express/lib.js': `require('express')().get('/in-a-package', h);`,
  });
  expect(lines(report)).toEqual(
    [
      'DELETE /api/admin/jobs/{jobId} src/routes/admin.ts:4 remove',
      'GET /api/admin/{?}/status src/routes/admin.ts:5 status # unknown part: process.env.SECRET_PATH',
      'GET /api/v1/accounts/{accountId} src/routes/accounts.ts:6 accounts.show',
      'PATCH /api/v1/accounts/{accountId} src/routes/accounts.ts:7 accounts.update',
      'GET /api/v1/accounts src/routes/accounts.ts:8 accounts.list',
      'POST /api/v1/accounts src/routes/accounts.ts:8 accounts.create',
      'GET /api/v1/accounts/{accountId}/statements src/routes/accounts.ts:9 accounts.statements',
      'GET /api/v1/accounts/{accountId}/statements/{month} src/routes/accounts.ts:9 accounts.statements',
      'PUT /lost/{id} src/routes/forgotten.js:3 keep # nothing that could be followed mounts this router: a prefix may be missing',
      'GET /reports/{splat*} src/routes/reports.ts:3 download',
      'GET /health src/server.ts:18',
      'ANY /{?} src/server.ts:22 gone # regular expression: /^\\/legacy\\/.*/',
      'GET /debug/{id} src/server.ts:24 dump',
      'POST /hooks/paid src/server.ts:28 receive',
      'POST /hooks/refunded src/server.ts:28 receive',
    ].toSorted(byPlace),
  );
  expect(report.routes).toHaveLength(15);
  expect(report.unknownParts).toBe(2);
  expect(report.skipped).toEqual({ test: 1 });
});

test('Express: CommonJS modules that are functions, and classes around an application', async () => {
  const report = await searchTree({
    'index.js': `const App = require('./app');
const { build } = new App(8080);
`,
    'app.js': `var express = require('express')
  , load = require('./load');
class App {
  #unused = 1;
  constructor(port) {
    this.app = express();
    this.api = express.Router();
    this.routes();
    load(this.api);
  }
  routes() {
    this.app.use('/api', this.api);
    this.app.get('/ping', this.ping.bind(this));
  }
  ping(req, res) { res.end(); }
}
module.exports = App;
`,
    'load.js': `module.exports = function (router) {
  require('./orders')(router);
  ['a', 'b'].forEach((name) => router.get('/lists/' + name, show));
};
`,
    'orders.js': `exports = module.exports = app => {
  app.post('/orders/:id/refunds', refund)
  app.delete('/orders/:id', remove)
}
`,
  });
  expect(lines(report)).toEqual([
    'GET /ping app.js:13 App.ping',
    'GET /api/lists/a load.js:3 show',
    'GET /api/lists/b load.js:3 show',
    'POST /api/orders/{id}/refunds orders.js:2 refund',
    'DELETE /api/orders/{id} orders.js:3 remove',
  ]);
});

test('Fastify: shorthands, route objects, plugins with prefixes, folders of plugins', async () => {
  const report = await searchTree({
    'src/app.ts': `import Fastify, { type FastifyInstance } from 'fastify';
import autoload from '@fastify/autoload';
import { join } from 'node:path';
import users from './plugins/users.js';
const ITEMS = '/items';
export async function build() {
  const app = Fastify({ logger: true }).withTypeProvider<ZodTypeProvider>();
  await app.register(users, { prefix: '/v1/users' });
  app.register(import('./plugins/health.js'));
  app.register(async function (scoped: FastifyInstance) {
    scoped.route<{ Params: Params }>({
      method: ['GET', 'HEAD'],
      url: ITEMS + '/:id',
      schema: { params },
      handler: getItem,
    });
    scoped.register((inner, _opts, done) => { inner.put('/deep/:a-:b', h); done(); }, { prefix: 'inner' });
  }, { prefix: '/shop' });
  app.register(autoload, { dir: join(import.meta.dirname, 'auto'), options: {} });
  // app.get('/no', h)
  return app;
}
`,
    'src/plugins/users.ts': `import type { FastifyPluginAsync } from 'fastify';
import fp from 'fastify-plugin';
const users: FastifyPluginAsync = async (fastify, opts) => {
  fastify.get<{ Querystring: { page: number } }>('/', { schema, preHandler: [auth] }, listUsers);
  fastify.delete('/:userId', { handler: removeUser });
  const { body } = await fastify.inject('/v1/none');
  cache.get('/no');
};
export default fp(users);
`,
    'src/plugins/health.ts': `export default async function health(fastify) { fastify.all('/health/*', ok); }\n`,
    'src/auto/teams/_teamId/index.ts': `import { FastifyInstance } from 'fastify';
export default async function (app: FastifyInstance) { app.get('/members', members); }
`,
    'src/plugins/alone.ts': `import { FastifyPluginAsync } from 'fastify';
export const alone: FastifyPluginAsync = async (app) => { app.get('/alone', h); };
`,
  });
  expect(lines(report)).toEqual([
    'GET,HEAD /shop/items/{id} src/app.ts:11 getItem',
    'PUT /shop/inner/deep/{a}-{b} src/app.ts:17 h',
    'GET /teams/{teamId}/members src/auto/teams/_teamId/index.ts:2 members',
    'GET /alone src/plugins/alone.ts:2 h # where this router is mounted could not be followed: a prefix may be missing',
    'ANY /health/{path*} src/plugins/health.ts:1 ok',
    'GET /v1/users src/plugins/users.ts:4 listUsers',
    'DELETE /v1/users/{userId} src/plugins/users.ts:5 removeUser',
  ]);
});

test('NestJS: controllers, versions, global prefix with exceptions, paths of modules', async () => {
  const report = await searchTree({
    'src/main.ts': `import { NestFactory } from '@nestjs/core';
import { VersioningType, RequestMethod } from '@nestjs/common';
import { AppModule } from './app.module';
async function bootstrap() {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, { cors: true });
  app.setGlobalPrefix('api', { exclude: [{ path: 'health', method: RequestMethod.GET }] });
  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
  await app.listen(3000);
}
bootstrap();
`,
    'src/app.module.ts': `import { Module } from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import { AdminModule } from './admin.module';
@Module({ imports: [AdminModule, RouterModule.register([{ path: 'admin', module: AdminModule }])] })
export class AppModule {}
`,
    'src/admin.module.ts': `import { Module } from '@nestjs/common';
import { JobsController } from './jobs.controller';
@Module({ controllers: [JobsController] })
export class AdminModule {}
`,
    'src/jobs.controller.ts': `import { Controller, Delete, Param } from '@nestjs/common';
@Controller('jobs')
export class JobsController {
  @Delete(':jobId')
  remove(@Param('jobId') jobId: string): Promise<void> { return this.jobs.remove(jobId); }
}
`,
    'src/cats/cats.controller.ts': `import { Controller, Get, Post, Body, Param, Version, HttpCode, VERSION_NEUTRAL } from '@nestjs/common';
import { ROUTES } from '../routes';
@UseGuards(AuthGuard)
@Controller({ path: ROUTES.cats, version: '2' })
export class CatsController {
  constructor(private readonly cats: CatsService) {}
  @Get()
  @HttpCode(200)
  async findAll(@Query() query: ListQuery): Promise<Cat[]> { return this.map.get('/x'); }
  @Get([':id', 'by-name/:name'])
  findOne(@Param('id', ParseIntPipe) id: number) { return this.cats.find(id); }
  @Version('3')
  @Post()
  create(@Body() body: CreateCat) { return this.http.post('/elsewhere', body); }
  // @Delete(':id')
  remove() {}
}
@Controller({ path: 'health', version: VERSION_NEUTRAL })
export class HealthController { @Get() check() { return 'ok'; } }
`,
    'src/routes.ts': `export enum ROUTES { cats = 'cats', dogs = 'dogs' }\n`,
  });
  expect(lines(report)).toEqual([
    'GET /api/v2/cats src/cats/cats.controller.ts:7 CatsController.findAll',
    'GET /api/v2/cats/by-name/{name} src/cats/cats.controller.ts:10 CatsController.findOne',
    'GET /api/v2/cats/{id} src/cats/cats.controller.ts:10 CatsController.findOne',
    'POST /api/v3/cats src/cats/cats.controller.ts:13 CatsController.create',
    'GET /health src/cats/cats.controller.ts:19 HealthController.check',
    'DELETE /api/v1/admin/jobs/{jobId} src/jobs.controller.ts:4 JobsController.remove',
  ]);
});

test('Hono: chains, base paths, nested applications, OpenAPI routes', async () => {
  const report = await searchTree({
    'src/index.tsx': `import { Hono } from 'hono';
import { books } from './books';
import { api } from './openapi';
const app = new Hono<{ Bindings: Env }>().basePath('/api');
app.use('*', logger());
app.get('/', (c) => c.html(<p>Don't panic: app.get('/jsx', x)</p>));
app.get('/posts/:id{[0-9]+}', (c) => c.json({})).put(update).delete('/posts/:id', remove);
app.on(['GET', 'POST'], ['/a', '/b/:n?'], both);
app.route('/books', books);
app.route('/', api);
const cached = await c.env.KV.get('/not-a-route');
export default app;
`,
    'src/books.ts': `import { Hono } from 'hono';
export const books = new Hono()
  .get('/', list)
  .post('/', validator('json', check), (c) => c.body(null))
  .get('/:isbn/pages/*', page);
`,
    'src/openapi.ts': `import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
const show = createRoute({ method: 'get', path: '/authors/{id}', responses: {} });
export const api = new OpenAPIHono();
api.openapi(show, (c) => c.json({}));
`,
  });
  expect(lines(report)).toEqual([
    'GET /api/books src/books.ts:3 list',
    'POST /api/books src/books.ts:4',
    'GET /api/books/{isbn}/pages/{path*} src/books.ts:5 page',
    'GET /api src/index.tsx:6',
    'GET /api/posts/{id} src/index.tsx:7',
    'PUT /api/posts/{id} src/index.tsx:7 update',
    'DELETE /api/posts/{id} src/index.tsx:7 remove',
    'GET,POST /api/a src/index.tsx:8 both',
    'GET,POST /api/b src/index.tsx:8 both',
    'GET,POST /api/b/{n} src/index.tsx:8 both',
    'GET /api/authors/{id} src/openapi.ts:4',
  ]);
});

test('Next.js: route files and API pages, by where they lie', async () => {
  const report = await searchTree({
    'web/package.json': '{ "dependencies": { "next": "16" } }',
    'web/next.config.mjs': `const config = { basePath: '/shop' };\nexport default config;\n`,
    'web/src/app/(store)/api/items/[id]/route.ts': `import { NextResponse } from 'next/server';
export const dynamic = 'force-dynamic';
export async function GET(req: Request, { params }: Context) { return NextResponse.json({}); }
export const DELETE = withAuth(async () => new Response());
// export async function PUT() {}
async function helper() {}
`,
    'web/src/app/files/[...path]/route.js': `async function handler() {}\nexport { handler as GET, handler as POST };\n`,
    'web/src/app/docs/[[...slug]]/route.js': `export function GET() {}\n`,
    'web/src/app/page.tsx': `export default function Page() { return <a href="/api/none">x</a>; }\n`,
    'web/pages/api/users/index.ts': `export default function handler(req, res) {
  if (req.method === 'POST') return create(req, res);
  switch (req.method) { case 'GET': return list(req, res); }
}
`,
    'web/pages/api/users/[userId].ts': `export default async function handler(req, res) { res.end(); }\n`,
    'web/pages/api/_helper.ts': `export const helper = 1;\n`,
    'other/app/thing/route.ts': `export function GET() {}\n`,
  });
  expect(lines(report)).toEqual([
    'ANY /shop/api/users/{userId} web/pages/api/users/[userId].ts:1',
    'GET,POST /shop/api/users web/pages/api/users/index.ts:1',
    'GET /shop/api/items/{id} web/src/app/(store)/api/items/[id]/route.ts:3 GET',
    'DELETE /shop/api/items/{id} web/src/app/(store)/api/items/[id]/route.ts:4 DELETE',
    'GET /shop/docs/{slug*} web/src/app/docs/[[...slug]]/route.js:1 GET # the last part may be absent',
    'GET /shop/files/{path*} web/src/app/files/[...path]/route.js:2 GET',
    'POST /shop/files/{path*} web/src/app/files/[...path]/route.js:2 POST',
  ]);
});

/** As the report is sorted: by file, then line. */
function byPlace(a: string, b: string): number {
  const [, , x = ''] = a.split(' ');
  const [, , y = ''] = b.split(' ');
  const [fileA = '', lineA] = x.split(':');
  const [fileB = '', lineB] = y.split(':');
  return fileA < fileB ? -1 : fileA > fileB ? 1 : Number(lineA) - Number(lineB);
}

test('Express: what compilers make of modules', async () => {
  const report = await searchTree({
    'app.js': `"use strict";
const require_runtime = require('./_virtual/runtime.js');
let express = require("express");
express = require_runtime.__toESM(express);
const users_js_1 = __importDefault(require("./users.js"));
const app = (0, express.default)();
app.use("/users", (0, users_js_1.default)());
`,
    'users.js': `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const express_1 = require("express");
function users() {
  const router = (0, express_1.Router)();
  router.get("/", (0, wrap_1.wrap)(list));
  return router;
}
exports.default = users;
`,
  });
  expect(lines(report)).toEqual(['GET /users users.js:6 list']);
});
