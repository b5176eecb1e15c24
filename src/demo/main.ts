import type { FromDemo, ToDemo } from './messages.ts';
import { startPopulation, type Population } from './population/population.ts';
import { startShop } from './shop/server.ts';

/**
 * The demo's child process: the shop at once, its customers as soon as the parent says where the gateway is.
 * Start it with `fork`; it ends when the parent disconnects or dies.
 */
const SEED = 20_250;
const RATE = 20;

async function main(): Promise<void> {
  if (!process.send) throw new Error('the demo is started by `sallyport demo`, not by hand');
  // Ctrl-C reaches the whole group; the parent drains first and disconnects when it is done.
  process.on('SIGINT', () => {});
  const shop = await startShop({ seed: SEED });
  let population: Population | undefined;
  process.on('message', (message: ToDemo) => {
    population ??= startPopulation({ gateway: new URL(message.url), seed: SEED, rate: RATE });
  });
  process.on('disconnect', () => {
    void Promise.all([population?.close(), shop.close()]).then(() => process.exit(0));
  });
  const ready: FromDemo = { type: 'shop', port: shop.port };
  process.send(ready);
}

await main();
