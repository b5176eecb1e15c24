import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { dereference } from '@scalar/openapi-parser';

/**
 * Rules of the recommended set that ask for what traffic cannot tell, each with why. All others hold.
 */
const NEEDS_A_PERSON = {
  // Nobody learns a licence from traffic.
  'info-license': 'off',
  'info-license-strict': 'off',
  // An answer that was never seen must not be promised.
  'operation-2xx-response': 'off',
  'operation-4xx-response': 'off',
  // The server is the host that was seen, also where it is a test's.
  'no-server-example.com': 'off',
  // What a router tells apart by order (`/{a}/x`, `/y/{b}`) is how the API is.
  'no-ambiguous-paths': 'off',
} as const;

const config = await createConfig({ extends: ['recommended'], rules: NEEDS_A_PERSON });

/** What a strict validator, a linter and an importer have to say against a document; empty when all are content. */
export async function objections(document: object): Promise<readonly string[]> {
  const text = JSON.stringify(document);
  const validated = await new Validator().validate(JSON.parse(text) as Record<string, unknown>);
  const problems = await lintFromString({ source: text, absoluteRef: '/learned.json', config });
  const read = dereference(JSON.parse(text) as Record<string, unknown>);
  return [
    ...(validated.valid ? [] : [`validator: ${JSON.stringify(validated.errors).slice(0, 500)}`]),
    ...problems.map(
      ({ ruleId, message, location }) =>
        `${ruleId}: ${message} (${location.map(({ pointer }) => pointer ?? '').join(', ')})`,
    ),
    ...(read.errors ?? []).map((error) => `importer: ${error.message}`),
  ];
}
