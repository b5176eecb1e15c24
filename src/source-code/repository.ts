import path from 'node:path';
import { LIMITS } from '../model/index.ts';
import { parseGo } from './syntax/go.ts';
import { parseJava, parseKotlin } from './syntax/java.ts';
import { parseJavaScript } from './syntax/javascript.ts';
import { parsePython } from './syntax/python.ts';
import type { Statement } from './syntax/tree.ts';
import type { SourceTree } from './files.ts';
import type { Framework } from './frameworks/framework.ts';
import type { Language, Module } from './trace/module.ts';
import { candidatesOf, goModulePath } from './resolve.ts';
import type { Scope } from './trace/scope.ts';
import { execute, hoist, hoistGo } from './trace/statements.ts';
import type { Repository, Tracer } from './trace/tracer.ts';
import type { Value } from './trace/value.ts';

const PARSERS: Readonly<Record<Language, (source: string) => readonly Statement[]>> = {
  javascript: parseJavaScript,
  python: parsePython,
  java: parseJava,
  kotlin: parseKotlin,
  go: parseGo,
};

export function languageOf(file: string): Language {
  if (file.endsWith('.py')) return 'python';
  if (file.endsWith('.go')) return 'go';
  if (file.endsWith('.java')) return 'java';
  return /\.kts?$/.test(file) ? 'kotlin' : 'javascript';
}

/** Modules of a source tree, read and traced when first asked for. */
export class SourceRepository implements Repository {
  private readonly tree: SourceTree;
  private readonly loaded = new Map<string, Module>();
  private readonly packages = new Map<string, Module>();
  private readonly goModules = new Map<string, string | undefined>();
  private tracer: Tracer | undefined;
  private parsedBytes = 0;
  private readonly frameworks: readonly Framework[];
  private loading = 0;

  constructor(tree: SourceTree, frameworks: readonly Framework[]) {
    this.tree = tree;
    this.frameworks = frameworks;
  }

  /** The two need each other; called once. */
  connect(tracer: Tracer): void {
    this.tracer = tracer;
  }

  modules(): readonly Module[] {
    return [...this.loaded.values()];
  }

  read(file: string): string | undefined {
    return this.tree.isFile(file) ? this.tree.read(file) : undefined;
  }

  /** Whether a text names a framework somewhere: what it says of it is judged when it is traced. */
  namesFramework(file: string, text: string): boolean {
    const language = languageOf(file);
    return this.frameworks.some(
      (one) => one.languages.includes(language) && one.hints.some((hint) => text.includes(hint)),
    );
  }

  /** Reads and traces a file; undefined where it cannot be read, or is too far from any that names a framework. */
  load(file: string, from?: Module): Module | undefined {
    if (file.endsWith('.go')) {
      this.package(folderOf(file), from);
      return this.loaded.get(file);
    }
    const known = this.loaded.get(file);
    if (known !== undefined) return known;
    if (this.loading >= LIMITS.sourceDepth) return undefined; // Its turn comes later in the walk.
    const module = this.parse(file, from);
    if (module === undefined || this.tracer === undefined) return module;
    this.loading++;
    try {
      execute(this.tracer, module.statements, module.scope, { returned: [] });
    } finally {
      this.loading--;
    }
    return module;
  }

  private parse(file: string, from: Module | undefined, parent?: Scope): Module | undefined {
    const source = this.tree.read(file);
    if (source === undefined) return undefined;
    const named = from === undefined || this.namesFramework(file, source);
    const hops = named ? 0 : from.hops + 1;
    if (hops > LIMITS.sourceHops) return undefined;
    // Half of the room is kept for files that name a framework.
    const room = named ? LIMITS.sourceParsedBytes : LIMITS.sourceParsedBytes / 2;
    if (this.parsedBytes + source.length > room) {
      this.tree.count('too-many', file);
      return undefined;
    }
    this.parsedBytes += source.length;
    const language = languageOf(file);
    const module = moduleOf({ file, language, hops, statements: PARSERS[language](source) }, parent);
    this.loaded.set(file, module);
    return module;
  }

  /** All files of a Go package share their names; imports are each file's own. */
  private package(folder: string, from?: Module): Module {
    const known = this.packages.get(folder);
    if (known !== undefined) return known;
    const shared = moduleOf({ file: folder, language: 'go', hops: 0, statements: [] });
    this.packages.set(folder, shared);
    const { tracer } = this;
    if (tracer === undefined) return shared;
    const files = this.tree.list(folder).filter((file) => file.endsWith('.go'));
    const modules = files.flatMap((file) => this.parse(file, from, shared.scope) ?? []);
    for (const module of modules) hoistGo(tracer, module, shared, 'types');
    for (const module of modules)
      for (const one of module.statements) if (one.kind === 'import') hoist(tracer, one, module.scope);
    for (const module of modules) hoistGo(tracer, module, shared, 'functions');
    for (const module of modules) hoistGo(tracer, module, shared, 'values');
    for (const [name, value] of shared.scope.names) shared.exports.set(name, value);
    return shared;
  }

  resolve(name: string, from: Module): Value {
    const found = from.language === 'go' ? this.goPackage(name, from) : this.moduleNamed(name, from);
    if (found !== undefined) return { kind: 'module', module: found };
    return { kind: 'external', module: name, path: '' };
  }

  private moduleNamed(name: string, from: Module): Module | undefined {
    for (const file of candidatesOf(name, from, (one) => this.isSource(one)))
      if (file !== from.file || name.startsWith('.')) return this.load(file, from);
    return undefined;
  }

  private isSource(file: string): boolean {
    return this.loaded.has(file) || this.tree.isFile(file);
  }

  private goPackage(name: string, from: Module): Module | undefined {
    for (let folder = folderOf(from.file); ; folder = folderOf(folder)) {
      const prefix = this.goModule(folder);
      if (prefix !== undefined && (name === prefix || name.startsWith(`${prefix}/`)))
        return this.package(path.posix.join(folder, name.slice(prefix.length)).replace(/^\.$|^\/|\/$/g, ''), from);
      if (folder === '') return undefined;
    }
  }

  private goModule(folder: string): string | undefined {
    if (!this.goModules.has(folder)) {
      const text = this.read(folder === '' ? 'go.mod' : `${folder}/go.mod`);
      this.goModules.set(folder, text === undefined ? undefined : goModulePath(text));
    }
    return this.goModules.get(folder);
  }

  implied(name: string, from: Module): Value | undefined {
    if ((from.language !== 'java' && from.language !== 'kotlin') || !/^[A-Z]\w*$/.test(name)) return undefined;
    const folder = folderOf(from.file);
    for (const extension of ['java', 'kt']) {
      const file = folder === '' ? `${name}.${extension}` : `${folder}/${name}.${extension}`;
      if (file === from.file || !this.isSource(file)) continue;
      return this.load(file, from)?.exports.get(name);
    }
    return undefined;
  }

  submodule(module: Module, name: string): Value | undefined {
    if (module.language !== 'python' || !module.file.endsWith('__init__.py')) return undefined;
    const folder = folderOf(module.file);
    const base = folder === '' ? name : `${folder}/${name}`;
    for (const file of [`${base}.py`, `${base}/__init__.py`]) {
      if (!this.isSource(file)) continue;
      const found = this.load(file, module);
      return found && { kind: 'module', module: found };
    }
    return undefined;
  }

  /** Modules below a folder that is named as a program would: from the module's own folder, or from the root. */
  folder(wanted: string, from: Module): readonly { readonly path: string; readonly value: Value }[] {
    const found: { path: string; value: Value }[] = [];
    const base = path.posix.normalize(path.posix.join(folderOf(from.file), wanted));
    if (base.startsWith('..')) return found;
    for (const file of this.tree.walk(base === '.' ? '' : base)) {
      const module = this.load(file);
      if (module !== undefined) found.push({ path: file.slice(base.length + 1), value: { kind: 'module', module } });
    }
    return found;
  }
}

function moduleOf(about: Pick<Module, 'file' | 'language' | 'hops' | 'statements'>, parent?: Scope): Module {
  const scope = { names: new Map<string, Value>(), parent };
  const module: Omit<Module, 'scope'> = { ...about, exports: new Map<string, Value>(), whole: undefined };
  // The two hold each other.
  const made: Module = Object.assign(module, { scope: Object.assign(scope, { module: module as Module }) });
  return made;
}

export const folderOf = (file: string): string => {
  const slash = file.lastIndexOf('/');
  return slash === -1 ? '' : file.slice(0, slash);
};
