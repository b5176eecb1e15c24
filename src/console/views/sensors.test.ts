import { expect, test } from 'vitest';
import { transaction } from '../../../test/lib/console.ts';
import { curlFor } from './curl.ts';
import { verdictSentence } from './sentences.ts';
import { stagesOf } from './stages.ts';

const clean = {
  conclusion: 'allow',
  wouldBe: 'allow',
  reason: 'clean',
  mode: 'monitor',
  rules: [],
  policyVersion: 'p',
} as const;
const sentence = (more: Parameters<typeof transaction>[1]): string =>
  verdictSentence(transaction(1, more), null, (id) => id);

test('what a passive sensor saw is never said to have been let through or received', () => {
  const unseen = { sensor: 'mirror', status: 0, end: 'unseen', verdict: clean } as const;
  expect(sentence(unseen)).toBe(
    'Seen by a sensor that cannot refuse (NGINX mirror): no rule had anything to say; its answer was not seen.',
  );
  expect(sentence({ ...unseen, verdict: { ...clean, wouldBe: 'block', reason: 'mitigation:M-1' } })).toMatch(
    /^Seen by a sensor that cannot refuse \(NGINX mirror\), though it would have been refused: .* \(M-1\);/,
  );
  expect(stagesOf(transaction(1, unseen), null)[0]?.title).toBe('Seen by NGINX mirror');
});

test('what can be refused is let through', () => {
  expect(sentence({ sensor: 'envoy-authz', verdict: clean })).toMatch(/^Let through: /);
  expect(sentence({ verdict: clean })).toMatch(/^Let through: /);
});

test('without a gateway a request is repeated to its own host', () => {
  const { command } = curlFor(transaction(1, { sensor: 'otel' }), null, '');
  expect(command).toContain('http://api.shop.example/v1/orders/1');
});
