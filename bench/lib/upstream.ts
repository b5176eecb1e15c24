// A small upstream on bare sockets, cheap enough not to take the core from what is measured.
// GET /bytes/N answers N bytes, everything else 1 KB of JSON. Prints the port it listens on.
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { ANSWER } from './traffic.ts';

const ANSWER_BYTES = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${ANSWER.length}\r\n\r\n${ANSWER}`,
);
const PART = Buffer.alloc(65_536, 'x');

const server = createServer({ noDelay: true }, (socket) => {
  let head = '';
  let left = 0;
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes) => {
    let at = 0;
    while (at < bytes.length) {
      if (left === 0) {
        const end = bytes.indexOf('\r\n\r\n', at);
        if (end < 0) {
          head += bytes.toString('latin1', at);
          return;
        }
        head += bytes.toString('latin1', at, end);
        at = end + 4;
        left = Number(/\r\ncontent-length: *([0-9]+)/i.exec(head)?.[1] ?? 0);
      }
      const taken = Math.min(left, bytes.length - at);
      left -= taken;
      at += taken;
      if (left === 0) {
        answer(socket, head);
        head = '';
      }
    }
  });
});

function answer(socket: Socket, head: string): void {
  const size = /^GET \/bytes\/([0-9]+)/.exec(head)?.[1];
  if (size === undefined) {
    socket.write(ANSWER_BYTES);
    return;
  }
  let left = Number(size);
  socket.write(`HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: ${left}\r\n\r\n`);
  const more = (): void => {
    while (left > 0) {
      const part = left < PART.length ? PART.subarray(0, left) : PART;
      left -= part.length;
      if (!socket.write(part)) {
        socket.once('drain', more);
        return;
      }
    }
  };
  more();
}

server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
