import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailedCode, partnerKey, people } from '../people.ts';
import { createRouter } from './http.ts';
import { shopRoutes, startShop, type Shop } from './server.ts';

const SEED = 7;
const [ada, ben] = people(SEED) as [Person, Person];
const staff = people(SEED).find((person) => person.role === 'admin') as Person;
type Person = ReturnType<typeof people>[number];

/** The route that answers a line such as `GET /health?x=1`. */
function routeOf(line: string) {
  const [method, target = ''] = line.replace(/^HEAD/, 'GET').split(' ');
  const found = createRouter(shopRoutes)(method ?? '', target.split('?')[0] ?? '');
  return 'route' in found ? found.route : undefined;
}

let shop: Shop;
let ask: Ask;
type Ask = (
  line: string,
  sent?: { token?: string; body?: unknown; headers?: Record<string, string> },
) => Promise<Reply>;
type Reply = { status: number; headers: Headers; body: string; json: () => Record<string, unknown> };

beforeAll(async () => {
  shop = await startShop({ seed: SEED });
  ask = async (line, { token, body, headers } = {}) => {
    const [method = 'GET', path = '/'] = line.split(' ');
    const response = await fetch(`http://127.0.0.1:${shop.port}${path}`, {
      method,
      headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text,
      json: () => JSON.parse(text) as Record<string, unknown>,
    };
  };
});
afterAll(() => shop.close());

async function logIn({ email, password }: Person): Promise<string> {
  const reply = await ask('POST /api/v1/auth/login', { body: { email, password } });
  expect(reply.status).toBe(200);
  return String(reply.json()['token']);
}

const shoppingTrip = async (token: string) => {
  const added = await ask('POST /api/v1/cart/items', { token, body: { productId: 501, quantity: 2 } });
  const changed = await ask('PATCH /api/v1/cart/items/501', { token, body: { quantity: 3 } });
  const order = await ask('POST /api/v1/checkout', {
    token,
    body: { payment: { method: 'card', cardToken: 'tok_1' } },
  });
  return { added, changed, order };
};

describe('answers', () => {
  /** Line, status, and who asks; each documented route that takes no body stands here at least once. */
  const table: readonly (readonly [line: string, status: number, who?: 'ada' | 'staff' | 'partner'])[] = [
    ['GET /health', 200],
    ['HEAD /health', 200],
    ['GET /', 200],
    ['GET /assets/app.js', 200],
    ['GET /assets/none.js', 404],
    ['GET /images/products/glass-teapot.svg', 200],
    ['GET /robots.txt', 200],
    ['GET /sitemap.xml', 200],
    ['GET /openapi.json', 200],
    ['GET /nothing/here', 404],
    ['DELETE /health', 405],
    ['GET /api/v1/categories', 200],
    ['GET /api/v1/products?page=2&limit=5', 200],
    ['GET /api/v1/products?page=0', 400],
    ['GET /api/v1/products/501', 200],
    ['GET /api/v1/products/999', 404],
    ['GET /api/v1/products/by-slug/glass-teapot', 200],
    ['GET /api/v1/products/501/reviews', 200],
    ['GET /api/v1/search?q=oak', 200],
    ['GET /api/v1/search', 400],
    ['GET /api/v1/downloads?file=terms.txt', 200],
    ['GET /api/v1/account', 401],
    ['GET /api/v1/account', 200, 'ada'],
    ['GET /api/v1/account/addresses', 200, 'ada'],
    ['GET /api/v1/cart', 200, 'ada'],
    ['GET /api/v1/orders', 401],
    ['GET /api/v1/orders', 200, 'ada'],
    ['GET /api/v1/orders/100001', 200, 'ada'],
    ['GET /api/v1/orders/1', 404, 'ada'],
    [`GET /api/v1/gift-cards/${ada.giftCard}`, 200, 'ada'],
    ['GET /api/v1/gift-cards/AAAA-AAAA-AAAA', 404, 'ada'],
    ['GET /api/v1/admin/users', 403, 'ada'],
    ['GET /api/v1/admin/users', 200, 'staff'],
    [`GET /api/v1/admin/users/${ada.id}`, 200, 'staff'],
    ['GET /api/v1/admin/orders?status=shipped', 200, 'staff'],
    ['GET /api/v1/admin/reports/sales', 401],
    ['GET /api/v1/admin/reports/sales', 200, 'staff'],
    ['GET /api/v1/partner/orders', 401, 'ada'],
    ['GET /api/v1/partner/orders', 200, 'partner'],
    ['GET /api/v0/products', 200],
  ];

  const cases = table.map(([line, status, who = 'nobody']) => ({ line, status, who }));

  test.each(cases)('$line is $status for $who', async ({ line, status, who }) => {
    const token = who === 'ada' ? await logIn(ada) : who === 'staff' ? await logIn(staff) : undefined;
    const headers = who === 'partner' ? { 'x-api-key': partnerKey(SEED) } : {};
    const reply = await ask(line, { headers, ...(token && { token }) });
    expect(reply.status).toBe(status);
    const shape = routeOf(line)?.answer;
    if (status < 400 && shape && !line.startsWith('HEAD')) expect(shape.safeParse(reply.json()).error).toBeUndefined();
  });

  test('every documented GET route is asked with success', () => {
    const asked = new Set(cases.filter((one) => one.status < 400).map((one) => routeOf(one.line)?.path));
    const documented = shopRoutes.filter((one) => one.documented && one.method === 'GET').map((one) => one.path);
    expect(documented.length).toBeGreaterThan(15);
    expect(documented.filter((path) => !asked.has(path))).toEqual([]);
  });
});

describe('customers', () => {
  test('register, sign in, change the profile, add and remove an address', async () => {
    const body = { name: 'Vera New', email: 'vera.new@example.com', password: 'a-good-password' };
    expect((await ask('POST /api/v1/auth/register', { body })).status).toBe(201);
    expect((await ask('POST /api/v1/auth/register', { body })).status).toBe(409);
    expect((await ask('POST /api/v1/auth/login', { body: { ...body, password: 'wrong' } })).status).toBe(401);
    const token = String((await ask('POST /api/v1/auth/login', { body })).json()['token']);
    const patched = await ask('PATCH /api/v1/account', { token, body: { phone: '+1 202 555 0100' } });
    expect(patched.json()).toMatchObject({ email: body.email, phone: '+1 202 555 0100', role: 'customer' });
    const address = { street: '1 Mill Road', city: 'Saltmere', postcode: 'SM1 1QX', country: 'GB' };
    const added = await ask('POST /api/v1/account/addresses', { token, body: address });
    expect(added.status).toBe(201);
    const path = `DELETE /api/v1/account/addresses/${String(added.json()['id'])}`;
    expect([(await ask(path, { token })).status, (await ask(path, { token })).status]).toEqual([204, 404]);
  });

  test('a forged token is nobody', async () => {
    const token = await logIn(ada);
    const [head, , signature] = token.split('.');
    const claims = Buffer.from(
      JSON.stringify({ sub: String(staff.id), role: 'admin', iss: 'demo-shop', exp: 4e9 }),
    ).toString('base64url');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
    for (const forged of [`${head}.${claims}.${signature}`, unsigned, 'x.y.z']) {
      expect((await ask('GET /api/v1/account', { token: forged })).status).toBe(401);
    }
  });

  test('buy: cart, checkout, own order; an empty cart cannot be bought', async () => {
    const token = await logIn(ben);
    const { added, changed, order } = await shoppingTrip(token);
    expect([added.status, changed.status, order.status]).toEqual([201, 200, 201]);
    expect(order.json()).toMatchObject({ userId: ben.id, email: ben.email, lines: [{ productId: 501, quantity: 3 }] });
    const newest = (await ask('GET /api/v1/orders?limit=1', { token })).json()['items'];
    expect(newest).toMatchObject([{ id: order.json()['id'] }]);
    expect((await ask('POST /api/v1/checkout', { token, body: { payment: { method: 'card' } } })).status).toBe(409);
  });

  test('a gift card is redeemed once and adds to the balance', async () => {
    const token = await logIn(ben);
    const redeem = () => ask('POST /api/v1/gift-cards/redeem', { token, body: { code: ben.giftCard } });
    expect([(await redeem()).status, (await redeem()).status]).toEqual([200, 409]);
    expect((await ask('GET /api/v1/account', { token })).json()['balanceCents']).toBe(2_500);
  });

  test('password reset answers alike for strangers and works with the code only', async () => {
    const strange = await ask('POST /api/v1/auth/password-reset', { body: { email: 'nobody@example.com' } });
    const known = await ask('POST /api/v1/auth/password-reset', { body: { email: ada.email } });
    expect([strange.status, strange.body]).toEqual([known.status, known.body]);
    const confirm = (code: string) =>
      ask('POST /api/v1/auth/password-reset/confirm', { body: { email: ada.email, code, newPassword: ada.password } });
    expect((await confirm('000000')).status).toBe(400);
    expect((await confirm(mailedCode(ada.id))).status).toBe(204);
    await logIn(ada);
  });

  test('an entity tag saves the answer', async () => {
    const first = await ask('GET /api/v1/products/501');
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[\w-]{16}"$/);
    expect((await ask('GET /api/v1/products/501', { headers: { 'if-none-match': tag } })).status).toBe(304);
  });

  test('bad bodies are refused with a reason', async () => {
    expect((await ask('POST /api/v1/auth/login', { body: '{"email":' })).status).toBe(400);
    expect((await ask('POST /api/v1/auth/login', { body: { email: 1 } })).status).toBe(422);
    expect((await ask('POST /api/v1/auth/login', { body: { email: 'x', password: 'y'.repeat(70_000) } })).status).toBe(
      413,
    );
  });
});

describe('GraphQL', () => {
  const graphql = async (query: string, token?: string) =>
    ask('POST /graphql', { body: { query }, ...(token && { token }) });

  test('products with reviews, own account and orders, a mutation', async () => {
    const token = await logIn(ada);
    const read = await graphql(
      '{ me { email } products(first: 2) { name reviews { stars } } orders(first: 1) { id } product(id: 501) { slug } }',
      token,
    );
    expect(read.json()).toMatchObject({ data: { me: { email: ada.email }, product: { slug: 'glass-teapot' } } });
    const bought = await graphql('mutation { buyNow(productId: 502) { totalCents lines { quantity } } }', token);
    expect(bought.json()).toMatchObject({ data: { buyNow: { lines: [{ quantity: 1 }] } } });
  });

  test('orders need a sign-in, a broken query is 400', async () => {
    expect((await graphql('{ orders { id } }')).body).toContain('UNAUTHENTICATED');
    expect((await graphql('{ nothing')).status).toBe(400);
  });
});

describe('flaws that the demo is to find', () => {
  test('a customer reads the order of another', async () => {
    const { order } = await shoppingTrip(await logIn(ben));
    const stolen = await ask(`GET /api/v1/orders/${String(order.json()['id'])}`, { token: await logIn(ada) });
    expect([stolen.status, stolen.json()['email']]).toEqual([200, ben.email]);
  });

  test('the search tells the database error and can be made to answer for another table', async () => {
    const broken = await ask("GET /api/v1/search?q=oak'");
    expect([broken.status, broken.body.includes('SQLITE_ERROR')]).toEqual([500, true]);
    const guess = (prefix: string) =>
      ask(
        `GET /api/v1/search?q=${encodeURIComponent(`%' AND (SELECT email FROM staff LIMIT 1) LIKE '${prefix}%' --`)}`,
      );
    expect((await guess(staff.email.slice(0, 5))).json()['total']).toBeGreaterThan(0);
    expect((await guess('zzzzz')).json()['total']).toBe(0);
  });

  test('the sales report answers a customer, the other admin routes do not', async () => {
    const token = await logIn(ada);
    expect((await ask('GET /api/v1/admin/reports/sales', { token })).status).toBe(200);
    expect((await ask('GET /api/v1/admin/orders', { token })).status).toBe(403);
  });

  test('the old version needs no sign-in and says too much', async () => {
    const record = await ask(`GET /api/v0/customers/${ada.id}`);
    expect(record.json()).toMatchObject({ email: ada.email, passwordHash: expect.any(String) as string });
    expect((await ask(`GET /api/v0/customers/${ada.id}/orders`)).status).toBe(200);
  });

  test('the download leads out of its folder, to invented files only', async () => {
    expect((await ask('GET /api/v1/downloads?file=../../config/shop.ini')).body).toContain('[database]');
    expect((await ask('GET /api/v1/downloads?file=../../../../../etc/passwd')).status).toBe(404);
  });
});

test('the OpenAPI document names the documented routes and not the others', async () => {
  const document = (await ask('GET /openapi.json')).json() as {
    openapi: string;
    paths: Record<string, Record<string, { parameters: { name: string; in: string; required: boolean }[] }>>;
  };
  expect(document.openapi).toBe('3.0.3');
  const named = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(named.toSorted()).toEqual(
    shopRoutes
      .filter((one) => one.documented)
      .map((one) => `${one.method} ${one.path}`)
      .toSorted(),
  );
  expect(named.some((line) => line.includes('/api/v0/'))).toBe(false);
  const search = document.paths['/api/v1/search']?.['get']?.parameters;
  expect(search?.map(({ name, required }) => [name, required])).toEqual([
    ['page', false],
    ['limit', false],
    ['q', true],
    ['category', false],
  ]);
});

test('the same seed gives the same shop', async () => {
  const other = await startShop({ seed: SEED, clock: () => 1_700_000_000_000 });
  const third = await startShop({ seed: SEED + 1 });
  const read = async ({ port }: Shop) => (await fetch(`http://127.0.0.1:${port}/api/v0/products`)).text();
  const [first, second, different] = await Promise.all([read(shop), read(other), read(third)]);
  expect(second).toBe(first);
  expect(different).not.toBe(first);
  await Promise.all([other.close(), third.close()]);
});
