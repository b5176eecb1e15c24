import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { sallyport } from 'sallyport/middleware';

const watch = sallyport({
  collector: process.env.SALLYPORT_COLLECTOR ?? 'http://127.0.0.1:9103',
  token: process.env.SALLYPORT_TOKEN ?? '',
  onProblem: console.error,
});

const app = new Hono();
// First, so that it is there before anything reads a body.
app.use(watch.hono());
app.get('/orders/:id', (context) => context.json({ path: new URL(context.req.url).pathname, received: null }));
app.post('/orders', async (context) => context.json({ path: '/orders', received: await context.req.json() }, 201));

const server = serve(
  { fetch: app.fetch, port: Number(process.env.PORT ?? 3000), hostname: '127.0.0.1' },
  ({ port }) => {
    console.log(`listening on http://127.0.0.1:${port}`);
  },
);

process.once('SIGTERM', async () => {
  server.close();
  await watch.close();
  process.exit();
});
