import { expect, test } from 'vitest';
import { summarise } from './test-summary.ts';

interface Tests {
  readonly passed?: number;
  readonly failed?: number;
  readonly skipped?: number;
  /** Files that did not load. */
  readonly broken?: number;
}

function report({ passed = 0, failed = 0, skipped = 0, broken = 0 }: Tests): string {
  const assertionResults = [
    ...Array.from({ length: passed }, () => ({ status: 'passed', fullName: 'p' })),
    ...Array.from({ length: failed }, () => ({ status: 'failed', fullName: 'f' })),
    ...Array.from({ length: skipped }, () => ({ status: 'skipped', fullName: 's' })),
  ];
  const testResults = [
    { name: '/home/x/test/e2e/web.test.ts', status: failed > 0 ? 'failed' : 'passed', assertionResults },
    ...Array.from({ length: broken }, (_, i) => ({
      name: `/home/x/src/${i}.test.ts`,
      status: 'failed',
      assertionResults: [],
    })),
  ];
  return JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: skipped,
    numTodoTests: 0,
    testResults,
  });
}

const cases: readonly (readonly [
  name: string,
  tests: Tests,
  facts: { status: number; noSkip: boolean },
  last: string,
  good: boolean,
])[] = [
  ['all well', { passed: 3 }, { status: 0, noSkip: true }, '3 passed, 0 failed, 0 skipped', true],
  ['one fails', { passed: 3, failed: 1 }, { status: 1, noSkip: false }, '3 passed, 1 failed, 0 skipped', false],
  ['skips are told', { passed: 3, skipped: 2 }, { status: 0, noSkip: false }, '3 passed, 0 failed, 2 skipped', true],
  [
    'skips are failures when asked',
    { passed: 3, skipped: 2 },
    { status: 0, noSkip: true },
    '3 passed, 0 failed, 2 skipped',
    false,
  ],
  [
    'a file does not load',
    { passed: 3, broken: 2 },
    { status: 1, noSkip: false },
    '3 passed, 2 failed, 0 skipped',
    false,
  ],
  ['an error outside of tests', { passed: 3 }, { status: 1, noSkip: false }, '3 passed, 1 failed, 0 skipped', false],
  ['nothing ran', {}, { status: 0, noSkip: false }, '0 passed, 0 failed, 0 skipped', false],
];

test.each(cases)('%s', (_name, tests, facts, last, good) => {
  const summary = summarise(report(tests), '', facts);
  expect(summary.lines.at(-1)).toBe(last);
  expect(summary.good).toBe(good);
});

test('the end says what was skipped and why, each reason once', () => {
  const { lines } = summarise(report({ passed: 1, skipped: 2 }), 'chromium: none\nchromium: none\n', {
    status: 0,
    noSkip: false,
  });
  expect(lines).toEqual([
    'Skipped:',
    '  2 in test/e2e/web.test.ts',
    'Because:',
    '  chromium: none',
    '1 passed, 0 failed, 2 skipped',
  ]);
});

test('a runner that ended before its report is a failure', () => {
  expect(summarise('', '', { status: 1, noSkip: false })).toEqual({
    good: false,
    lines: ['The test runner ended early.', '0 passed, 1 failed, 0 skipped'],
  });
});
