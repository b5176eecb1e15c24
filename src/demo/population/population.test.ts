import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PERSONAS, startPopulation, startShop, type FromDemo, type PopulationEvent, type ToDemo } from '../index.ts';

test('every kind of client comes, and honest ones meet nothing they are not ready for', async () => {
  const shop = await startShop({ seed: 11 });
  const events: PopulationEvent[] = [];
  const complete = Promise.withResolvers<void>();
  const seen = new Set<string>();
  const population = startPopulation({
    gateway: new URL(`http://127.0.0.1:${shop.port}`),
    seed: 11,
    rate: 900,
    onEvent: (event) => {
      events.push(event);
      seen.add(event.persona);
      if (seen.size === PERSONAS.length && events.length >= 1_500) complete.resolve();
    },
  });
  await complete.promise;
  await population.close();
  const told = events.length;
  await shop.close();
  expect(events.length).toBe(told);
  expect([...seen].toSorted()).toEqual([...PERSONAS].toSorted());
  expect(events.filter((event) => event.honest && !event.expected)).toEqual([]);
  const attacks = events.filter((event) => !event.honest);
  expect(attacks.some((event) => event.persona === 'sql-prober' && event.status === 500)).toBe(true);
  expect(
    attacks.some(
      (event) =>
        event.persona === 'order-enumerator' && event.path.startsWith('/api/v1/orders/') && event.status === 200,
    ),
  ).toBe(true);
  expect(
    attacks.filter((event) => event.persona === 'credential-stuffer' && event.status === 401).length,
  ).toBeGreaterThan(10);
});

test('an attacker that is refused goes away and comes back from another address', async () => {
  const addresses = new Map<string, number>();
  const back = Promise.withResolvers<void>();
  const gateway = createServer((request: IncomingMessage, response) => {
    const address = String(request.headers['x-forwarded-for']);
    const hostile = address.startsWith('203.0.113.');
    if (hostile) addresses.set(address, (addresses.get(address) ?? 0) + 1);
    if (addresses.size >= 10) back.resolve();
    response.writeHead(hostile ? 403 : 404, { 'content-type': 'application/json' }).end('{}');
  });
  gateway.listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  const url = new URL(`http://127.0.0.1:${(gateway.address() as AddressInfo).port}`);
  const population = startPopulation({ gateway: url, seed: 3, rate: 2_000 });
  await back.promise;
  await population.close();
  gateway.close();
  expect(Math.max(...addresses.values())).toBeLessThanOrEqual(4);
});

test('the population lives through a gateway that is down', async () => {
  const seen = new Set<string>();
  const enough = Promise.withResolvers<void>();
  const population = startPopulation({
    gateway: new URL('http://127.0.0.1:1'),
    seed: 5,
    rate: 2_000,
    onEvent: ({ persona, status }) => {
      expect(status).toBe(0);
      seen.add(persona);
      if (seen.size === PERSONAS.length) enough.resolve();
    },
  });
  await enough.promise;
  await population.close();
  expect(seen.size).toBe(PERSONAS.length);
});

test('the child process reports the shop, takes the gateway and ends with its parent', async () => {
  const child = fork(fileURLToPath(new URL('../main.ts', import.meta.url)), ['--seed=9', '--rate=30'], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const [ready] = (await once(child, 'message')) as [FromDemo];
  expect(ready.type).toBe('listening');
  const health = await fetch(`http://127.0.0.1:${ready.port}/health`);
  expect(health.status).toBe(200);
  const arrived = Promise.withResolvers<string>();
  const gateway = createServer((request, response) => {
    arrived.resolve(String(request.headers['x-forwarded-for']));
    response.writeHead(404).end();
  });
  gateway.listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  child.send({ type: 'gateway', url: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}` } satisfies ToDemo);
  expect(await arrived.promise).toMatch(/^(192\.0\.2|198\.51\.100)\.\d+$|^2001:db8:/);
  const exit = once(child, 'exit');
  child.disconnect();
  expect(await exit).toEqual([0, null]);
  gateway.closeAllConnections();
  gateway.close();
});
