import { z } from 'zod';
import { notFound, ok, route, type Route } from '../http.ts';
import { pageOf, pageQuery, paginate, shapes } from '../schemas.ts';
import { profile } from './account.ts';

const stockBody = z.object({
  items: z
    .array(z.object({ productId: z.int(), stock: z.int().min(0).max(100_000) }))
    .min(1)
    .max(100),
});
const sinceQuery = pageQuery.extend({ status: z.enum(['paid', 'packed', 'shipped', 'delivered']).optional() });
const report = z.object({
  orders: z.int(),
  revenueCents: z.int(),
  topCustomers: z.array(z.object({ email: z.email(), orders: z.int() })),
});

const adminRoutes: readonly Route[] = [
  route('GET /api/v1/admin/users', 'All customers, paged', {
    access: 'admin',
    query: pageQuery,
    answer: pageOf(shapes.profile),
    handle: ({ state, query }) => ok(paginate([...state.users.values()].map(profile), query)),
  }),
  route('GET /api/v1/admin/users/{id}', 'One customer', {
    access: 'admin',
    answer: shapes.profile,
    handle: ({ state, params }) => {
      const user = state.users.get(Number(params['id']));
      return user ? ok(profile(user)) : notFound('Customer');
    },
  }),
  route('GET /api/v1/admin/orders', 'All orders, newest first, paged', {
    access: 'admin',
    query: sinceQuery,
    answer: pageOf(shapes.order),
    handle: ({ state, query }) => {
      const chosen = [...state.orders.values()].filter((order) => !query.status || order.status === query.status);
      return ok(paginate(chosen.toReversed(), query));
    },
  }),
  // FLAW, on purpose: asks for a signed-in user where it should ask for an administrator (CWE-862, API5:2023).
  route('GET /api/v1/admin/reports/sales', 'Sales report', {
    access: 'user',
    answer: report,
    handle: ({ state }) => {
      const perCustomer = new Map<string, number>();
      let revenueCents = 0;
      for (const order of state.orders.values()) {
        revenueCents += order.totalCents;
        perCustomer.set(order.email, (perCustomer.get(order.email) ?? 0) + 1);
      }
      const top = [...perCustomer].toSorted((a, b) => b[1] - a[1]).slice(0, 10);
      return ok({
        orders: state.orders.size,
        revenueCents,
        topCustomers: top.map(([email, orders]) => ({ email, orders })),
      });
    },
  }),
];

const partnerRoutes: readonly Route[] = [
  route('POST /api/v1/partner/stock', 'Stock levels from the warehouse', {
    access: 'partner',
    body: stockBody,
    answer: z.object({ updated: z.int() }),
    handle: ({ state, body }) => {
      const levels = new Map(body.items.map((item) => [item.productId, item.stock]));
      const known = state.products.filter((product) => levels.has(product.id));
      for (const product of known) product.stock = levels.get(product.id) ?? product.stock;
      return ok({ updated: known.length });
    },
  }),
  route('GET /api/v1/partner/orders', 'Orders to pack, paged', {
    access: 'partner',
    query: sinceQuery,
    answer: pageOf(shapes.order.pick({ id: true, lines: true, shippingAddress: true })),
    handle: ({ state, query }) => {
      const chosen = [...state.orders.values()].filter((order) => !query.status || order.status === query.status);
      const slim = chosen.toReversed().map(({ id, lines, shippingAddress }) => ({ id, lines, shippingAddress }));
      return ok(paginate(slim, query));
    },
  }),
];

/**
 * FLAW, on purpose: the version that was to be switched off. An old app still calls it, the document does not name it,
 * it asks for no sign-in and answers with more than the client needs (API9:2023, API3:2023).
 */
const oldRoutes: readonly Route[] = [
  route('GET /api/v0/products', 'Products, all at once', {
    documented: false,
    handle: ({ state }) =>
      ok(state.products.map(({ id, name, priceCents }) => ({ id, name, price: priceCents / 100 }))),
  }),
  route('GET /api/v0/customers/{id}', 'Customer record', {
    documented: false,
    handle: ({ state, params }) => {
      const user = state.users.get(Number(params['id']));
      return user ? ok({ ...profile(user), passwordHash: user.passwordHash }) : notFound('Customer');
    },
  }),
  route('GET /api/v0/customers/{id}/orders', 'Orders of a customer', {
    documented: false,
    handle: ({ state, params }) =>
      ok([...state.orders.values()].filter((order) => String(order.userId) === params['id'])),
  }),
];

export const backOfficeRoutes: readonly Route[] = [...adminRoutes, ...partnerRoutes, ...oldRoutes];
