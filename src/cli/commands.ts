import type { Run } from './context.ts';

/** One command as the help shows it. `load` imports its code. */
export interface CommandSpec {
  readonly noun?: string;
  /** Name and arguments in commander's form. */
  readonly usage: string;
  readonly about: string;
  readonly examples: readonly string[];
  readonly options?: readonly (readonly [flags: string, about: string, fallback?: string])[];
  load(): Promise<Run>;
}

const PROTECT_OPTIONS = [
  ['--listen <host:port>', 'address of the gateway (default 127.0.0.1:8080)'],
  ['--console <host:port>', 'address of the console (default 127.0.0.1:9090)'],
  ['--mode <mode>', 'off, monitor or enforce: ceiling over the policy (default: the policy, else monitor)'],
  ['--policy <file>', 'policy file (default: policy.yaml in the data folder)'],
  ['--config <file>', 'settings file (YAML); flags win over it'],
  ['--trusted-proxy <cidr...>', 'proxies whose forwarding headers are believed'],
  ['--clock-header <name>', 'take the time of requests from this header of trusted proxies (replays)'],
] as const;

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    usage: 'demo',
    about: 'start a shop API, customers, attackers, the gateway in front and the console',
    examples: [
      'sallyport demo',
      'sallyport demo --listen 127.0.0.1:8081 --console 127.0.0.1:9091',
      'sallyport demo --reset',
    ],
    options: [
      ['--listen <host:port>', 'address of the gateway (default 127.0.0.1:8080, the next free port if taken)'],
      ['--console <host:port>', 'address of the console (default 127.0.0.1:9090, the next free port if taken)'],
      ['--rate <n>', 'requests a second of the simulated customers', '20'],
      ['--seed <n>', 'seed of shop and customers', '7'],
      ['--reset', 'forget what the demo learned before'],
    ],
    load: async () => (await import('./commands/demo.ts')).demo,
  },
  {
    usage: 'protect [upstream]',
    about: 'put the gateway before an API; watches until told to enforce',
    examples: [
      'sallyport protect http://127.0.0.1:3000',
      'sallyport protect http://127.0.0.1:3000 --listen 0.0.0.0:8080 --mode enforce',
      'sallyport protect --config sallyport.yaml',
    ],
    options: PROTECT_OPTIONS,
    load: async () => (await import('./commands/protect.ts')).protect,
  },
  {
    usage: 'discover <files...>',
    about: 'endpoints and OpenAPI documents from HAR, NDJSON or access logs',
    examples: [
      'sallyport discover traffic.har',
      'sallyport discover access.log.gz --host api.example.com',
      'sallyport discover *.har --out inventory --json',
    ],
    options: [
      ['--out <dir>', 'write inventory.json and openapi/*.json there'],
      ['--host <name>', 'host of log lines that name none', 'unknown.host'],
    ],
    load: async () => (await import('./commands/discover.ts')).discover,
  },
  {
    usage: 'explain <id>',
    about: 'the whole story of a request: verdict, rules, evidence, how to reproduce it',
    examples: ['sallyport explain t3k9x-1f', 'sallyport explain t3k9x-1f --json'],
    load: async () => (await import('./commands/explain.ts')).explain,
  },
  {
    usage: 'doctor',
    about: 'check runtime, data, ports, policy, and by a probe what the gateway really does',
    examples: ['sallyport doctor', 'sallyport doctor --data .sallyport/demo --json'],
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  {
    usage: 'status',
    about: 'what runs, in which mode, and what it has seen or lost',
    examples: ['sallyport status', 'sallyport status --json'],
    load: async () => (await import('./commands/status.ts')).status,
  },
  {
    usage: 'open [id]',
    about: 'print a one-time sign-in link for the console, at an object if an id is given',
    examples: ['sallyport open', 'sallyport open F-1'],
    load: async () => (await import('./commands/auth.ts')).link,
  },
  {
    noun: 'auth',
    usage: 'link',
    about: 'print a one-time sign-in link for the console',
    examples: ['sallyport auth link'],
    load: async () => (await import('./commands/auth.ts')).link,
  },
  {
    noun: 'endpoint',
    usage: 'list',
    about: 'endpoints of the running server, busiest first',
    examples: ['sallyport endpoint list', 'sallyport endpoint list --query orders --json'],
    options: [
      ['--query <text>', 'only those that contain this'],
      ['--limit <n>', 'rows', '100'],
    ],
    load: async () => (await import('./commands/endpoint.ts')).list,
  },
  {
    noun: 'endpoint',
    usage: 'show <id>',
    about: 'one endpoint: why this template, fields, authentication',
    examples: ['sallyport endpoint show E-1f3a9c22'],
    load: async () => (await import('./commands/endpoint.ts')).show,
  },
  {
    noun: 'finding',
    usage: 'list',
    about: 'findings, worst first',
    examples: ['sallyport finding list', 'sallyport finding list --state open --fail-on high'],
    options: [
      ['--state <state>', 'open, closed, or one state'],
      ['--limit <n>', 'rows', '100'],
      ['--fail-on <severity>', 'exit 3 when an open finding is at or over this'],
    ],
    load: async () => (await import('./commands/finding.ts')).list,
  },
  {
    noun: 'finding',
    usage: 'show <id>',
    about: 'one finding with evidence and doubts',
    examples: ['sallyport finding show F-1'],
    load: async () => (await import('./commands/finding.ts')).show,
  },
  {
    noun: 'finding',
    usage: 'reproduce <id>',
    about: 'a curl line for the newest request that shows the finding',
    examples: ['sallyport finding reproduce F-1'],
    load: async () => (await import('./commands/finding.ts')).reproduce,
  },
  {
    noun: 'actor',
    usage: 'list',
    about: 'actors, last seen first',
    examples: ['sallyport actor list --signals'],
    options: [
      ['--signals', 'only those with signals'],
      ['--limit <n>', 'rows', '100'],
    ],
    load: async () => (await import('./commands/actor.ts')).list,
  },
  {
    noun: 'actor',
    usage: 'show <id>',
    about: 'one actor: evidence for and against',
    examples: ['sallyport actor show A-9c1f22ab01'],
    load: async () => (await import('./commands/actor.ts')).show,
  },
  {
    usage: 'respond <target>',
    about: 'block an actor (A-…) or an address for a time',
    examples: [
      'sallyport respond A-9c1f22ab01 --block --for 1h --reason "reads other people\'s orders"',
      'sallyport respond 203.0.113.7 --block --for 10m --reason probing --dry-run',
    ],
    options: [
      ['--block', 'refuse its requests'],
      ['--for <time>', 'how long: 10m, 1h, 7d', '1h'],
      ['--reason <text>', 'why; goes into the audit log'],
      ['--accept-harm <n>', 'number of good users the preview counted'],
      ['--dry-run', 'only the preview of who is hit'],
    ],
    load: async () => (await import('./commands/response.ts')).respond,
  },
  {
    noun: 'response',
    usage: 'list',
    about: 'blocks: active, ended, expired',
    examples: ['sallyport response list'],
    options: [['--limit <n>', 'rows', '100']],
    load: async () => (await import('./commands/response.ts')).list,
  },
  {
    noun: 'response',
    usage: 'end <id>',
    about: 'end a block now',
    examples: ['sallyport response end M-r1-3 --reason "was a partner"'],
    options: [['--reason <text>', 'why; goes into the audit log', 'ended from the command line']],
    load: async () => (await import('./commands/response.ts')).end,
  },
  {
    noun: 'policy',
    usage: 'check [file]',
    about: 'check a policy file and print what it means',
    examples: ['sallyport policy check policy.yaml'],
    load: async () => (await import('./commands/policy.ts')).check,
  },
  {
    noun: 'policy',
    usage: 'mode <mode>',
    about: 'switch the running gateway: off, monitor, enforce',
    examples: ['sallyport policy mode enforce --reason "a week of clean monitoring"'],
    options: [['--reason <text>', 'why; goes into the audit log', 'set from the command line']],
    load: async () => (await import('./commands/policy.ts')).mode,
  },
  {
    noun: 'detector',
    usage: 'list',
    about: 'the rules: what each looks for, version, severity, limits',
    examples: ['sallyport detector list', 'sallyport detector list -o wide'],
    load: async () => (await import('./commands/detector.ts')).list,
  },
  {
    noun: 'journal',
    usage: 'verify',
    about: 'replay the journal through the engine and compare every verdict with the recorded one',
    examples: ['sallyport journal verify --data .sallyport/demo'],
    load: async () => (await import('./commands/journal.ts')).verify,
  },
];
