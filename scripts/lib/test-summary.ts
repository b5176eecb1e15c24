/** The parts of Vitest's JSON report that are used here. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

export interface Summary {
  readonly good: boolean;
  /** For the end of the output; the last one is `N passed, N failed, N skipped`. */
  readonly lines: readonly string[];
}

export interface RunFacts {
  /** Vitest's exit code. */
  readonly status: number;
  readonly noSkip: boolean;
}

/**
 * What a test run comes to. `reportText` is Vitest's JSON report, empty when it did not get so far; `notes` has a line for
 * each part that a suite did not find on this machine.
 */
export function summarise(reportText: string, notes: string, { status, noSkip }: RunFacts): Summary {
  if (reportText === '')
    return { good: false, lines: ['The test runner ended early.', '0 passed, 1 failed, 0 skipped'] };
  const report = JSON.parse(reportText) as Report;
  const skipped = report.numPendingTests + report.numTodoTests;
  // A file that does not load has no tests to count, and is a failure all the same.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const failed = Math.max(report.numFailedTests + broken, status === 0 ? 0 : 1);
  const lines = skipped > 0 ? skippedLines(report, notes) : [];
  if (report.numPassedTests + failed === 0) lines.push('No test ran.');
  if (noSkip && skipped > 0) lines.push('Skipping is a failure here (SALLYPORT_NO_SKIP=1).');
  lines.push(`${report.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
  return { good: failed === 0 && report.numPassedTests > 0 && !(noSkip && skipped > 0), lines };
}

function skippedLines(report: Report, notes: string): string[] {
  const reasons = [...new Set(notes.split('\n').filter((line) => line !== ''))];
  const files = report.testResults.flatMap((file) => {
    const count = file.assertionResults.filter((one) => one.status !== 'passed' && one.status !== 'failed').length;
    return count > 0
      ? [`  ${count} in ${file.name.replaceAll('\\', '/').replace(/^.*?\/(?=(src|test|web|scripts|bench)\/)/, '')}`]
      : [];
  });
  return ['Skipped:', ...files, ...(reasons.length > 0 ? ['Because:', ...reasons.map((reason) => `  ${reason}`)] : [])];
}
