import { describe, expect, test } from 'vitest';
import { form, json, request, response } from './exchange.fixtures.ts';
import { readLogin, readLoginResult } from './index.ts';
import type { TransactionRequest } from '../../model/index.ts';

const basic = `Basic ${Buffer.from('lena:geheim').toString('base64')}`;
const multipart = [
  '--B',
  'Content-Disposition: form-data; name="username"',
  '',
  'lena',
  '--B',
  'Content-Disposition: form-data; name="password"',
  '',
  'geheim',
  '--B--',
].join('\r\n');
const document = 'mutation M($e: String!, $p: String!) { login(email: $e, password: $p) { token user { verified } } }';

describe('a login attempt', () => {
  const attempts: readonly (readonly [name: string, attempt: TransactionRequest])[] = [
    ['JSON', json({ email: 'lena', password: 'geheim' }, '/login')],
    ['on a path that does not say so', json({ username: 'lena', password: 'geheim' }, '/v1/gate')],
    ['nested', json({ user: { email: 'lena', password: 'geheim' } }, '/users/sign_in')],
    [
      'JSON:API',
      json({ data: { type: 'sessions', attributes: { 'user-name': 'lena', 'pass-word': 'geheim' } } }, '/sessions'),
    ],
    ['a form', form('user%5Blogin%5D=lena&user%5Bpassword%5D=geheim&remember_me=1', '/auth')],
    ['OAuth password grant', form('grant_type=password&username=lena&password=geheim&client_id=app', '/oauth/token')],
    [
      'multipart',
      request({ target: '/login', headers: ['Content-Type', 'multipart/form-data; boundary=B'], body: multipart }),
    ],
    [
      'XML',
      request({
        target: '/login',
        headers: ['Content-Type', 'text/xml'],
        body: '<l><UserName>lena</UserName><Password>geheim</Password></l>',
      }),
    ],
    ['GraphQL variables', json({ query: document, variables: { email: 'lena', password: 'geheim' } }, '/graphql')],
    [
      'GraphQL input object',
      json(
        {
          query: 'mutation($i: LoginInput!) { signIn(input: $i) { jwt } }',
          variables: { i: { identifier: 'lena', password: 'geheim' } },
        },
        '/graphql',
      ),
    ],
    [
      'GraphQL literals',
      json({ query: 'mutation { login(email: "lena", password: "geheim") { token } }' }, '/graphql'),
    ],
    ['Basic', request({ method: 'POST', target: '/api/login', headers: ['Authorization', basic] })],
    [
      'a PUT',
      request({
        method: 'PUT',
        target: '/session',
        headers: ['Content-Type', 'application/json'],
        body: '{"login":"lena","pwd":"geheim"}',
      }),
    ],
    [
      'JSON sent as text, key escaped',
      request({
        target: '/login',
        headers: ['Content-Type', 'text/plain'],
        body: '{"email":"lena","\\u0070assword":"geheim"}',
      }),
    ],
    ['German', json({ benutzername: 'lena', passwort: 'geheim' }, '/anmelden')],
    ['Spanish', json({ correo: 'lena', contraseña: 'geheim' }, '/ingresar')],
    ['French', json({ identifiant: 'lena', motDePasse: 'geheim' }, '/connexion')],
    ['Portuguese', json({ usuario: 'lena', senha: 'geheim' }, '/entrar')],
    ['Swedish', json({ användarnamn: 'lena', lösenord: 'geheim' }, '/login')],
    ['Polish', json({ użytkownik: 'lena', hasło: 'geheim' }, '/api/login')],
    ['Chinese', json({ 用户名: 'lena', 密码: 'geheim' }, '/x')],
    ['Russian', json({ логин: 'lena', пароль: 'geheim' }, '/x')],
    ['a PIN on a login path', json({ memberId: 'lena', pin: 'geheim' }, '/app/login')],
  ];
  let ran = 0;
  test.each(attempts)('%s', (_name, attempt) => {
    ran++;
    expect(readLogin(attempt)).toEqual({ name: 'lena', secret: 'geheim' });
  });
  test('all ran', () => expect(ran).toBe(attempts.length));
});

describe('no login attempt', () => {
  const others: readonly (readonly [name: string, other: TransactionRequest])[] = [
    ['a registration by path', json({ email: 'a', password: 'b' }, '/register')],
    ['a registration by REST custom', json({ email: 'a', password: 'b' }, '/v1/users')],
    ['a registration by its second field', json({ email: 'a', password: 'b', passwordConfirm: 'b' }, '/auth')],
    ['a registration with password2', form('username=a&password=b&password2=b', '/account')],
    ['a change', json({ email: 'a', old_password: 'b', new_password: 'c' }, '/me')],
    ['a reset', json({ email: 'a', newPassword: 'b' }, '/x')],
    ['a reset by path', json({ email: 'a', password: 'b' }, '/password/reset')],
    ['a GraphQL registration', json({ query: 'mutation { signUp(email: "a", password: "b") { token } }' }, '/graphql')],
    ['a webhook with a secret', json({ name: 'a', secret: 'b', url: 'https://x.example' }, '/hooks')],
    ['an order', json({ email: 'a', items: [{ id: 1 }] }, '/orders')],
    ['a password alone', json({ password: 'b' }, '/unlock')],
    ['a GET', request({ method: 'GET', target: '/login?user=a&password=b' })],
    ['Basic on another path', request({ method: 'POST', target: '/orders', headers: ['Authorization', basic] })],
    ['a large body elsewhere', json({ username: 'a', password: 'b', text: 'x'.repeat(5_000) }, '/x')],
  ];
  let ran = 0;
  test.each(others)('%s', (_name, other) => {
    ran++;
    expect(readLogin(other)).toBeUndefined();
  });
  test('all ran', () => expect(ran).toBe(others.length));
});

describe('its result', () => {
  const attempt = json({ email: 'lena', password: 'geheim' }, '/login');
  const cases: readonly (readonly [
    name: string,
    answer: ReturnType<typeof response>,
    expected: 'success' | 'failure' | undefined,
  ])[] = [
    ['a token', response(200, { access_token: 'x' }), 'success'],
    ['a token in an envelope', response(200, { data: { token: 'x' } }), 'success'],
    ['a user record', response(200, { id: 5, email: 'lena' }), 'success'],
    ['a cookie and nothing else', response(204, '', ['Set-Cookie', 'sid=1']), 'success'],
    ['a second factor asked for', response(200, { mfa_required: true }), 'success'],
    ['GraphQL with a token', response(200, { data: { login: { token: 'x' } } }), 'success'],
    ['a redirect to the account', response(302, '', ['Location', '/account']), 'success'],
    ['401', response(401, { error: 'x' }), 'failure'],
    ['400', response(400, ''), 'failure'],
    ['200 with an error', response(200, { error: 'Invalid credentials' }), 'failure'],
    ['200 with success false', response(200, { success: false }), 'failure'],
    ['200 with a status word', response(200, { status: 'error', message: 'Falsches Passwort' }), 'failure'],
    ['200 with a message', response(200, { message: 'Wrong password' }), 'failure'],
    ['GraphQL errors', response(200, { errors: [{ message: 'no' }], data: { login: null } }), 'failure'],
    ['GraphQL null', response(200, { data: { login: null } }), 'failure'],
    ['the form again', response(200, '<form><input type="password"></form>'), 'failure'],
    ['a redirect back', response(302, '', ['Location', '/login?error=1']), 'failure'],
    ['too many attempts', response(429, ''), undefined],
    ['the server failed', response(500, ''), undefined],
  ];
  let ran = 0;
  test.each(cases)('%s', (_name, answer, expected) => {
    ran++;
    expect(readLoginResult(attempt, answer)).toBe(expected);
  });
  test('all ran', () => expect(ran).toBe(cases.length));

  test('is undefined where nobody tried to log in', () => {
    expect(readLoginResult(json({ a: 1 }), response(200, { token: 'x' }))).toBeUndefined();
  });
});
