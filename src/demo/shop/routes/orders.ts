import { z } from 'zod';
import { json, noContent, notFound, ok, problem, route, type Reply, type Route } from '../http.ts';
import { pageOf, pageQuery, paginate, shapes } from '../schemas.ts';
import {
  forgetOldest,
  orderLine,
  placeOrder,
  type GiftCard,
  type OrderLine,
  type ShopState,
  type User,
} from '../state.ts';

const itemBody = z.object({ productId: z.int(), quantity: z.int().min(1).max(20).default(1) });
const quantityBody = z.object({ quantity: z.int().min(1).max(20) });
const checkoutBody = z.object({
  shippingAddressId: z.int().optional(),
  /** The card itself stays with the payment provider, as it should. */
  payment: z.object({ method: z.enum(['card', 'balance']), cardToken: z.string().max(100).optional() }),
});
const redeemBody = z.object({ code: z.string().max(40) });

const CART_LINES = 50;

const cartRoutes: readonly Route[] = [
  route('GET /api/v1/cart', 'The cart', {
    access: 'user',
    answer: shapes.cart,
    handle: ({ state, user }) => ok(cart(state, user)),
  }),
  route('POST /api/v1/cart/items', 'Put a product into the cart', {
    access: 'user',
    body: itemBody,
    answer: shapes.cart,
    status: 201,
    handle: ({ state, user, body }) => {
      if (!user || !state.products.some((product) => product.id === body.productId)) return notFound('Product');
      const lines = state.carts.get(user.id) ?? new Map<number, number>();
      if (lines.size >= CART_LINES) return problem(409, 'cart_full', `At most ${CART_LINES} lines`);
      if (!state.carts.has(user.id)) forgetOldest(state.carts);
      state.carts.set(user.id, lines.set(body.productId, body.quantity));
      return json(201, cart(state, user));
    },
  }),
  route('PATCH /api/v1/cart/items/{productId}', 'Change how many', {
    access: 'user',
    body: quantityBody,
    answer: shapes.cart,
    handle: ({ state, user, params, body }) => {
      const lines = state.carts.get(user?.id ?? 0);
      if (!lines?.has(Number(params['productId']))) return notFound('Cart line');
      lines.set(Number(params['productId']), body.quantity);
      return ok(cart(state, user));
    },
  }),
  route('DELETE /api/v1/cart/items/{productId}', 'Take a product out of the cart', {
    access: 'user',
    status: 204,
    handle: ({ state, user, params }) =>
      state.carts.get(user?.id ?? 0)?.delete(Number(params['productId'])) ? noContent : notFound('Cart line'),
  }),
  route('POST /api/v1/checkout', 'Buy what is in the cart', {
    access: 'user',
    body: checkoutBody,
    answer: shapes.order,
    status: 201,
    handle: ({ state, user, body }) => (user ? checkout(state, user, body) : notFound('Customer')),
  }),
];

export const orderRoutes: readonly Route[] = [
  ...cartRoutes,
  route('GET /api/v1/orders', 'Own orders, newest first, paged', {
    access: 'user',
    query: pageQuery,
    answer: pageOf(shapes.order),
    handle: ({ state, user, query }) => {
      const own = [...state.orders.values()].filter((order) => order.userId === user?.id);
      return ok(paginate(own.toReversed(), query));
    },
  }),
  // FLAW, on purpose: any signed-in customer reads any order; the owner is never compared (CWE-639, API1:2023).
  route('GET /api/v1/orders/{id}', 'One order', {
    access: 'user',
    answer: shapes.order,
    handle: ({ state, params }) => {
      const order = state.orders.get(Number(params['id']));
      return order ? ok(order) : notFound('Order');
    },
  }),
  route('GET /api/v1/gift-cards/{code}', 'Balance of a gift card', {
    access: 'user',
    answer: shapes.giftCard,
    handle: ({ state, params }) => {
      const card = state.giftCards.get(params['code'] ?? '');
      return card ? ok(giftCard(card)) : notFound('Gift card');
    },
  }),
  route('POST /api/v1/gift-cards/redeem', 'Move the balance of a gift card to the account', {
    access: 'user',
    body: redeemBody,
    answer: shapes.giftCard,
    handle: ({ state, user, body }) => {
      const card = state.giftCards.get(body.code);
      if (!card || !user) return notFound('Gift card');
      if (card.redeemedBy !== null) return problem(409, 'already_redeemed', 'This gift card was redeemed before');
      user.balanceCents += card.balanceCents;
      card.balanceCents = 0;
      card.redeemedBy = user.id;
      return ok(giftCard(card));
    },
  }),
];

const giftCard = ({ code, balanceCents, redeemedBy }: GiftCard) => ({
  code,
  balanceCents,
  redeemed: redeemedBy !== null,
});

function cart(state: ShopState, user: User | null): { lines: readonly OrderLine[]; totalCents: number } {
  const quantities = state.carts.get(user?.id ?? 0) ?? new Map<number, number>();
  const lines = state.products
    .filter((product) => quantities.has(product.id))
    .map((product) => orderLine(product, quantities.get(product.id) ?? 0));
  return { lines, totalCents: lines.reduce((sum, line) => sum + line.quantity * line.priceCents, 0) };
}

function checkout(state: ShopState, user: User, body: z.infer<typeof checkoutBody>): Reply {
  const { lines, totalCents } = cart(state, user);
  if (lines.length === 0) return problem(409, 'cart_empty', 'The cart is empty');
  const wanted = body.shippingAddressId;
  const address = wanted === undefined ? user.addresses[0] : user.addresses.find((known) => known.id === wanted);
  if (!address) return problem(422, 'no_address', 'Add an address first');
  if (body.payment.method === 'balance') {
    if (user.balanceCents < totalCents)
      return problem(402, 'insufficient_balance', 'The balance does not cover the order');
    user.balanceCents -= totalCents;
  }
  for (const line of lines) takeFromStock(state, line);
  state.carts.delete(user.id);
  return json(201, placeOrder(state, user, lines, { shippingAddress: address }));
}

/** The warehouse refills by itself, so that the demo never sells out. */
function takeFromStock(state: ShopState, line: OrderLine): void {
  const product = state.products.find((known) => known.id === line.productId);
  if (!product) return;
  product.stock -= line.quantity;
  if (product.stock < 20) product.stock += 500;
}
