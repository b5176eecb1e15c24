import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scratch } from '../lib/cli.ts';
import { requires } from '../lib/require.ts';
import { protect, type Protection } from './protection.ts';
import { createNpm, startRegistry, type NpmRun, type Registry } from './registry.ts';

const verdaccio = requires('verdaccio');

/** Words, code and binary bytes that packages really hold, the kind a filter trips over. */
const README = `# parcel-label\n\nSELECT a label printer; then UNION of sizes.\n\n    ../../shared/labels && rm -rf out\n\n<script src="x.js"></script>\n`;
const CODE = `export const query = "SELECT * FROM labels WHERE id = '" + 1 + "' OR 1=1 --";\nexport const up = '../../../etc/hosts';\n`;

// npm takes seconds to start on a busy machine.
describe.skipIf(!verdaccio.available)(
  'verdaccio and npm through the gateway in enforce mode',
  { timeout: 90_000 },
  () => {
    const place = scratch();
    const folder = (name: string): string => {
      const full = path.join(place.folder, name);
      mkdirSync(full, { recursive: true });
      return full;
    };
    let registry: Registry;
    let protection: Protection;
    let npm: (folder: string, args: readonly string[], answers?: readonly string[]) => Promise<NpmRun>;

    const works = async (from: string, args: readonly string[], answers?: readonly string[]): Promise<string> => {
      const { code, output } = await npm(folder(from), args, answers);
      expect(code, `npm ${args.join(' ')}\n${output}`).toBe(0);
      return output;
    };
    const writePackage = (
      name: string,
      version: string,
      dependencies: Readonly<Record<string, string>> = {},
    ): string => {
      const from = `packages/${name.replace('/', '-')}-${version}`;
      const keywords = ['labels', 'c++', "it's"];
      writeFileSync(
        path.join(folder(from), 'package.json'),
        JSON.stringify({
          name,
          version,
          dependencies,
          keywords,
          description: `Prints <b>labels</b> & "tags" for ${name}`,
        }),
      );
      writeFileSync(path.join(folder(from), 'README.md'), README);
      writeFileSync(path.join(folder(from), 'index.js'), CODE);
      writeFileSync(path.join(folder(from), 'blob.bin'), randomBytes(200_000));
      return from;
    };

    beforeAll(async () => {
      registry = await startRegistry(verdaccio.path, folder('registry'));
      protection = await protect(registry.url);
      npm = createNpm(folder('home'), protection.gateway);
    }, 60_000);

    afterAll(async () => {
      await protection.stop();
      await registry.stop();
      place.dispose();
    });

    test('log in', async () => {
      await works('work', ['adduser', '--auth-type=legacy'], ['labeller', "o'Neill; 1=1 --", 'labeller@example.com']);
      expect((await works('work', ['whoami'])).trim()).toBe('labeller');
    });

    test('publish, also a scoped package and a second version', async () => {
      expect(await works(writePackage('parcel-label', '1.0.0'), ['publish'])).toContain('+ parcel-label@1.0.0');
      await works(writePackage('@depot/printer', '0.1.0', { 'parcel-label': '^1.0.0' }), [
        'publish',
        '--access',
        'public',
      ]);
      await works(writePackage('parcel-label', '1.1.0-beta.1+build.5'), ['publish', '--tag', 'beta']);
    });

    test('view', async () => {
      expect(await works('work', ['view', '@depot/printer', '--json'])).toContain('labels');
    });

    test('search', async () => {
      expect(await works('work', ['search', 'parcel-label'])).toContain('parcel-label');
    });

    test('dist-tag', async () => {
      await works('work', ['dist-tag', 'add', 'parcel-label@1.0.0', 'stable']);
      expect(await works('work', ['dist-tag', 'ls', 'parcel-label'])).toMatch(/stable: 1\.0\.0/);
    });

    test('install: what arrives is what was published', async () => {
      writeFileSync(
        path.join(folder('consumer'), 'package.json'),
        JSON.stringify({ name: 'consumer', version: '1.0.0' }),
      );
      await works('consumer', ['install', '@depot/printer']);
      const installed = path.join(place.folder, 'consumer/node_modules/parcel-label');
      expect(readFileSync(path.join(installed, 'README.md'), 'utf8')).toBe(README);
      expect(readFileSync(path.join(installed, 'index.js'), 'utf8')).toBe(CODE);
      const published = path.join(place.folder, 'packages/parcel-label-1.0.0');
      expect(
        readFileSync(path.join(installed, 'blob.bin')).equals(readFileSync(path.join(published, 'blob.bin'))),
      ).toBe(true);
    });

    test('the bytes of a tarball are those the server sends without a gateway', async () => {
      const target = '/parcel-label/-/parcel-label-1.0.0.tgz';
      const load = async (origin: string): Promise<Buffer> =>
        Buffer.from(await (await fetch(origin + target)).arrayBuffer());
      const [direct, through] = [await load(registry.url), await load(protection.gateway)];
      expect(through.length).toBeGreaterThan(200_000);
      expect(through.equals(direct)).toBe(true);
    });

    test('unpublish a version', async () => {
      await works('work', ['unpublish', 'parcel-label@1.1.0-beta.1', '--force']);
      expect(await works('work', ['view', 'parcel-label', 'versions', '--json'])).not.toContain('beta');
    });

    test('nothing of it was taken for an attack, and nothing went wrong on the way', async () => {
      const counters = await protection.counters();
      expect(counters['gateway.requests']).toBeGreaterThan(15);
      const activity = new Set(['gateway.requests', 'gateway.connections']);
      const others = Object.entries(counters).filter(([id, value]) => value !== 0 && !activity.has(id));
      expect(others).toEqual([]);
    });
  },
);
