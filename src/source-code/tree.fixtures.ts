import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findDeclaredRoutes, type SourceOptions, type SourceReport } from './find.ts';

/** Writes a source tree, searches it, and takes it away again. */
export async function searchTree(
  files: Readonly<Record<string, string>>,
  options: SourceOptions = {},
): Promise<SourceReport> {
  const root = mkdtempSync(path.join(tmpdir(), 'sallyport-source-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), text);
    }
    return await findDeclaredRoutes(root, options);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** One line a route: `GET /users/{id} src/app.ts:7 showUser`, with notes behind `#`. */
export const lines = ({ routes }: SourceReport): readonly string[] =>
  routes.map(({ methods, template, file, line, handler, notes }) =>
    [
      `${methods.join(',')} ${template} ${file}:${line}`,
      ...(handler === undefined ? [] : [handler]),
      ...(notes.length === 0 ? [] : [`# ${notes.join('; ')}`]),
    ].join(' '),
  );
