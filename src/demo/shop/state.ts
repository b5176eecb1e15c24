import { createHash, randomBytes } from 'node:crypto';
import { LIMITS } from '../../model/index.ts';
import { type Address, type Card, partnerKey, people, type Person } from '../people.ts';
import { createRandom, type Random } from '../random.ts';
import { catalogue, type Product } from './catalogue.ts';
import { createSearchIndex, type SearchIndex } from './search-index.ts';

export interface User {
  readonly id: number;
  name: string;
  readonly email: string;
  phone: string;
  readonly role: 'customer' | 'admin';
  passwordHash: string;
  readonly addresses: Address[];
  readonly card: Card | null;
  balanceCents: number;
  resetCode: string | null;
}

export interface OrderLine {
  readonly productId: number;
  readonly name: string;
  readonly quantity: number;
  readonly priceCents: number;
}

export interface Order {
  readonly id: number;
  readonly userId: number;
  readonly status: 'paid' | 'packed' | 'shipped' | 'delivered';
  readonly placedAt: string;
  readonly lines: readonly OrderLine[];
  readonly totalCents: number;
  readonly email: string;
  readonly shippingAddress: Address;
  readonly card: Card | null;
}

export interface Review {
  readonly id: number;
  readonly author: string;
  readonly stars: number;
  readonly text: string;
  readonly createdAt: string;
}

export interface GiftCard {
  readonly code: string;
  balanceCents: number;
  redeemedBy: number | null;
}

const FIRST_REGISTERED_ID = 9001;

/** Everything the shop holds, in memory and bounded; a restart begins again from the seed. */
export interface ShopState {
  readonly products: readonly Product[];
  readonly users: Map<number, User>;
  readonly usersByEmail: Map<string, User>;
  readonly orders: Map<number, Order>;
  /** User id → product id → quantity. */
  readonly carts: Map<number, Map<number, number>>;
  readonly reviews: Map<number, Review[]>;
  readonly giftCards: Map<string, GiftCard>;
  readonly partnerKey: string;
  readonly signingKey: Uint8Array;
  readonly search: SearchIndex;
  readonly clock: () => number;
  /** Ids are given in sequence, as shops do, which is what makes them guessable. */
  nextId: { user: number; order: number; review: number };
}

export function createState(seed: number, clock: () => number): ShopState {
  const products = catalogue(seed);
  const staff = people(seed);
  const state: ShopState = {
    products,
    users: new Map(),
    usersByEmail: new Map(),
    orders: new Map(),
    carts: new Map(),
    reviews: new Map(),
    giftCards: new Map(),
    partnerKey: partnerKey(seed),
    signingKey: randomBytes(32),
    search: createSearchIndex(
      products,
      staff.filter((person) => person.role === 'admin'),
    ),
    clock,
    nextId: { user: FIRST_REGISTERED_ID, order: 100_001, review: 1 },
  };
  for (const person of staff) addPerson(state, person);
  seedOrders(state, createRandom(seed, 4));
  seedReviews(state, createRandom(seed, 5));
  return state;
}

/** A real shop uses a slow hash; here logins come by the hundred on the machine that also runs the gateway. */
export function hashPassword(email: string, password: string): string {
  return createHash('sha256').update(`${email}\0${password}`).digest('base64url');
}

/** Beyond the bound the oldest registered one leaves; the seeded people stay, their clients know their passwords. */
export function addUser(state: ShopState, user: User): void {
  if (state.users.size >= LIMITS.demoRecords) {
    const oldest = [...state.users.values()].find((known) => known.id >= FIRST_REGISTERED_ID);
    if (oldest) {
      state.users.delete(oldest.id);
      state.usersByEmail.delete(oldest.email);
    }
  }
  state.users.set(user.id, user);
  state.usersByEmail.set(user.email, user);
}

/** Keeps the newest; the map's order is the order of arrival. */
export function forgetOldest<K, V>(map: Map<K, V>): void {
  if (map.size < LIMITS.demoRecords) return;
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}

export function placeOrder(
  state: ShopState,
  user: User,
  lines: readonly OrderLine[],
  extra: Partial<Order> = {},
): Order {
  const order: Order = {
    id: state.nextId.order++,
    userId: user.id,
    status: 'paid',
    placedAt: new Date(state.clock()).toISOString(),
    lines,
    totalCents: lines.reduce((sum, line) => sum + line.quantity * line.priceCents, 0),
    email: user.email,
    shippingAddress: user.addresses[0] ?? { id: 0, street: '', city: '', postcode: '', country: '' },
    card: user.card,
    ...extra,
  };
  forgetOldest(state.orders);
  state.orders.set(order.id, order);
  return order;
}

function addPerson(state: ShopState, person: Person): void {
  const { id, name, email, phone, role, card } = person;
  addUser(state, {
    id,
    name,
    email,
    phone,
    role,
    card,
    passwordHash: hashPassword(email, person.password),
    addresses: [person.address],
    balanceCents: 0,
    resetCode: null,
  });
  state.giftCards.set(person.giftCard, { code: person.giftCard, balanceCents: 2_500, redeemedBy: null });
}

function seedOrders(state: ShopState, random: Random): void {
  const customers = [...state.users.values()].filter((user) => user.role === 'customer');
  const statuses = ['packed', 'shipped', 'delivered'] as const;
  const dayMs = 86_400_000;
  // Two rounds over everybody first: each customer has orders, and neighbouring numbers belong to different people.
  const buyers = [...customers, ...customers, ...Array.from({ length: 120 }, () => random.pick(customers))];
  for (const [index, user] of buyers.entries()) {
    const lines = Array.from({ length: random.int(1, 3) }, () =>
      orderLine(random.pick(state.products), random.int(1, 2)),
    );
    const placedAt = new Date(state.clock() - (buyers.length - index) * (dayMs / 4)).toISOString();
    placeOrder(state, user, lines, { status: random.pick(statuses), placedAt });
  }
}

export function orderLine(product: Product, quantity: number): OrderLine {
  return { productId: product.id, name: product.name, quantity, priceCents: product.priceCents };
}

function seedReviews(state: ShopState, random: Random): void {
  const texts = [
    'Lovely weight and finish.',
    'Arrived quickly, well packed.',
    'Smaller than I thought, still nice.',
    'A gift; she loves it.',
  ];
  const users = [...state.users.values()];
  for (const product of state.products) {
    const list = Array.from({ length: random.int(1, 4) }, () => ({
      id: state.nextId.review++,
      author: random.pick(users).name,
      stars: random.int(3, 5),
      text: random.pick(texts),
      createdAt: new Date(state.clock() - random.int(1, 300) * 86_400_000).toISOString(),
    }));
    state.reviews.set(product.id, list);
  }
}
