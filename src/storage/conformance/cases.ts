import { afterAll, afterEach, describe, expect, test } from 'vitest';

/** What a port's suite runs against: opened by the adapter, closed by the suite. */
interface Closable {
  close(): Promise<void>;
}

/** Runs every case against a fresh adapter, closes it, and proves at the end that all of them ran. */
export function runCases<Port extends Closable>(
  name: string,
  make: () => Promise<Port>,
  cases: Readonly<Record<string, (port: Port) => Promise<void>>>,
  expected: number,
): void {
  describe(name, () => {
    const opened: Port[] = [];
    let ran = 0;
    afterEach(async () => {
      for (const port of opened.splice(0)) await port.close();
    });
    afterAll(() => expect(ran).toBe(expected));
    test.each(Object.entries(cases))('%s', async (_title, check) => {
      const port = await make();
      opened.push(port);
      ran++;
      expect.hasAssertions();
      await check(port);
    });
  });
}
