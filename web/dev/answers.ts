import type { Calls, LiveChange, Problem } from '../src/api/types.gen.ts';
import { ACTORS, MITIGATIONS } from './fixtures/actors.ts';
import { DAY, NOW } from './fixtures/base.ts';
import {
  CHANGES,
  comparisonOf,
  CORRECTIONS,
  coverageOf,
  DATA_CLASSES,
  dataClassPlaces,
  diffOf,
  documentedOf,
  ORPHANS,
  previewOf as templatePreviewOf,
  SPECIFICATIONS,
} from './fixtures/catalogue.ts';
import { findingDetail, FINDINGS, isClosed } from './fixtures/findings.ts';
import { APIS, ENDPOINTS } from './fixtures/inventory.ts';
import { POLICY, RULES } from './fixtures/rules.ts';
import {
  actorDetail,
  AUDIT,
  endpointDetail,
  overviewOf,
  previewOf,
  SESSION,
  STATUS,
  trafficOf,
} from './fixtures/system.ts';
import { explanationOf, TRANSACTIONS } from './fixtures/transactions.ts';

/** What the pages are looked at in: data, none at all, every call failing, nobody signed in. */
export type State = 'filled' | 'empty' | 'error' | 'signed-out';

export interface Asked {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** A failed call as the API tells it. */
export class Failure extends Error {
  readonly status: number;
  readonly problem: Problem;
  constructor(status: number, code: string, title: string, detail: string, mend: string) {
    super(detail);
    this.status = status;
    this.problem = { error: { code, title, detail, mend } };
  }
}

const notFound = (what: string): Failure =>
  new Failure(404, 'SP0004', 'Not found', `no ${what}`, 'Check the id; the console lists what exists.');
const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw notFound(what);
  return value;
};

/** Rows that pass all conditions the query names. */
type Conditions<Row> = Readonly<Record<string, (row: Row, value: string) => boolean>>;
const among = (value: string, ...values: readonly string[]): boolean =>
  value.split(',').some((one) => values.includes(one));

function page<Row>(all: readonly Row[], query: URLSearchParams, conditions: Conditions<Row>) {
  const matching = all.filter((row) =>
    Object.entries(conditions).every(([name, holds]) => query.get(name) === null || holds(row, query.get(name) ?? '')),
  );
  const limit = Number(query.get('limit') ?? 100);
  const from = Number(query.get('after') ?? 0);
  const rows = matching.slice(from, from + limit);
  return {
    rows,
    total: { value: matching.length, exact: true },
    next: from + limit < matching.length ? String(from + limit) : null,
    partial: false,
  };
}

const counted = (values: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};

const range = (query: URLSearchParams): readonly [number, number] => [
  Number(query.get('from') ?? NOW - DAY),
  Number(query.get('to') ?? NOW),
];

type Answers = { readonly [Id in keyof Calls]?: (asked: Asked) => Calls[Id]['answer'] };

const lists: Answers = {
  apis: () => ({ rows: APIS }),
  endpoints: ({ query }) => ({
    ...page(ENDPOINTS, query, {
      q: (row, text) => `${row.method} ${row.host}${row.template}`.includes(text),
      method: (row, value) => among(value, row.method),
      authentication: (row, value) => among(value, row.authentication),
      dataClass: (row, value) => among(value, ...row.dataClasses),
      api: (row, value) => row.api === value,
      findings: (row, value) => value === String(row.openFindings > 0),
      class: (row, value) => among(value, ...row.classes),
      owned: (row, value) => value === String(row.owner !== null),
      sensitive: (row, value) => value === String(row.dataClasses.length > 0),
      protocol: (row, value) => among(value, row.protocol),
      newSince: (row, value) => row.firstSeen >= Number(value),
    }),
    facets: {
      api: counted(ENDPOINTS.map(({ api }) => api)),
      class: counted(ENDPOINTS.flatMap(({ classes }) => classes)),
      protocol: counted(ENDPOINTS.map(({ protocol }) => protocol)),
      owner: counted(ENDPOINTS.flatMap(({ owner }) => owner ?? [])),
      owned: counted(ENDPOINTS.map(({ owner }) => String(owner !== null))),
      sensitive: counted(ENDPOINTS.map(({ dataClasses }) => String(dataClasses.length > 0))),
      method: counted(ENDPOINTS.map(({ method }) => method)),
      authentication: counted(ENDPOINTS.map(({ authentication }) => authentication)),
      dataClass: counted(ENDPOINTS.flatMap(({ dataClasses }) => dataClasses)),
    },
  }),
  transactions: ({ query }) =>
    page(TRANSACTIONS, query, {
      path: (row, text) => row.path.includes(text),
      method: (row, value) => row.method === value,
      status: (row, value) => String(row.status).startsWith(value.replace('xx', '')),
      conclusion: (row, value) => row.conclusion === value,
      actor: (row, value) => row.actor.id === value,
      endpoint: (row, value) => row.endpoint?.id === value,
      rule: (row, value) => row.rules.includes(value),
    }),
  findings: ({ query }) => ({
    ...page(FINDINGS, query, {
      q: (row, text) => `${row.id} ${row.title}`.toLowerCase().includes(text.toLowerCase()),
      state: (row, value) => among(value, row.state, isClosed(row) ? 'closed' : 'open'),
      severity: (row, value) => among(value, row.severity),
      kind: (row, value) => row.kind === value,
      rule: (row, value) => among(value, row.rule),
    }),
    facets: {
      severity: counted(FINDINGS.map(({ severity }) => severity)),
      rule: counted(FINDINGS.map(({ rule }) => rule)),
    },
  }),
  actors: ({ query }) => ({
    ...page(ACTORS, query, {
      q: (row, text) => `${row.id} ${row.label}`.includes(text),
      signals: (row, value) => value === String(row.signals > 0),
      blocked: (row, value) => value === String(row.blocked !== null),
      kind: (row, value) => among(value, row.kind),
    }),
    facets: { kind: counted(ACTORS.map(({ kind }) => kind)), rule: counted(ACTORS.flatMap(({ rules }) => rules)) },
  }),
  mitigations: ({ query }) =>
    page(MITIGATIONS, query, {
      state: (row, value) => among(value, row.state),
      target: (row, value) => row.target.value === value,
    }),
  audit: ({ query }) =>
    page(AUDIT, query, { who: (row, value) => row.who === value, what: (row, value) => row.what === value }),
  rules: () => ({ rows: RULES }),
};

const endpointOf = ({ params }: Asked) =>
  found(
    ENDPOINTS.find(({ id }) => id === params['id']),
    'endpoint',
  );
const specificationOf = ({ params }: Asked) =>
  found(
    SPECIFICATIONS.find(({ id }) => id === params['id']),
    'specification',
  );

/** Specifications, data, the log of changes, corrections. */
const catalogue: Answers = {
  specifications: () => ({ rows: SPECIFICATIONS }),
  specification: (asked) => ({ specification: specificationOf(asked), operations: [] }),
  compareSpecification: (asked) => comparisonOf(specificationOf(asked)),
  diffSpecifications: diffOf,
  importSpecification: () => found(SPECIFICATIONS[0], 'specification'),
  removeSpecification: specificationOf,
  documented: (asked) => documentedOf(endpointOf(asked)),
  setOwner: (asked) => ({ ...endpointOf(asked), owner: (asked.body as Calls['setOwner']['body']).owner }),
  coverage: ({ params }) => found(coverageOf(params['id'] ?? ''), 'API'),
  orphans: () => ({ rows: ORPHANS }),
  changes: ({ query }) =>
    page(CHANGES, query, {
      kind: (row, value) => among(value, row.kind),
      endpoint: (row, value) => row.endpoint === value,
      since: (row, value) => row.at >= Number(value),
      before: (row, value) => row.at < Number(value),
    }),
  dataClasses: () => ({ rows: DATA_CLASSES }),
  dataClass: ({ params, query }) => page(dataClassPlaces(params['id'] ?? ''), query, {}),
  corrections: () => ({ rows: CORRECTIONS }),
  previewTemplate: (asked) =>
    templatePreviewOf(endpointOf(asked), (asked.body as Calls['previewTemplate']['body']).template),
  correctTemplate: ({ body }) => ({
    ...found(CORRECTIONS[0], 'correction'),
    ...(body as Calls['correctTemplate']['body']),
  }),
  undoCorrection: () => found(CORRECTIONS[0], 'correction'),
};

const details: Answers = {
  session: () => SESSION,
  status: () => ({ ...STATUS, now: Date.now() }),
  overview: ({ query }) => overviewOf(...range(query)),
  traffic: ({ query }) => trafficOf(...range(query)),
  endpoint: ({ params, query }) =>
    endpointDetail(
      found(
        ENDPOINTS.find(({ id }) => id === params['id']),
        'endpoint',
      ),
      ...range(query),
    ),
  finding: ({ params }) =>
    findingDetail(
      found(
        FINDINGS.find(({ id }) => id === params['id']),
        'finding',
      ),
    ),
  actor: ({ params }) =>
    actorDetail(
      found(
        ACTORS.find(({ id }) => id === params['id']),
        'actor',
      ),
    ),
  explain: ({ params }) =>
    explanationOf(
      found(
        TRANSACTIONS.find(({ id }) => id === params['id']),
        'request',
      ),
    ),
  mitigation: ({ params }) => ({
    mitigation: found(
      MITIGATIONS.find(({ id }) => id === params['id']),
      'response',
    ),
    hits: { value: 1_204, exact: true },
    actor: ACTORS[0] ?? null,
  }),
  policy: () => POLICY,
  verifyAudit: () => ({ intact: true, entries: AUDIT.length, firstBroken: null, lastHash: AUDIT[0]?.hash ?? null }),
  search: ({ query }) => ({
    hits: ENDPOINTS.filter(({ template }) => template.includes(query.get('q') ?? ''))
      .slice(0, 5)
      .map(({ id, method, template }) => ({
        kind: 'endpoint',
        id,
        title: `${method} ${template}`,
        link: `/endpoints/${id}`,
      })),
  }),
};

/** Changes are answered as if made; nothing is kept, so that each look starts from the same data. */
const changes: Answers = {
  signIn: () => SESSION,
  signOut: () => ({ signedOut: true }),
  previewBlock: ({ body }) => previewOf((body as Calls['previewBlock']['body']).target),
  block: ({ body }) => ({ ...found(MITIGATIONS[0], 'response'), ...(body as Calls['block']['body']), id: 'M-new1' }),
  endMitigation: ({ params }) => ({
    ...found(MITIGATIONS.find(({ id }) => id === params['id']) ?? MITIGATIONS[0], 'response'),
    state: 'ended',
  }),
  setMode: () => POLICY,
  setRuleMode: () => POLICY,
  actOnFindings: ({ body }) => {
    const { select } = body as Calls['actOnFindings']['body'];
    return {
      changed: FINDINGS.filter(({ id }) => 'matching' in select || select.ids.includes(id)),
      refused: [],
      undo: 'U-1',
    };
  },
  undoFindings: () => ({ changed: FINDINGS.slice(0, 1), refused: [] }),
};

const FILLED: Answers = { ...lists, ...details, ...catalogue, ...changes };

const NO_ROWS = { rows: [], total: { value: 0, exact: true }, next: null, partial: false, facets: {} };
const QUIET = { points: [], gaps: [], marks: [] };
const EMPTY: Answers = {
  ...FILLED,
  apis: () => ({ rows: [] }),
  endpoints: () => NO_ROWS,
  transactions: () => NO_ROWS,
  findings: () => NO_ROWS,
  actors: () => NO_ROWS,
  mitigations: () => NO_ROWS,
  audit: () => NO_ROWS,
  changes: () => NO_ROWS,
  specifications: () => ({ rows: [] }),
  orphans: () => ({ rows: [] }),
  dataClasses: () => ({ rows: [] }),
  corrections: () => ({ rows: [] }),
  status: () => ({
    ...STATUS,
    selfTest: { at: null, passed: null, detail: 'It runs a minute after the start.' },
    journal: { rows: 0, bytes: 0, days: [] },
    queue: { length: 0, limit: 65_536 },
    counters: STATUS.counters.map((counter) => ({ ...counter, value: 0 })),
  }),
  traffic: ({ query }) => ({ ...trafficOf(...range(query)), ...QUIET }),
  overview: ({ query }) => ({ ...overviewOf(...range(query)), empty: true }),
};

const broken = (): never => {
  throw new Failure(
    500,
    'SP5005',
    'Data is damaged',
    'journal/day.sqlite cannot be read: malformed',
    'Restore the named file or move it away; the rest is used.',
  );
};
const unknown = (): never => {
  throw new Failure(
    401,
    'SP3001',
    'Sign-in needed',
    'no session',
    'Open the one-time link, or run `sallyport auth link`.',
  );
};

/** The answer to one call. Throws Failure. */
export function answer(state: State, id: keyof Calls, asked: Asked): unknown {
  if (state === 'signed-out' && id !== 'signIn') return unknown();
  if (state === 'error' && id !== 'session') return broken();
  const answers = state === 'empty' ? EMPTY : FILLED;
  const make = answers[id];
  if (make === undefined) throw notFound(`fixture for ${id}`);
  return make(asked);
}

export const change = (more: Partial<LiveChange>): LiveChange => ({
  at: Date.now(),
  requests: 0,
  refused: 0,
  signals: 0,
  findings: [],
  endpoints: [],
  actors: [],
  mitigations: [],
  policy: false,
  more: false,
  ...more,
});
