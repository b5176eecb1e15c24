import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,scripts,bench,test}/**/*.test.ts', 'web/src/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**'],
    pool: 'forks',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // Real servers on a busy machine: a bound against hanging, not a measure.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
