import express from 'express';
import { sallyport } from 'sallyport/middleware';

const watch = sallyport({
  collector: process.env.SALLYPORT_COLLECTOR ?? 'http://127.0.0.1:9103',
  token: process.env.SALLYPORT_TOKEN ?? '',
  onProblem: console.error,
});

const app = express();
// First, so that it is there before anything reads a body.
app.use(watch.express());
app.use(express.json());
app.get('/orders/:id', (request, response) => {
  response.json({ path: request.originalUrl, received: null });
});
app.post('/orders', (request, response) => {
  response.status(201).json({ path: request.originalUrl, received: request.body });
});

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});

process.once('SIGTERM', async () => {
  server.close();
  await watch.close();
  process.exit();
});
