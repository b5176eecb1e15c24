import type { Person } from '../people.ts';
import { itemsOf } from './answers.ts';
import { logIn } from './shoppers.ts';
import type { Visitor } from './visitor.ts';

/** The warehouse: a batch of stock levels, then the orders to pack, page by page. */
export async function partnerBatch(visitor: Visitor, apiKey: string): Promise<void> {
  const headers = ['X-Api-Key', apiKey];
  const products = itemsOf(await visitor.send('GET', '/api/v1/products?limit=100'));
  for (let from = 0; from < products.length; from += 25) {
    const items = products
      .slice(from, from + 25)
      .map(({ id }) => ({ productId: id, stock: visitor.random.int(200, 900) }));
    await visitor.send('POST', '/api/v1/partner/stock', { headers, body: { items } });
  }
  for (let page = 1; page <= 3; page++)
    await visitor.send('GET', `/api/v1/partner/orders?status=paid&page=${page}&limit=50`, { headers });
  await visitor.pause(20_000);
}

export async function monitorRound(visitor: Visitor): Promise<void> {
  await visitor.send('HEAD', '/health');
  await visitor.send('GET', '/api/v1/products?limit=1');
  await visitor.pause(5_000);
}

/** A crawler that behaves: reads robots.txt, then every product at an even, slow pace. */
export async function crawl(visitor: Visitor): Promise<void> {
  await visitor.send('GET', '/robots.txt');
  await visitor.send('GET', '/sitemap.xml');
  for (let page = 1; page <= 6; page++) {
    for (const { slug } of itemsOf(await visitor.send('GET', `/api/v1/products?page=${page}&limit=10`))) {
      await visitor.send('GET', `/api/v1/products/by-slug/${slug ?? ''}`);
      await visitor.pause(2_000);
    }
  }
}

/** Support staff reads other people's records, as is their work. */
export async function staffRound(visitor: Visitor, person: Person): Promise<void> {
  const token = await logIn(visitor, person);
  if (!token) return;
  for (let calls = visitor.random.int(2, 4); calls > 0; calls--) {
    const customers = itemsOf(
      await visitor.send('GET', `/api/v1/admin/users?page=${visitor.random.int(1, 7)}&limit=20`, { token }),
    );
    if (customers.length > 0)
      await visitor.send('GET', `/api/v1/admin/users/${visitor.random.pick(customers).id}`, { token });
    await visitor.send('GET', '/api/v1/admin/orders?status=paid&limit=20', { token });
    await visitor.pause(6_000);
  }
  await visitor.send('GET', '/api/v1/admin/reports/sales', { token });
  await visitor.pause(20_000);
}
