import { z } from 'zod';
import { mailedCode } from '../../people.ts';
import { issueToken } from '../auth.ts';
import { json, noContent, notFound, ok, problem, route, type Reply, type Route } from '../http.ts';
import { shapes } from '../schemas.ts';
import { addUser, hashPassword, type ShopState, type User } from '../state.ts';

const loginBody = z.object({ email: z.string().max(200), password: z.string().max(200) });
const registerBody = z.object({
  name: z.string().min(1).max(100),
  email: z.email().max(200),
  password: z.string().min(8).max(200),
  phone: z.string().max(40).default(''),
});
const resetBody = z.object({ email: z.string().max(200) });
const confirmBody = z.object({
  email: z.string().max(200),
  code: z.string().length(6),
  newPassword: z.string().min(8).max(200),
});
const profileBody = z.object({ name: z.string().min(1).max(100), phone: z.string().max(40) }).partial();
const addressBody = shapes.address.omit({ id: true });

const ADDRESSES_KEPT = 10;

export const accountRoutes: readonly Route[] = [
  route('POST /api/v1/auth/register', 'Open an account', {
    body: registerBody,
    answer: shapes.token,
    status: 201,
    handle: ({ state, body }) => register(state, body),
  }),
  route('POST /api/v1/auth/login', 'Sign in', {
    body: loginBody,
    answer: shapes.token,
    handle: async ({ state, body }) => {
      const user = state.usersByEmail.get(body.email.toLowerCase());
      if (user?.passwordHash !== hashPassword(body.email.toLowerCase(), body.password)) {
        return problem(401, 'invalid_credentials', 'E-mail or password is wrong');
      }
      return session(state, user, 200);
    },
  }),
  route('POST /api/v1/auth/password-reset', 'Ask for a code to set a new password', {
    body: resetBody,
    status: 202,
    handle: ({ state, body }) => {
      const user = state.usersByEmail.get(body.email.toLowerCase());
      if (user) user.resetCode = mailedCode(user.id);
      // The same answer for known and unknown addresses, so that nobody learns who is a customer.
      return json(202, { message: 'If the address is known, a code is on its way.' });
    },
  }),
  route('POST /api/v1/auth/password-reset/confirm', 'Set a new password with the code', {
    body: confirmBody,
    status: 204,
    handle: ({ state, body }) => {
      const user = state.usersByEmail.get(body.email.toLowerCase());
      if (!user || user.resetCode !== body.code) return problem(400, 'invalid_code', 'The code is wrong or too old');
      user.resetCode = null;
      user.passwordHash = hashPassword(user.email, body.newPassword);
      return noContent;
    },
  }),
  route('GET /api/v1/account', 'The signed-in customer', {
    access: 'user',
    answer: shapes.profile,
    handle: ({ user }) => ok(profile(user)),
  }),
  route('PATCH /api/v1/account', 'Change name or phone', {
    access: 'user',
    body: profileBody,
    answer: shapes.profile,
    handle: ({ user, body }) => {
      if (user && body.name) user.name = body.name;
      if (user && body.phone !== undefined) user.phone = body.phone;
      return ok(profile(user));
    },
  }),
  route('GET /api/v1/account/addresses', 'Own addresses', {
    access: 'user',
    answer: z.array(shapes.address),
    handle: ({ user }) => ok(user?.addresses ?? []),
  }),
  route('POST /api/v1/account/addresses', 'Add an address', {
    access: 'user',
    body: addressBody,
    answer: shapes.address,
    status: 201,
    handle: ({ user, body }) => {
      if (!user || user.addresses.length >= ADDRESSES_KEPT)
        return problem(409, 'too_many', `At most ${ADDRESSES_KEPT} addresses`);
      const address = { id: 1 + Math.max(0, ...user.addresses.map((known) => known.id)), ...body };
      user.addresses.push(address);
      return json(201, address);
    },
  }),
  route('DELETE /api/v1/account/addresses/{id}', 'Remove an address', {
    access: 'user',
    status: 204,
    handle: ({ user, params }) => {
      const index = user?.addresses.findIndex((address) => String(address.id) === params['id']) ?? -1;
      if (index < 0) return notFound('Address');
      user?.addresses.splice(index, 1);
      return noContent;
    },
  }),
];

/** What a customer sees of themselves. */
export function profile(user: User | null) {
  if (!user) return null;
  const { id, name, email, phone, role, balanceCents, addresses, card } = user;
  return { id, name, email, phone, role, balanceCents, addresses, card };
}

async function register(state: ShopState, body: z.infer<typeof registerBody>): Promise<Reply> {
  const email = body.email.toLowerCase();
  if (state.usersByEmail.has(email)) return problem(409, 'email_taken', 'There is an account with this e-mail');
  const user: User = {
    id: state.nextId.user++,
    name: body.name,
    email,
    phone: body.phone,
    role: 'customer',
    passwordHash: hashPassword(email, body.password),
    addresses: [],
    card: null,
    balanceCents: 0,
    resetCode: null,
  };
  addUser(state, user);
  return session(state, user, 201);
}

async function session(state: ShopState, user: User, status: number): Promise<Reply> {
  const { id, name, role } = user;
  return json(
    status,
    { ...(await issueToken(state, user)), user: { id, name, role } },
    { 'cache-control': 'no-store' },
  );
}
