import { expect, test } from 'vitest';
import { isRefusal, planRequest } from './request-head.ts';

const headersOf = (...lines: string[]): readonly string[] => {
  const plan = planRequest('GET', '/', false, ['Host', 'a.example', ...lines], false);
  if (isRefusal(plan)) throw new Error(plan.detail);
  return plan.headers.slice(2);
};

const cases: readonly (readonly [sent: string, forwarded: readonly string[]])[] = [
  ['sid=1; theme=dark;lang=de', ['Cookie', 'sid=1; theme=dark;lang=de']],
  ['sallyport-session=abc', []],
  ['sid=1; sallyport-session=abc; x=2', ['Cookie', 'sid=1; x=2']],
  ['sallyport-session=abc; x=2', ['Cookie', 'x=2']],
  ['my-sallyport-session=kept', ['Cookie', 'my-sallyport-session=kept']],
];

test.each(cases)("cookie line '%s': the console's session stays here, the rest passes as it is", (sent, forwarded) => {
  expect(headersOf('Cookie', sent)).toEqual(forwarded);
});

test('all cases ran', () => expect(cases).toHaveLength(5));
