import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CATEGORIES, type Product } from '../catalogue.ts';
import { json, notFound, ok, problem, route, type Call, type Reply, type Route } from '../http.ts';
import { pageOf, pageQuery, paginate, shapes } from '../schemas.ts';
import type { ShopState } from '../state.ts';

const listQuery = pageQuery.extend({
  category: z.string().optional(),
  sort: z.enum(['name', 'price', 'rating']).default('name'),
});
const searchQuery = pageQuery.extend({ q: z.string().max(200), category: z.string().optional() });
const reviewBody = z.object({ stars: z.int().min(1).max(5), text: z.string().min(1).max(2_000) });

/** Reviews kept on one product; the oldest leaves first. */
const REVIEWS_KEPT = 50;

export const catalogueRoutes: readonly Route[] = [
  route('GET /api/v1/categories', 'Categories with the number of their products', {
    answer: z.array(shapes.category),
    handle: ({ state }) =>
      ok(
        CATEGORIES.map(({ slug, name }) => ({
          slug,
          name,
          products: state.products.filter((product) => product.category === slug).length,
        })),
      ),
  }),
  route('GET /api/v1/products', 'Products, paged', {
    query: listQuery,
    answer: pageOf(shapes.product),
    handle: ({ state, query }) => {
      const chosen = state.products.filter((product) => !query.category || product.category === query.category);
      return ok(paginate(chosen.toSorted(orderBy(query.sort)), query));
    },
  }),
  route('GET /api/v1/products/{id}', 'One product by number', {
    answer: shapes.product,
    handle: (call) => tagged(call, productById(call.state, call.params['id'])),
  }),
  route('GET /api/v1/products/by-slug/{slug}', 'One product by its readable name', {
    answer: shapes.product,
    handle: (call) =>
      tagged(
        call,
        call.state.products.find((product) => product.slug === call.params['slug']),
      ),
  }),
  route('GET /api/v1/products/{id}/reviews', 'Reviews of a product, paged', {
    query: pageQuery,
    answer: pageOf(shapes.review),
    handle: ({ state, params, query }) => {
      const product = productById(state, params['id']);
      return product ? ok(paginate(state.reviews.get(product.id) ?? [], query)) : notFound('Product');
    },
  }),
  route('POST /api/v1/products/{id}/reviews', 'Review a product', {
    access: 'user',
    body: reviewBody,
    answer: shapes.review,
    status: 201,
    handle: ({ state, params, body, user }) => {
      const product = productById(state, params['id']);
      if (!product || !user) return notFound('Product');
      const review = {
        id: state.nextId.review++,
        author: user.name,
        ...body,
        createdAt: new Date(state.clock()).toISOString(),
      };
      const list = state.reviews.get(product.id) ?? [];
      state.reviews.set(product.id, [review, ...list].slice(0, REVIEWS_KEPT));
      return json(201, review);
    },
  }),
  route('GET /api/v1/search', 'Products whose name or description holds a text', {
    query: searchQuery,
    answer: pageOf(shapes.product),
    handle: ({ state, query }) => search(state, query),
  }),
];

/** FLAW, on purpose: the database's error is told to the client together with the statement's text (CWE-209). */
function search(state: ShopState, query: z.infer<typeof searchQuery>): Reply {
  let ids: ReadonlySet<number>;
  try {
    ids = new Set(state.search.find(query.q));
  } catch (error) {
    return problem(500, 'search_failed', `SQLITE_ERROR: ${error instanceof Error ? error.message : 'unknown'}`, {
      statement: `SELECT id FROM product WHERE name LIKE '%${query.q}%' …`,
    });
  }
  const found = state.products.filter(
    (product) => ids.has(product.id) && (!query.category || product.category === query.category),
  );
  return ok(paginate(found, query));
}

function productById(state: ShopState, id: string | undefined): Product | undefined {
  return state.products.find((product) => String(product.id) === id);
}

/** Answers with an entity tag, or 304 when the client has this version (RFC 9110, 13.1.2). */
function tagged(call: Call, product: Product | undefined): Reply {
  if (!product) return notFound('Product');
  const tag = `"${createHash('sha256').update(JSON.stringify(product)).digest('base64url').slice(0, 16)}"`;
  const headers = { etag: tag, 'cache-control': 'private, max-age=30' };
  if (call.header('if-none-match') === tag) return { status: 304, type: '', body: '', headers };
  return ok(product, headers);
}

function orderBy(sort: 'name' | 'price' | 'rating'): (a: Product, b: Product) => number {
  if (sort === 'price') return (a, b) => a.priceCents - b.priceCents;
  if (sort === 'rating') return (a, b) => b.rating - a.rating;
  return (a, b) => a.name.localeCompare(b.name);
}
