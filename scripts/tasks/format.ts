// `npm run format`: writes every file as the formatter wants it.
import { runBin } from '../lib/steps.ts';

const failure = runBin('oxfmt', 'bin/oxfmt', []);
if (failure !== undefined) {
  process.stderr.write(`${failure}\n`);
  process.exit(1);
}
