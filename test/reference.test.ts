import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { referencePages } from '../scripts/lib/reference.ts';

test('the generated reference is current (npm run docs)', () => {
  const pages = referencePages();
  expect(pages.length).toBe(7);
  for (const [name, text] of pages)
    expect(readFileSync(path.resolve(import.meta.dirname, '../docs/reference', name), 'utf8'), name).toBe(text);
});
