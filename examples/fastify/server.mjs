import fastify from 'fastify';
import { sallyport } from 'sallyport/middleware';

const watch = sallyport({
  collector: process.env.SALLYPORT_COLLECTOR ?? 'http://127.0.0.1:9103',
  token: process.env.SALLYPORT_TOKEN ?? '',
  onProblem: console.error,
});

const app = fastify();
// First, so that its hook runs before those of other plugins.
await app.register(watch.fastify);
app.get('/orders/:id', (request) => ({ path: request.url, received: null }));
app.post('/orders', (request, reply) => reply.status(201).send({ path: request.url, received: request.body }));

const url = await app.listen({ port: Number(process.env.PORT ?? 3000), host: '127.0.0.1' });
console.log(`listening on ${url}`);

process.once('SIGTERM', async () => {
  await app.close();
  await watch.close();
  process.exit();
});
