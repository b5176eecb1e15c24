import { parseArgs } from 'node:util';
import type { FromDemo, ToDemo } from './messages.ts';
import { startPopulation, type Population } from './population/population.ts';
import { startShop } from './shop/server.ts';

/**
 * The demo's child process, `main.ts [--seed=N] [--rate=N]`: the shop at once, its customers as soon as the parent says
 * where the gateway is. Start it with `fork`; it ends when the parent disconnects or dies.
 */
async function main(): Promise<void> {
  if (!process.send) throw new Error('the demo is started by `sallyport demo`, not by hand');
  const { seed, rate } = readArguments();
  // Ctrl-C reaches the whole group; the parent drains first and disconnects when it is done.
  process.on('SIGINT', () => {});
  const shop = await startShop({ seed });
  let population: Population | undefined;
  process.on('message', ({ url }: ToDemo) => {
    population ??= startPopulation({ gateway: new URL(url), seed, rate });
  });
  process.on('disconnect', () => {
    void Promise.all([population?.close(), shop.close()]).then(() => process.exit(0));
  });
  const ready: FromDemo = { type: 'listening', port: shop.port };
  process.send(ready);
}

/** Whole seed; requests a second of the whole population. */
function readArguments(): { readonly seed: number; readonly rate: number } {
  const { values } = parseArgs({
    options: { seed: { type: 'string', default: '1' }, rate: { type: 'string', default: '20' } },
  });
  const [seed, rate] = [Number(values.seed), Number(values.rate)];
  if (!Number.isInteger(seed) || !(rate > 0)) throw new Error(`not a seed and a rate: ${values.seed}, ${values.rate}`);
  return { seed, rate };
}

await main();
