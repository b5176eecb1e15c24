// The gateway's own cost: everything but a gate that looks at anything. Takes the upstream's address, prints the port.
import { createGateway, FORWARD, type Passage } from '../../src/capture/index.ts';

const passage: Passage = { judge: () => FORWARD, answered: () => 0, end: () => {} };
const gateway = createGateway(
  {
    listen: { host: '127.0.0.1', port: 0 },
    upstream: process.argv[2] ?? '',
    log: ({ name, detail }) => console.error(`${name}: ${detail}`),
  },
  { open: () => passage },
);
console.log((await gateway.listen()).port);
