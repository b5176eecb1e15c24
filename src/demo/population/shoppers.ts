import { mailedCode, type Person } from '../people.ts';
import { CATEGORIES, SEARCH_WORDS } from '../shop/catalogue.ts';
import { graphOf, idOf, itemsOf, redeemedOf, tokenOf } from './answers.ts';
import type { Visitor } from './visitor.ts';

const READING_MS = 2_600;

/** Somebody in a browser: looks around, perhaps signs in, perhaps buys. */
export async function webVisit(visitor: Visitor, person: Person): Promise<void> {
  const { random } = visitor;
  for (const path of ['/', '/assets/app.js', '/assets/style.css', '/assets/logo.svg', '/api/v1/categories'])
    await visitor.send('GET', path);
  await browse(visitor);
  if (random.chance(0.5)) await search(visitor);
  if (random.chance(0.04)) return newCustomer(visitor);
  if (random.chance(0.3)) return;
  const token = await logIn(visitor, person);
  if (!token) return;
  await visitor.send('GET', '/api/v1/account', { token });
  if (random.chance(0.6)) await shop(visitor, token);
  if (random.chance(0.4)) await lookAtOrders(visitor, token);
  if (random.chance(0.15)) await useGiftCard(visitor, token, person.giftCard);
  if (random.chance(0.1)) await manageAddresses(visitor, token);
}

/** Somebody with the app, which speaks GraphQL for its screens and REST for the rest. */
export async function appVisit(visitor: Visitor, person: Person): Promise<void> {
  const { random } = visitor;
  const category = random.pick(CATEGORIES).slug;
  const home =
    'query Home($category: String) { products(category: $category, first: 8) { id name priceCents rating } }';
  const products = graphOf(await graphql(visitor, 'Home', home, { category })).products ?? [];
  await visitor.pause(READING_MS);
  const detail = 'query Detail($id: Int!) { product(id: $id) { name description stock reviews { stars text } } }';
  for (const product of products.slice(0, random.int(1, 3))) {
    await graphql(visitor, 'Detail', detail, { id: product.id });
    await visitor.pause(READING_MS);
  }
  const token = await logIn(visitor, person);
  if (!token) return;
  const own =
    'query Account { me { name email addresses { city } card { last4 } } orders(first: 5) { id status totalCents } }';
  const orders = graphOf(await graphql(visitor, 'Account', own, {}, token)).orders ?? [];
  await visitor.pause(READING_MS);
  if (orders[0] && random.chance(0.6)) await visitor.send('GET', `/api/v1/orders/${orders[0].id}`, { token });
  if (products[0] && random.chance(0.3)) {
    const buy = 'mutation Buy($id: Int!) { buyNow(productId: $id) { id totalCents } }';
    await graphql(visitor, 'Buy', buy, { id: products[0].id }, token);
  }
  if (random.chance(0.15)) await useGiftCard(visitor, token, person.giftCard);
  if (random.chance(0.1)) await visitor.send('PATCH', '/api/v1/account', { token, body: { phone: person.phone } });
}

/** An app of years ago that was never updated and still calls the old version. */
export async function oldAppVisit(visitor: Visitor, person: Person): Promise<void> {
  await visitor.send('GET', '/api/v0/products');
  await visitor.pause(READING_MS);
  await visitor.send('GET', `/api/v0/customers/${person.id}`);
  await visitor.send('GET', `/api/v0/customers/${person.id}/orders`);
}

async function browse(visitor: Visitor): Promise<void> {
  const { random } = visitor;
  const category = random.pick(CATEGORIES).slug;
  const list = itemsOf(await visitor.send('GET', `/api/v1/products?category=${category}&page=1&limit=12`));
  for (let views = random.int(1, 4); views > 0 && list.length > 0; views--) {
    await visitor.pause(READING_MS);
    const product = random.pick(list);
    const path = `/api/v1/products/by-slug/${product.slug ?? ''}`;
    const { etag } = await visitor.send('GET', path);
    await visitor.send('GET', `/images/products/${product.slug ?? ''}.svg`);
    await visitor.send('GET', `/api/v1/products/${product.id}/reviews?limit=5`);
    if (etag && random.chance(0.3)) await visitor.send('GET', path, { headers: ['If-None-Match', etag] });
  }
}

async function search(visitor: Visitor): Promise<void> {
  const { random } = visitor;
  const query = `q=${encodeURIComponent(random.pick(SEARCH_WORDS).toLowerCase())}`;
  const found = itemsOf(await visitor.send('GET', `/api/v1/search?${query}&limit=10`));
  await visitor.pause(READING_MS);
  if (found[0]) await visitor.send('GET', `/api/v1/products/${found[0].id}`);
  if (random.chance(0.2)) await visitor.send('GET', '/api/v1/downloads?file=terms.txt');
}

/** Sometimes the password is mistyped first, now and then it is forgotten and set anew. Undefined when it did not work. */
export async function logIn(visitor: Visitor, { id, email, password }: Person): Promise<string | undefined> {
  const { random } = visitor;
  const attempt = (typed: string, expect: readonly number[]) =>
    visitor.send('POST', '/api/v1/auth/login', { body: { email, password: typed }, expect });
  if (random.chance(0.12)) {
    await attempt(password.slice(0, -1), [401]);
    await visitor.pause(READING_MS);
  }
  if (random.chance(0.02)) {
    await visitor.send('POST', '/api/v1/auth/password-reset', { body: { email } });
    await visitor.pause(4 * READING_MS);
    await visitor.send('POST', '/api/v1/auth/password-reset/confirm', {
      body: { email, code: mailedCode(id), newPassword: password },
    });
  }
  return tokenOf(await attempt(password, [200]));
}

async function newCustomer(visitor: Visitor): Promise<void> {
  const { random } = visitor;
  const number = random.int(100_000, 999_999);
  const body = {
    name: `New Customer ${number}`,
    email: `customer.${number}@example.net`,
    password: `quiet-meadow-${number}`,
    phone: '+1 202 555 0142',
  };
  const token = tokenOf(await visitor.send('POST', '/api/v1/auth/register', { body, expect: [201, 409] }));
  if (!token) return;
  await visitor.pause(READING_MS);
  const address = { street: `${random.int(1, 90)} New Street`, city: 'Easthaven', postcode: 'EH4 2QX', country: 'IE' };
  await visitor.send('POST', '/api/v1/account/addresses', { token, body: address });
  await shop(visitor, token);
}

async function shop(visitor: Visitor, token: string): Promise<void> {
  const { random } = visitor;
  const list = itemsOf(
    await visitor.send('GET', `/api/v1/products?sort=rating&page=${random.int(1, 2)}&limit=10`, { token }),
  );
  if (list.length === 0) return;
  const chosen = random.pick(list).id;
  await visitor.send('POST', '/api/v1/cart/items', { token, body: { productId: chosen, quantity: random.int(1, 3) } });
  await visitor.pause(READING_MS);
  if (random.chance(0.3)) await visitor.send('PATCH', `/api/v1/cart/items/${chosen}`, { token, body: { quantity: 1 } });
  await visitor.send('GET', '/api/v1/cart', { token });
  if (random.chance(0.15)) {
    await visitor.send('DELETE', `/api/v1/cart/items/${chosen}`, { token });
    return;
  }
  await visitor.pause(2 * READING_MS);
  const payment = { method: 'card', cardToken: `tok_${random.int(1e8, 9e8).toString(36)}` };
  const order = idOf(await visitor.send('POST', '/api/v1/checkout', { token, body: { payment } }));
  if (order !== undefined) await visitor.send('GET', `/api/v1/orders/${order}`, { token });
  if (random.chance(0.15)) {
    await visitor.send('POST', `/api/v1/products/${chosen}/reviews`, {
      token,
      body: { stars: random.int(3, 5), text: "It's just what I wanted; arrived in one piece." },
    });
  }
}

async function lookAtOrders(visitor: Visitor, token: string): Promise<void> {
  const orders = itemsOf(await visitor.send('GET', '/api/v1/orders?page=1&limit=10', { token }));
  for (const order of orders.slice(0, visitor.random.int(1, 2))) {
    await visitor.pause(READING_MS);
    await visitor.send('GET', `/api/v1/orders/${order.id}`, { token });
  }
}

async function useGiftCard(visitor: Visitor, token: string, code: string): Promise<void> {
  if (visitor.random.chance(0.2))
    await visitor.send('GET', `/api/v1/gift-cards/${code.slice(0, -1)}`, { token, expect: [404] });
  const redeemed = redeemedOf(await visitor.send('GET', `/api/v1/gift-cards/${code}`, { token }));
  await visitor.pause(READING_MS);
  if (!redeemed) await visitor.send('POST', '/api/v1/gift-cards/redeem', { token, body: { code }, expect: [200, 409] });
}

async function manageAddresses(visitor: Visitor, token: string): Promise<void> {
  await visitor.send('GET', '/api/v1/account/addresses', { token });
  const body = {
    street: `${visitor.random.int(1, 90)} Chapel Hill`,
    city: 'Saltmere',
    postcode: 'SM3 1QX',
    country: 'GB',
  };
  const added = idOf(await visitor.send('POST', '/api/v1/account/addresses', { token, body }));
  await visitor.pause(READING_MS);
  if (added !== undefined) await visitor.send('DELETE', `/api/v1/account/addresses/${added}`, { token });
}

function graphql(visitor: Visitor, operationName: string, query: string, variables: unknown, token?: string) {
  return visitor.send('POST', '/graphql', { token, body: { operationName, query, variables } });
}
