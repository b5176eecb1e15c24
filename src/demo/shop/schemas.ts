import { z } from 'zod';

/** The shapes of the shop's answers; they make its OpenAPI document, and the tests hold real answers against them. */
const address = z.object({
  id: z.int(),
  street: z.string(),
  city: z.string(),
  postcode: z.string(),
  country: z.string(),
});
const card = z.object({ brand: z.string(), last4: z.string(), expires: z.string() });
const product = z.object({
  id: z.int(),
  slug: z.string(),
  name: z.string(),
  category: z.string(),
  description: z.string(),
  priceCents: z.int(),
  currency: z.string(),
  stock: z.int(),
  rating: z.number(),
  image: z.string(),
});
const orderLine = z.object({ productId: z.int(), name: z.string(), quantity: z.int(), priceCents: z.int() });
const order = z.object({
  id: z.int(),
  userId: z.int(),
  status: z.enum(['paid', 'packed', 'shipped', 'delivered']),
  placedAt: z.iso.datetime(),
  lines: z.array(orderLine),
  totalCents: z.int(),
  email: z.email(),
  shippingAddress: address,
  card: card.nullable(),
});
const review = z.object({
  id: z.int(),
  author: z.string(),
  stars: z.int(),
  text: z.string(),
  createdAt: z.iso.datetime(),
});
const profile = z.object({
  id: z.int(),
  name: z.string(),
  email: z.email(),
  phone: z.string(),
  role: z.string(),
  balanceCents: z.int(),
  addresses: z.array(address),
  card: card.nullable(),
});
const cart = z.object({ lines: z.array(orderLine), totalCents: z.int() });
const token = z.object({
  token: z.string(),
  expiresIn: z.int(),
  user: z.object({ id: z.int(), name: z.string(), role: z.string() }),
});
const category = z.object({ slug: z.string(), name: z.string(), products: z.int() });
const giftCard = z.object({ code: z.string(), balanceCents: z.int(), redeemed: z.boolean() });
const health = z.object({ status: z.string() });

export const shapes = {
  address,
  card,
  product,
  order,
  orderLine,
  review,
  profile,
  cart,
  token,
  category,
  giftCard,
  health,
};

export const pageQuery = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** A page of `items` with the figures a client needs to go on. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), page: z.int(), pages: z.int(), total: z.int() });
}

export function paginate<T>(items: readonly T[], { page, limit }: z.infer<typeof pageQuery>) {
  const pages = Math.max(1, Math.ceil(items.length / limit));
  return { items: items.slice((page - 1) * limit, page * limit), page, pages, total: items.length };
}
