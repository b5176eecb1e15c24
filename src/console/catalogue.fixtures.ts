import type { ErrorCode } from '../model/index.ts';

export interface Input {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}
export interface Case {
  /** A call that succeeds and what must stand in its answer. */
  readonly good: Input;
  readonly has: object;
  /** Calls that fail, each with the code it fails by. */
  readonly bad: readonly (readonly [Input, ErrorCode])[];
}

/** Calls about corrections of templates, specifications, owners and the inventory's log. */
export const CATALOGUE_CASES = {
  specifications: { good: {}, has: { rows: [{ id: 'S-1', operations: 2 }, { id: 'S-2' }] }, bad: [] },
  specification: {
    good: { params: { id: 'S-2' } },
    has: { specification: { id: 'S-2', version: '2.0' }, operations: [{ template: '/orders/{id}' }, {}] },
    bad: [[{ params: { id: 'S-none' } }, 'SP0004']],
  },
  importSpecification: {
    good: { body: { file: 'herd.graphql', content: 'type Query { cows(first: Int!): [ID!]! }' } },
    has: { format: 'graphql', operations: 1, problems: [] },
    bad: [
      [{ body: { file: 'x.yaml', content: 'openapi: [' } }, 'SP4101'],
      [{ body: { file: 'x.txt', content: 'hello' } }, 'SP4102'],
      [{ body: { file: 'x.yaml', content: '' } }, 'SP3004'],
      [{ body: { file: 'x.yaml', content: 'a', url: 'http://x.example' } }, 'SP3004'],
    ],
  },
  removeSpecification: {
    good: { params: { id: 'S-1' } },
    has: { id: 'S-1' },
    bad: [[{ params: { id: 'S-none' } }, 'SP0004']],
  },
  compareSpecification: {
    good: { params: { id: 'S-2' } },
    has: {
      bindings: [{ host: 'api.shop.example', basePath: '/v1' }],
      counts: { documented: 1, undocumented: 1, 'never-called': 1 },
    },
    bad: [[{ params: { id: 'S-none' } }, 'SP0004']],
  },
  diffSpecifications: {
    good: { params: { id: 'S-1', to: 'S-2' } },
    has: { counts: { breaking: 1, risky: 0, compatible: 1 } },
    bad: [
      [{ params: { id: 'S-1', to: 'S-none' } }, 'SP0004'],
      [{ params: { id: 'S-none', to: 'S-1' } }, 'SP0004'],
    ],
  },
  documented: {
    good: { params: { id: 'E-search' } },
    has: {
      seen: { template: '/v1/search' },
      rows: [{ specification: { id: 'S-1' }, basePath: '/v1', how: 'same', documented: { template: '/search' } }],
    },
    bad: [[{ params: { id: 'E-none' } }, 'SP0004']],
  },
  setOwner: {
    good: { params: { id: 'E-old' }, body: { owner: 'orders team', reason: 'as agreed with the team' } },
    has: { id: 'E-orders', owner: 'orders team', classes: ['managed', 'external'] },
    bad: [
      [{ params: { id: 'E-none' }, body: { owner: 'x', reason: 'as agreed with the team' } }, 'SP0004'],
      [{ params: { id: 'E-orders' }, body: { owner: 'x' } }, 'SP3004'],
      [{ params: { id: 'E-orders' }, body: { owner: ' ', reason: 'as agreed with the team' } }, 'SP3004'],
    ],
  },
  coverage: {
    good: { params: { id: 'api.shop.example' } },
    has: {
      api: { id: 'api.shop.example', endpoints: 2 },
      specifications: [{ id: 'S-2' }],
      rows: [
        { template: '/v1/orders/{id}', state: 'documented', endpoint: 'E-orders', specification: 'S-2' },
        { template: '/v1/refunds', state: 'never-called', requests: 0 },
        { template: '/v1/search', state: 'undocumented', endpoint: 'E-search' },
      ],
    },
    bad: [[{ params: { id: 'none' } }, 'SP0004']],
  },
  dataClasses: {
    good: {},
    has: { rows: [{ name: 'email', endpoints: 1, unauthenticated: 0, requests: 50, fields: 1 }] },
    bad: [],
  },
  dataClass: {
    good: { params: { id: 'email' } },
    has: { rows: [{ id: 'E-orders', fields: [{ name: '$.email' }], more: 0 }], next: null },
    bad: [[{ params: { id: 'email' }, query: { after: 'x' } }, 'SP3004']],
  },
  orphans: {
    good: {},
    has: { rows: [{ specification: 'S-2', template: '/v1/refunds', classification: { class: 'orphan' } }] },
    bad: [],
  },
  changes: {
    good: { query: { endpoint: 'E-orders' } },
    has: {
      total: { value: 2, exact: true },
      next: null,
      rows: [{ id: 'C-000000000003', kind: 'gone' }, { id: 'C-000000000001' }],
    },
    bad: [
      [{ query: { kind: 'moved' } }, 'SP3004'],
      [{ query: { since: 'yesterday' } }, 'SP3004'],
      [{ query: { after: 'C-1' } }, 'SP3004'],
    ],
  },
  inventoryDiff: {
    good: { query: { from: '2026-01-13', to: '2026-01-14' } },
    has: { rows: [{ endpoint: 'E-search', differences: [{ rule: 'operation-added' }] }], counts: { compatible: 1 } },
    bad: [
      [{ query: {} }, 'SP3004'],
      [{ query: { from: 'yesterday' } }, 'SP3004'],
      [{ query: { from: '2026-02-01', to: '2026-01-01' } }, 'SP3004'],
    ],
  },
  correctTemplate: {
    good: { params: { id: 'E-orders' }, body: { template: '/v1/orders/latest', reason: 'as agreed with the team' } },
    has: {
      kind: 'split',
      from: '/v1/orders/{orderId}',
      template: '/v1/orders/latest',
      by: 'local',
      at: Date.UTC(2026, 0, 15, 12, 0, 30),
    },
    bad: [
      [
        { params: { id: 'E-none' }, body: { template: '/v1/orders/latest', reason: 'as agreed with the team' } },
        'SP0004',
      ],
      [{ params: { id: 'E-orders' }, body: { template: '/v1/orders/latest' } }, 'SP3004'],
      [
        { params: { id: 'E-orders' }, body: { template: '/v2/orders/latest', reason: 'as agreed with the team' } },
        'SP1401',
      ],
    ],
  },
  corrections: { good: {}, has: { rows: [{ id: 'TC-1', by: 'ann', template: '/v1/{view}/summary' }] }, bad: [] },
  undoCorrection: {
    good: { params: { id: 'TC-1' } },
    has: { id: 'TC-1', template: '/v1/{view}/summary' },
    bad: [[{ params: { id: 'TC-none' } }, 'SP0004']],
  },
} as const satisfies Readonly<Record<string, Case>>;
