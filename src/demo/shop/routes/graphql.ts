import { buildSchema, graphql, GraphQLError } from 'graphql';
import { z } from 'zod';
import { ok, problem, route, type Reply, type Route } from '../http.ts';
import { orderLine, placeOrder, type ShopState, type User } from '../state.ts';
import { profile } from './account.ts';

const schema = buildSchema(`
  type Product { id: Int!, slug: String!, name: String!, category: String!, description: String!, priceCents: Int!, stock: Int!, rating: Float!, reviews: [Review!]! }
  type Review { id: Int!, author: String!, stars: Int!, text: String! }
  type Address { id: Int!, street: String!, city: String!, postcode: String!, country: String! }
  type Card { brand: String!, last4: String!, expires: String! }
  type Customer { id: Int!, name: String!, email: String!, phone: String!, balanceCents: Int!, addresses: [Address!]!, card: Card }
  type OrderLine { productId: Int!, name: String!, quantity: Int!, priceCents: Int! }
  type Order { id: Int!, status: String!, placedAt: String!, totalCents: Int!, email: String!, shippingAddress: Address!, lines: [OrderLine!]! }
  type Query { products(category: String, first: Int = 20): [Product!]!, product(id: Int!): Product, me: Customer, orders(first: Int = 10): [Order!]! }
  type Mutation { updatePhone(phone: String!): Customer!, buyNow(productId: Int!, quantity: Int = 1): Order! }
`);

const body = z.object({
  query: z.string().max(10_000),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

interface Context {
  readonly state: ShopState;
  readonly user: User | null;
}

/** Resolvers take (arguments, context); a field they give as a function is resolved the same way. */
const resolvers = {
  products: ({ category, first }: { category?: string; first: number }, { state }: Context) =>
    state.products
      .filter((product) => !category || product.category === category)
      .slice(0, Math.min(first, 100))
      .map((product) => withReviews(state, product)),
  product: ({ id }: { id: number }, { state }: Context) => {
    const product = state.products.find((known) => known.id === id);
    return product ? withReviews(state, product) : null;
  },
  me: (_: unknown, { user }: Context) => profile(user),
  orders: ({ first }: { first: number }, context: Context) => {
    const user = signedIn(context);
    const own = [...context.state.orders.values()].filter((order) => order.userId === user.id);
    return own.toReversed().slice(0, Math.min(first, 100));
  },
  updatePhone: ({ phone }: { phone: string }, context: Context) => {
    const user = signedIn(context);
    user.phone = phone.slice(0, 40);
    return profile(user);
  },
  buyNow: ({ productId, quantity }: { productId: number; quantity: number }, context: Context) => {
    const user = signedIn(context);
    const product = context.state.products.find((known) => known.id === productId);
    if (!product || quantity < 1 || quantity > 20) throw new GraphQLError('No such product or quantity');
    return placeOrder(context.state, user, [orderLine(product, quantity)]);
  },
};

export const graphqlRoutes: readonly Route[] = [
  route('POST /graphql', 'GraphQL', { body, handle: ({ state, user, body: sent }) => execute({ state, user }, sent) }),
];

async function execute(context: Context, sent: z.infer<typeof body>): Promise<Reply> {
  const result = await graphql({
    schema,
    source: sent.query,
    rootValue: resolvers,
    contextValue: context,
    variableValues: sent.variables ?? {},
    operationName: sent.operationName ?? null,
  });
  if (result.data === undefined) return problem(400, 'bad_query', result.errors?.[0]?.message ?? 'Query cannot be run');
  return ok(result);
}

const withReviews = <T extends { readonly id: number }>(state: ShopState, product: T) => ({
  ...product,
  reviews: () => state.reviews.get(product.id) ?? [],
});

function signedIn({ user }: Context): User {
  if (!user) throw new GraphQLError('Sign in first', { extensions: { code: 'UNAUTHENTICATED' } });
  return user;
}
