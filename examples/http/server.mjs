import { createServer } from 'node:http';
import { sallyport } from 'sallyport/middleware';

const watch = sallyport({
  collector: process.env.SALLYPORT_COLLECTOR ?? 'http://127.0.0.1:9103',
  token: process.env.SALLYPORT_TOKEN ?? '',
  onProblem: console.error,
});

const server = createServer(
  watch.http((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const sent = Buffer.concat(chunks).toString();
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ path: request.url, received: sent === '' ? null : JSON.parse(sent) }));
    });
  }),
);

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});

process.once('SIGTERM', async () => {
  server.close();
  await watch.close();
  process.exit();
});
