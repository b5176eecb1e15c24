// Runs verdaccio on a free port of the loopback and prints it. Arguments: verdaccio's folder, its configuration file.
import { createRequire } from 'node:module';

const [folder, config] = process.argv.slice(2);
const { runServer } = createRequire(import.meta.url)(folder);
const server = await runServer(config);
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
