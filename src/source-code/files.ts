import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { LIMITS } from '../model/index.ts';

/** Why a file of the tree was not searched. */
export const SKIPPED = ['too-large', 'minified', 'unreadable', 'outside', 'test', 'too-deep', 'too-many'] as const;
export type SkippedFile = (typeof SKIPPED)[number];

export interface SourceFile {
  /** Path from the root, with forward slashes. */
  readonly file: string;
}

const IGNORED_FOLDERS = new Set([
  'node_modules',
  'bower_components',
  'dist',
  'build',
  'out',
  'target',
  'vendor',
  'third_party',
  'coverage',
  'venv',
  'env',
  'virtualenv',
  'site-packages',
  '__pycache__',
  'migrations',
]);
const TEST_FOLDERS = new Set([
  '__tests__',
  '__mocks__',
  'test',
  'tests',
  'testing',
  'e2e',
  'spec',
  'specs',
  'testdata',
  'fixtures',
  'cypress',
]);
const TEST_FILE =
  /(?:[._-](?:test|spec|e2e|stories)\.[cm]?[jt]sx?|_test\.go|(?:^|\/)test_[^/]*\.py|_tests?\.py|(?:^|\/)conftest\.py|(?:^|\/)tests\.py|Tests?\.(?:java|kt)|\.d\.[cm]?ts)$/;
const EXTENSION = /\.(?:[cm]?js|[cm]?ts|jsx|tsx|py|java|kt|kts|go)$/;

/** Code written by hand has line ends; a bundle has hardly any. */
const LONGEST_AVERAGE_LINE = 400;

/** One source tree: which files belong to it, and their text. Symbolic links are followed only within it. */
export class SourceTree {
  readonly root: string;
  readonly tests: boolean;
  readonly skipped = new Map<SkippedFile, number>();
  files = 0;
  private readonly counted = new Set<string>();

  constructor(root: string, tests: boolean) {
    this.root = realpathSync(root);
    this.tests = tests;
  }

  count(reason: SkippedFile, file: string): void {
    const key = `${reason} ${file}`;
    if (this.counted.size < LIMITS.sourceFiles && this.counted.has(key)) return;
    this.counted.add(key);
    this.skipped.set(reason, (this.skipped.get(reason) ?? 0) + 1);
  }

  /** All files in the order of their names, folder by folder; nothing is held but the path down to the current one. */
  *walk(folder = '', depth = 0): Generator<string> {
    if (depth > LIMITS.sourceFolders) return this.count('too-deep', folder);
    for (const entry of this.entries(folder)) {
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (this.entersFolder(entry.name)) yield* this.walk(file, depth + 1);
        else if (TEST_FOLDERS.has(entry.name)) this.count('test', file);
      } else if (entry.isFile() && EXTENSION.test(entry.name)) {
        if (!this.tests && TEST_FILE.test(file)) this.count('test', file);
        else if (++this.files > LIMITS.sourceFiles) return this.count('too-many', file);
        else yield file;
      } else if (entry.isSymbolicLink() && EXTENSION.test(entry.name)) this.count('outside', file);
    }
  }

  private entersFolder(name: string): boolean {
    return !name.startsWith('.') && !IGNORED_FOLDERS.has(name) && (this.tests || !TEST_FOLDERS.has(name));
  }

  private entries(folder: string) {
    try {
      return readdirSync(path.join(this.root, folder), { withFileTypes: true }).toSorted((a, b) =>
        a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
      );
    } catch {
      this.count('unreadable', folder);
      return [];
    }
  }

  /** Names of the source files that lie directly in a folder. */
  list(folder: string): readonly string[] {
    return this.entries(folder)
      .filter((entry) => entry.isFile() && EXTENSION.test(entry.name))
      .map(({ name }) => (folder === '' ? name : `${folder}/${name}`))
      .filter((file) => this.tests || !TEST_FILE.test(file));
  }

  isFile(file: string): boolean {
    if (file.startsWith('../') || path.isAbsolute(file)) return false;
    return statSync(path.join(this.root, file), { throwIfNoEntry: false })?.isFile() ?? false;
  }

  private refuse(reason: SkippedFile, file: string): undefined {
    this.count(reason, file);
  }

  /** Text of a file within the tree; undefined, and counted, where it cannot or should not be read. */
  read(file: string): string | undefined {
    const full = path.join(this.root, file);
    try {
      const real = realpathSync(full);
      if (real !== full && !real.startsWith(this.root + path.sep)) return this.refuse('outside', file);
      const { size } = lstatSync(real);
      if (size > LIMITS.sourceFileBytes) return this.refuse('too-large', file);
      const text = readFileSync(real, 'utf8');
      if (isMinified(text)) return this.refuse('minified', file);
      return text;
    } catch {
      return this.refuse('unreadable', file);
    }
  }
}

function isMinified(text: string): boolean {
  if (text.length < 10_000) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines > LONGEST_AVERAGE_LINE;
}
