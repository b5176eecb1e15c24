import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf, loadedWith, MAY_IMPORT, violations, type Sources } from './lib/architecture.ts';

const root = path.resolve(import.meta.dirname, '..');

function repository(): Sources {
  const files = globSync(['src/**/*.ts', 'web/src/**/*.{ts,tsx}'], { cwd: root }).map((file) =>
    file.replaceAll(path.sep, '/'),
  );
  return new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));
}

describe('the import table of ARCHITECTURE.md', () => {
  const sources = repository();

  test('holds for every file', () => {
    expect(violations(sources)).toEqual([]);
  });

  test('was held against the whole program', () => {
    const files = [...sources.keys()].filter((file) => file.startsWith('src/'));
    expect(files.length).toBeGreaterThan(100);
    const imports = [...sources].flatMap(([file, text]) => importsOf(file, text));
    expect(imports.length).toBeGreaterThan(files.length);
    const rooms = new Set(files.map((file) => file.split('/')[1] ?? ''));
    expect([...rooms].toSorted()).toEqual(
      Object.keys(MAY_IMPORT)
        .filter((room) => !room.includes('/'))
        .toSorted(),
    );
  });

  test('has no room that ARCHITECTURE.md does not name', () => {
    const page = readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8');
    const table = page.slice(page.indexOf('who may import whom'));
    const rooms = Object.keys(MAY_IMPORT).filter((room) => !room.includes('/'));
    expect(rooms.filter((room) => !table.includes(`\`${room}\``))).toEqual([]);
  });
});

describe("the gateway's thread", () => {
  const sources = repository();
  /** Learning, storing, showing and importing are the control thread's or a command's: each costs this one megabytes. */
  const cold = /^src\/(?:inventory\/index|analysis\/|console\/|specifications\/|storage\/|capture\/(?:import|sensors))/;

  test('loads the hot half only', () => {
    const loaded = [...loadedWith('src/app/gateway-side.ts', sources)];
    expect(loaded.length).toBeGreaterThan(50);
    expect(loaded).toContain('src/pipeline/inline.ts');
    expect(loaded.filter((file) => cold.test(file))).toEqual([]);
  });

  test('a cold file reached in two steps is caught; one loaded when asked for, or for its types, is not', () => {
    const planted = new Map([
      ['src/app/gateway-side.ts', `import { a } from './a.ts';\nimport type { T } from '../analysis/index.ts';`],
      ['src/app/a.ts', `import { b } from '../inventory/index.ts';\nawait import('../specifications/index.ts');`],
    ]);
    expect([...loadedWith('src/app/gateway-side.ts', planted)].filter((file) => cold.test(file))).toEqual([
      'src/inventory/index.ts',
    ]);
  });
});

describe('planted violations are caught', () => {
  const planted: readonly (readonly [file: string, text: string, rule: string])[] = [
    ['src/detect/x.ts', `import { a } from '../decide/index.ts';`, 'detect may not import decide'],
    ['src/model/x.ts', `import type { A } from '../lib/text/hash.ts';`, 'model may not import lib'],
    ['src/console/x.ts', `export * from '../storage/sqlite/index.ts';`, 'console may not import storage/adapter'],
    [
      'src/storage/sqlite/x.ts',
      `import { a } from '../memory/index.ts';`,
      'storage/adapter may not import storage/adapter',
    ],
    ['src/storage/x.ts', `import { a } from './sqlite/index.ts';`, 'storage may not import storage/adapter'],
    ['src/console/x.ts', `const { a } = await import('../app/index.ts');`, 'console may not import app'],
    ['src/decide/x.ts', `import { a } from '../detect/registry.ts';`, 'a room is entered through its index.ts'],
    ['src/pipeline/x.ts', `import { a } from '../capture/gateway/server.ts';`, 'pipeline may not import capture'],
    ['src/cli/commands/x.ts', `import { a } from '../../analysis/index.ts';`, 'cli may not import analysis'],
    ['src/cli/x.ts', `import { a } from '../../scripts/x.ts';`, 'src imports nothing outside its rooms'],
    ['src/extra/x.ts', `import { a } from '../model/index.ts';`, 'room extra is not in the table'],
    ['web/src/x.tsx', `import { a } from '../../src/model/index.ts';`, 'web imports nothing outside web'],
  ];

  test.each(planted)('%s: %s', (file, text, rule) => {
    expect(violations(new Map([[file, text]])).map((one) => one.rule)).toEqual([rule]);
  });

  test('a circle over three files', () => {
    const circle = new Map([
      ['src/lib/a/one.ts', `import { b } from './two.ts';`],
      ['src/lib/a/two.ts', `import { c } from '../b/three.ts';`],
      ['src/lib/b/three.ts', `import {\n  a,\n  type A,\n} from '../a/one.ts';`],
    ]);
    expect(violations(circle).map((one) => one.rule)).toEqual(['no circles between files']);
    const throughTypes = new Map([...circle, ['src/lib/b/three.ts', `import type {\n  A,\n} from '../a/one.ts';`]]);
    expect(violations(throughTypes)).toEqual([]);
  });

  test('and what is allowed is let through', () => {
    const allowed = new Map([
      [
        'src/pipeline/x.ts',
        `import type { Gate } from '../capture/gate.ts';\nimport { a } from '../protocols/http/index.ts';`,
      ],
      ['src/app/x.ts', `import { a } from '../storage/sqlite/index.ts';\nimport { b } from '../demo/index.ts';`],
      ['src/console/x.test.ts', `import { a } from '../storage/memory/index.ts';`],
      ['src/detect/injection/x.ts', `import { a } from '../define.ts';\nimport { b } from '../../model/index.ts';`],
      ['web/src/x.tsx', `import { a } from './api/types.gen.ts';`],
    ]);
    expect(violations(allowed)).toEqual([]);
  });
});
