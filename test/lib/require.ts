import { appendFileSync, existsSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** What some suites need and not every machine has: where it may stand, and how a person gets it. */
const PARTS = {
  chromium: {
    places: [
      process.env['SALLYPORT_CHROMIUM'] ?? '',
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    reason: 'no Chromium found: install it (Debian: apt-get install chromium) or name it in SALLYPORT_CHROMIUM',
  },
  nginx: {
    places: ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/bin/nginx', '/opt/homebrew/bin/nginx'],
    reason: 'no NGINX found: install it (Debian: apt-get install nginx)',
  },
  opentelemetry: {
    places: [path.join(root, 'test/peers/node_modules/@opentelemetry/sdk-trace-node')],
    reason: 'test/peers is not installed: run npm ci in that folder',
  },
  verdaccio: {
    places: [path.join(root, 'test/peers/node_modules/verdaccio')],
    reason: 'test/peers is not installed: run npm ci in that folder',
  },
} as const;

export interface Part {
  readonly available: boolean;
  /** Where it was found; '' when it was not. */
  readonly path: string;
  /** Why the suite is skipped; '' when it is not. */
  readonly reason: string;
}

/**
 * Whether a part that not every machine has is here. A suite calls it once and passes `!part.available` to `skipIf`;
 * what is missing is told to `npm test`, which prints it at the end.
 */
export function requires(what: keyof typeof PARTS): Part {
  const { places, reason } = PARTS[what];
  const found = places.find((place) => place !== '' && existsSync(place));
  if (found !== undefined) return { available: true, path: found, reason: '' };
  const notes = process.env['SALLYPORT_SKIP_NOTES'];
  if (notes) appendFileSync(notes, `${what}: ${reason}\n`);
  return { available: false, path: '', reason };
}
