import type { CommandSpec } from './command-spec.ts';

/** Owners, specifications and the inventory's log, in the order of the help. */
export const CATALOGUE_COMMANDS: readonly CommandSpec[] = [
  {
    noun: 'endpoint',
    usage: 'owner <id> [name]',
    about: 'name the owner of an endpoint by hand; goes before owners file, specification and labels',
    examples: ['sallyport endpoint owner E-1f3a9c22 "orders team"', 'sallyport endpoint owner E-1f3a9c22 --clear'],
    options: [
      ['--clear', 'forget the one set by hand'],
      ['--reason <text>', 'why; goes into the audit log', 'set from the command line'],
    ],
    load: async () => (await import('./commands/owner.ts')).owner,
  },
  {
    noun: 'spec',
    usage: 'import <files...>',
    about: 'import specifications: OpenAPI 2, 3.0, 3.1, GraphQL, WSDL 1.1, protobuf descriptor sets',
    examples: ['sallyport spec import openapi.yaml', 'sallyport spec import orders.json --host orders.internal:8080'],
    repeatable: [['--host <name>', 'host it is about, in place of those it names']],
    load: async () => (await import('./commands/spec.ts')).importFiles,
  },
  {
    noun: 'spec',
    usage: 'list',
    about: 'imported specifications, newest first',
    examples: ['sallyport spec list'],
    load: async () => (await import('./commands/spec.ts')).list,
  },
  {
    noun: 'spec',
    usage: 'show <id>',
    about: 'one specification: servers, operations, what could not be read',
    examples: ['sallyport spec show S-5f1c2a9b03'],
    load: async () => (await import('./commands/spec.ts')).show,
  },
  {
    noun: 'spec',
    usage: 'remove <id>',
    about: 'forget a specification',
    examples: ['sallyport spec remove S-5f1c2a9b03'],
    load: async () => (await import('./commands/spec.ts')).remove,
  },
  {
    noun: 'spec',
    usage: 'compare <id>',
    about: 'a specification beside the traffic: seen, undocumented, never called, and what differs',
    examples: ['sallyport spec compare S-5f1c2a9b03', 'sallyport spec compare S-5f1c2a9b03 --fail-on breaking --json'],
    options: [['--fail-on <effect>', 'breaking, risky or compatible: exit 3 when a difference is that or worse']],
    load: async () => (await import('./commands/spec.ts')).compare,
  },
  {
    noun: 'spec',
    usage: 'diff <old> <new>',
    about: 'what changed between two specifications (files, or ids of the running server)',
    examples: [
      'sallyport spec diff v1.yaml v2.yaml --fail-on breaking',
      'sallyport spec diff S-5f1c2a9b03 S-9b03aa1c77',
    ],
    options: [['--fail-on <effect>', 'breaking, risky or compatible: exit 3 when a difference is that or worse']],
    load: async () => (await import('./commands/spec.ts')).diff,
  },
  {
    noun: 'inventory',
    usage: 'changes',
    about: "the inventory's log, newest first: new, changed, gone, back, merged",
    examples: ['sallyport inventory changes', 'sallyport inventory changes --kind gone,back --limit 20'],
    options: [
      ['--endpoint <id>', 'only of this endpoint'],
      ['--kind <kinds>', 'only these, with commas between'],
      ['--limit <n>', 'rows', '100'],
      ['--after <id>', 'older than this entry'],
    ],
    load: async () => (await import('./commands/inventory.ts')).changes,
  },
  {
    noun: 'inventory',
    usage: 'diff',
    about: 'what changed in the inventory between two days (UTC), or from a specification',
    examples: [
      'sallyport inventory diff --from 2026-01-01 --to 2026-01-31',
      'sallyport inventory diff --from 2026-01-14 --fail-on breaking',
      'sallyport inventory diff --spec S-5f1c2a9b03',
    ],
    options: [
      ['--from <day>', 'state at the end of this day, YYYY-MM-DD (default: yesterday)'],
      ['--to <day>', 'state at the end of this day (default: now)'],
      ['--spec <id>', 'compare the traffic with this specification instead'],
      ['--fail-on <effect>', 'breaking, risky or compatible: exit 3 when a difference is that or worse'],
    ],
    load: async () => (await import('./commands/inventory.ts')).diff,
  },
];
