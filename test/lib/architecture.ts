import path from 'node:path';

/** Path from the repository's root, with forward slashes → source text. */
export type Sources = ReadonlyMap<string, string>;

export interface Violation {
  readonly file: string;
  readonly imports: string;
  readonly rule: string;
}

const COMMON = ['model', 'lib', 'storage'] as const;

/**
 * ARCHITECTURE.md's table: which rooms a room may import. `storage` means the ports; the adapters below it are reached by
 * `app` alone. Every room may import itself.
 */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  lib: ['model'],
  storage: ['model'],
  'storage/adapter': ['storage', 'model', 'lib'],
  protocols: ['model', 'lib'],
  detect: ['model', 'lib'],
  specifications: ['model', 'lib'],
  'source-code': ['model', 'lib', 'specifications'],
  inventory: [...COMMON, 'specifications'],
  findings: [...COMMON],
  respond: [...COMMON],
  decide: [...COMMON, 'detect'],
  pipeline: [...COMMON, 'detect', 'protocols', 'inventory', 'decide', 'capture/gate.ts', 'respond'],
  capture: ['model', 'lib'],
  analysis: [...COMMON, 'findings', 'inventory', 'specifications', 'detect', 'protocols', 'pipeline'],
  console: [
    ...COMMON,
    'protocols',
    'detect',
    'specifications',
    'inventory',
    'findings',
    'respond',
    'decide',
    'pipeline',
    'capture',
    'analysis',
  ],
  demo: ['model', 'lib'],
  cli: ['model', 'lib', 'app'],
  app: [
    ...COMMON,
    'storage/adapter',
    'protocols',
    'detect',
    'specifications',
    'source-code',
    'inventory',
    'findings',
    'respond',
    'decide',
    'pipeline',
    'capture',
    'capture/gate.ts',
    'capture/import/index.ts',
    'capture/sensors.ts',
    'analysis',
    'console',
    'console/contract.ts',
    'inventory/match.ts',
    'demo',
  ],
};

/**
 * What is reached without its room: the sensor's contract; the API's, which clients need without the server; the matcher,
 * which the hot path needs without the learner (12 MB of its thread's memory); the importers and the sensors beside the
 * gateway, which it does not need.
 */
const SIDE_DOORS = [
  'capture/gate.ts',
  'capture/import/index.ts',
  'capture/sensors.ts',
  'console/contract.ts',
  'inventory/match.ts',
];

/** Everything in `sources` that breaks the table, enters a room by a window, reaches out of `web`, or runs in a circle. */
export function violations(sources: Sources): readonly Violation[] {
  const found: Violation[] = [];
  const graph = new Map<string, readonly string[]>();
  for (const [file, text] of sources) {
    const targets = importsOf(file, text);
    graph.set(file, importsOf(file, text.replaceAll(TYPE_IMPORT, '')));
    if (isTest(file)) continue;
    for (const target of targets) {
      const rule = broken(file, target);
      if (rule) found.push({ file, imports: target, rule });
    }
  }
  return [...found, ...circles(graph)];
}

/** Tests may reach for what they need to put a room to work; suites that are run against every adapter are tests too. */
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || file.startsWith('src/storage/conformance/');

function broken(file: string, target: string): string | undefined {
  if (file.startsWith('web/')) return target.startsWith('web/') ? undefined : 'web imports nothing outside web';
  const from = roomOf(file);
  const to = roomOf(target);
  if (from === undefined || to === undefined) return 'src imports nothing outside its rooms';
  if (from === to && engineOf(file) === engineOf(target)) return undefined;
  const allowed = MAY_IMPORT[from];
  if (!allowed) return `room ${from} is not in the table`;
  const sideDoor = SIDE_DOORS.some((door) => target === `src/${door}` && allowed.includes(door));
  if (!sideDoor && !allowed.includes(to)) return `${from} may not import ${to}`;
  return sideDoor || isEntry(target, to) ? undefined : 'a room is entered through its index.ts';
}

/** `src/detect/injection/x.ts` → `detect`; `src/storage/sqlite/x.ts` → `storage/adapter`. */
function roomOf(file: string): string | undefined {
  const [src, room, ...rest] = file.split('/');
  if (src !== 'src' || room === undefined || rest.length === 0) return undefined;
  return room === 'storage' && rest.length > 1 ? 'storage/adapter' : room;
}

/** Two adapters are two rooms. */
const engineOf = (file: string): string | undefined =>
  roomOf(file) === 'storage/adapter' ? file.split('/')[2] : undefined;

/** `lib` is a shelf of small topics and `protocols` one of protocols: there each folder has its own entry. */
function isEntry(target: string, room: string): boolean {
  const rest = target.split('/').slice(2);
  if (room === 'lib') return rest.length === 2;
  if (room === 'protocols' || room === 'storage/adapter') return rest.length === 2 && rest[1] === 'index.ts';
  return rest.length === 1 && rest[0] === 'index.ts';
}

/** Erased before the program runs, so a circle through one is none; the table holds for them all the same. */
const TYPE_IMPORT = /^(import|export) type [^;]*;/gm;

/** Relative imports and re-exports of a module, static or dynamic, as paths from the root. */
export function importsOf(file: string, text: string): readonly string[] {
  const specifiers = text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g);
  return [...specifiers].map(([, specifier = '']) => path.posix.join(path.posix.dirname(file), specifier));
}

/** Every file that is loaded when `file` is: what it imports, and what that imports; dynamic imports come later or never. */
export function loadedWith(file: string, sources: Sources): ReadonlySet<string> {
  const loaded = new Set<string>();
  const visit = (one: string): void => {
    if (loaded.has(one)) return;
    loaded.add(one);
    const text = (sources.get(one) ?? '').replaceAll(TYPE_IMPORT, '').replaceAll(DYNAMIC_IMPORT, '');
    for (const next of importsOf(one, text)) visit(next);
  };
  visit(file);
  return loaded;
}

const DYNAMIC_IMPORT = /\bimport\s*\([^)]*\)/g;

function circles(graph: ReadonlyMap<string, readonly string[]>): readonly Violation[] {
  const done = new Set<string>();
  const found: Violation[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file);
    if (at >= 0)
      found.push({ file, imports: [...trail.slice(at), file].join(' → '), rule: 'no circles between files' });
    if (at >= 0 || done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}
