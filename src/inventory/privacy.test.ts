import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DecodedBody, JsonValue, TransactionRequest, TransactionResponse } from '../model/index.ts';
import { DATA_CLASSES } from './data-classes/index.ts';
import { createLearner, type Learner } from './learn.ts';
import { toOpenApi } from './openapi/index.ts';

interface Exchange {
  readonly sends: DecodedBody;
  readonly answers: JsonValue;
  readonly query?: readonly (readonly [string, string])[];
  readonly headers?: readonly string[];
}

function observe(learner: Learner, { sends, answers, query = [], headers = [] }: Exchange, time: number): void {
  const rawBody = { bytes: new Uint8Array(0), size: 10, complete: true };
  const header = (): undefined => undefined;
  const common = { time, method: 'POST', host: 'api.example.test', query: '', status: 200 };
  const request: TransactionRequest = {
    head: {
      id: 't',
      time,
      method: 'POST',
      scheme: 'https',
      host: 'api.example.test',
      target: '/people',
      httpVersion: '1.1',
      headers,
      client: { address: '198.51.100.7', peer: '198.51.100.7' },
    },
    path: '/people',
    query: '',
    rawBody,
    contentType: 'application/json',
    header,
    queryPairs: query,
    cookies: [],
    body: sends,
  };
  const response: TransactionResponse = {
    head: { status: 200, headers: [], time },
    rawBody,
    contentType: 'application/json',
    header,
    body: { kind: 'json', value: answers },
  };
  learner.observe({ ...common, path: '/people', requestHeaders: headers, request, response });
}

/** All that is stored or shown of what a learner learned. */
function kept(learner: Learner): string {
  const documents = learner.apis().map((api) => toOpenApi(api, learner.endpoints()));
  return JSON.stringify([learner.save(), learner.endpoints(), documents]);
}

/** Values of sensitive data, each under a name that says what it is; as JSON numbers too where they are digits. */
const planted = DATA_CLASSES.flatMap(({ id, examples }) => examples.is.map(([name, value]) => ({ id, name, value })));

test('no sensitive value survives in what is stored or published', () => {
  const learner = createLearner();
  let seen = 0;
  for (let round = 0; round < 120; round++) {
    for (const { name, value } of planted) {
      const number = /^[1-9]\d{2,14}$/.test(value) ? Number(value) : value;
      const body = { outer: [{ [name]: value }], numbers: { [name]: number }, plain: round };
      observe(
        learner,
        {
          sends: { kind: 'json', value: body },
          answers: { [name]: value, list: { [name]: [value] } },
          query: [[name, value]],
          headers: [`X-${name}`, value],
        },
        round,
      );
      seen++;
    }
  }
  const text = kept(learner);
  expect(seen).toBe(planted.length * 120);
  // A value of three digits or a common word is in any text.
  const telling = planted.filter(({ value }) => value.length >= 8 || /[^a-z0-9 ]/i.test(value));
  expect(telling.length).toBeGreaterThan(60);
  const leaks = telling.filter(
    ({ value }) => text.includes(value) || text.includes(JSON.stringify(value).slice(1, -1)),
  );
  expect(leaks).toEqual([]);
  for (const { name, value } of planted) {
    const range = `"minimum":${value}`;
    expect(text.includes(`${range},`) || text.includes(`${range}}`), `${name} ${value}`).toBe(false);
  }
  expect(learner.endpoints()[0]?.fields.length).toBeGreaterThan(100);
});

test('nor where it stands among ordinary values, in a form, in XML, as a key, or late', () => {
  const secret = ['ann.lee@example.test', '219-09-9999', '4111111111111111', 'DE89370400440532013000'];
  let cases = 0;
  fc.assert(
    fc.property(fc.constantFrom(...secret), fc.integer({ min: 0, max: 90 }), (value, when) => {
      const learner = createLearner();
      for (let round = 0; round < 100; round++) {
        const held = round === when ? value : (['open', 'shut'][round % 2] ?? '');
        observe(
          learner,
          {
            sends: [
              { kind: 'json', value: { note: held, [round === when ? value : 'key']: 1 } } as const,
              { kind: 'form', pairs: [['note', held]] } as const,
              { kind: 'xml', text: `<a note="${held}"><b>${held}</b></a>` } as const,
            ][round % 3] as DecodedBody,
            answers: { status: held },
            query: [['q', held]],
            headers: ['X-Note', held],
          },
          round,
        );
      }
      expect(kept(learner)).not.toContain(value);
      cases++;
    }),
    { numRuns: 30 },
  );
  expect(cases).toBe(30);
});

test('what is no secret is still told: a closed set, a range, a length', () => {
  const learner = createLearner();
  for (let round = 0; round < 60; round++)
    observe(
      learner,
      {
        sends: {
          kind: 'json',
          value: { state: ['open', 'shut'][round % 2] ?? '', size: round, code: 'x'.repeat(1 + (round % 30)) },
        },
        answers: {},
      },
      round,
    );
  const fields = new Map(learner.endpoints()[0]?.fields.map((field) => [field.name, field]));
  expect(fields.get('$.state')?.enum).toEqual(['open', 'shut']);
  expect(fields.get('$.size')).toMatchObject({ minimum: 0, maximum: 59 });
  expect(fields.get('$.code')).toMatchObject({ minimumLength: 1, maximumLength: 30 });
});
