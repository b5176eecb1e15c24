const http = require('node:http');

const server = http.createServer((request, response) => {
  request.resume().once('end', () => {
    response.statusCode = request.url === '/missing' ? 404 : 200;
    // The SDK sees headers that are set, not those given to writeHead.
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ path: request.url }));
  });
});

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
