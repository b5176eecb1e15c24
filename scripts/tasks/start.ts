// `npm start [-- COMMAND …]`: any command of the CLI from a clone; without one, the demo.
import { main } from '../../src/cli/main.ts';
import { buildPagesIfStale } from '../lib/pages.ts';

const given = process.argv.slice(2);
const argv = given.length === 0 ? ['demo'] : given;
const servesPages =
  argv.some((word) => word === 'demo' || word === 'protect') && !argv.includes('--help') && !argv.includes('-h');
if (servesPages) buildPagesIfStale((text) => process.stderr.write(`${text}\n`));
process.exitCode = await main(argv);
