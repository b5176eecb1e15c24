/** What an answer must show for an attempt of the request to have worked. */
export interface Proof {
  /** Rules that saw the attempt. */
  readonly asked: readonly string[];
  /** Rules that saw what it reached. */
  readonly answered: readonly string[];
  /** How sure both together are when each side is sure of itself. */
  readonly sure: number;
  readonly says: string;
  /** Only for answers with such a status. */
  readonly status?: (status: number) => boolean;
  /** A question on top, asked of what the database said. */
  readonly when?: 'query-broken' | 'query-not-broken';
}

const CODE = [
  'command-injection',
  'template-injection',
  'java-code-injection',
  'node-code-injection',
  'php-code-injection',
  'python-code-injection',
  'ruby-code-injection',
  'java-deserialisation',
  'dotnet-deserialisation',
  'php-deserialisation',
  'python-deserialisation',
  'ruby-deserialisation',
  'server-side-include',
  'remote-file-inclusion',
  'file-upload',
  'log-lookup',
];
const FILES = [
  'path-traversal',
  'remote-file-inclusion',
  'xml-external-entity',
  'server-side-request-forgery',
  'server-side-include',
  'scanner-probe',
];
/** Attempts to change a query. */
export const QUERIES: readonly string[] = [
  'sql-injection',
  'nosql-operator',
  'nosql-javascript',
  'cypher-injection',
  'ldap-injection',
  'xpath-injection',
];

/** The first row that holds counts: proofs before hints. */
export const PROOFS: readonly Proof[] = [
  { asked: CODE, answered: ['command-output'], sure: 0.98, says: 'a command of the request ran' },
  { asked: CODE, answered: ['file-content'], sure: 0.97, says: 'a command of the request read a file' },
  {
    asked: [...CODE, 'cross-site-scripting'],
    answered: ['expression-result'],
    sure: 0.97,
    says: 'an expression of the request was run',
  },
  { asked: FILES, answered: ['file-content'], sure: 0.97, says: 'a file that the request named was read' },
  {
    asked: FILES,
    answered: ['secret-leak'],
    sure: 0.95,
    says: 'a place that the request named was read, and it held a secret',
  },
  { asked: FILES, answered: ['directory-listing'], sure: 0.92, says: 'a folder that the request named was listed' },
  {
    asked: ['sql-injection'],
    answered: ['file-content', 'command-output'],
    sure: 0.97,
    says: 'a query of the request read what is outside of the database',
  },
  {
    asked: QUERIES,
    answered: ['database-error'],
    sure: 0.93,
    says: 'the request changed a query, which the database complained about',
    when: 'query-broken',
  },
  {
    asked: ['cross-site-scripting'],
    answered: ['reflected-script'],
    sure: 0.93,
    says: 'a script of the request came back in a page',
  },
  // Hints: something broke where the attempt was made.
  {
    asked: QUERIES,
    answered: ['database-error'],
    sure: 0.6,
    says: 'the request reached the database, which complained about a value',
    when: 'query-not-broken',
  },
  {
    asked: [...new Set([...CODE, ...FILES, ...QUERIES, 'prototype-pollution', 'cache-command', 'mail-injection'])],
    answered: ['stack-trace', 'framework-error', 'database-error'],
    sure: 0.6,
    says: 'the program broke on the request',
    status: (status) => status >= 500,
  },
];
