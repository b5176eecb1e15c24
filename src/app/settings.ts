import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export type Environment = 'demo' | 'default';

export const VERSION = '0.1.0';

/** Folder of the built pages, beside the sources in a clone and inside dist when installed; null when not built. */
export function webRoot(): string | null {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const places = [path.resolve(here, '../../web/dist'), path.resolve(here, '../web')];
  return places.find((folder) => existsSync(path.join(folder, 'index.html'))) ?? null;
}
