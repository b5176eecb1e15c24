import { defineValueRule } from '../../define.ts';
import { askPatterns, type Question } from '../../patterns.ts';
import { fires, silent } from './nosql-javascript.examples.ts';

/** What each pattern finds. */
const QUESTIONS: readonly Question[] = [
  [
    /(?:['"]\s*\)?\s*[;}]|\)\s*;\s*\}\s*;?)\s*(?:return\b\s*(?:true|false|this|!|\(|['"\d])|sleep\s*\(\s*\d|(?:var|let)\s+\w{1,30}\s*=|while\s*\(|do\s*\{|db\s*\.\s*\w|this\s*\.\s*\w|throw\b|date\s*=\s*new\b)/i,
    0.9,
    'value ends a string of a query and goes on with script of the database',
  ],
  [
    /['"]\s*\)?\s*(?:\|\||&&)\s*(?:this\s*\.\s*\w|['"][^'"]{0,40}['"]\s*[=!]==?\s*['"]|\d{1,9}\s*[=!<>]=?=?\s*\d|true\b|!?\(?\s*(?:typeof|object\.|function|new\s+date|sleep\s*\(|tojson))/i,
    0.9,
    'value ends a string of a query and adds a condition in script',
  ],
  [
    /(?:^|[;{\s])(?:var|let|const)?\s*\w{1,20}\s*=\s*new\s+date\s*\(\s*\)\s*;?\s*(?:do\b|while\b|\w{1,20}\s*=\s*null)/i,
    0.85,
    'value keeps the database waiting by the clock',
  ],
  [
    /(?:^|[^\w.])db\s*\.\s*(?:[a-z_]\w{0,40}\s*\.\s*(?:find(?:one)?|insert\w*|update\w*|remove|drop|delete\w*|aggregate|count\w*|mapreduce)\s*\(|(?:getcollectionnames|getcollection|dropdatabase|admincommand|runcommand|eval|getname|getsiblingdb|version|stats)\s*\()/i,
    0.85,
    'value calls the shell of a database (MongoDB)',
  ],
  [
    /^\s*(?:\d{1,12}\s*;\s*return\s+(?:true|1|this)\b|this\s*\.\s*\w{1,40}\s*(?:={2,3}|\.match\s*\()\s*.{0,60}(?:\|\||\/)|function\s*\(\s*\)\s*\{\s*(?:return\b[^}]{0,80}\bthis\b|[^}]{0,80}\b(?:emit|sleep)\s*\())/i,
    0.85,
    'value is script for a query',
  ],
  [
    /(?:['"]\s*[)}\]]{0,3}\s*|^\s*)(?:or\s+\S{1,20}\s*=\s*\S{1,20}\s+)?(?:detach\s+delete\b|(?:return\s+\w+\s+)?union\s+(?:all\s+)?match\s*\(|with\s+\S{1,40}\s+(?:as\s+\w+\s+)?(?:match|call|load)\b|load\s+csv\s+(?:with\s+headers\s+)?from\b|call\s+(?:db|apoc|dbms)\s*\.\s*\w|match\s*\(\w{0,20}(?::\w{1,40})?[^)]{0,80}\)\s*(?:detach|return|delete|set|where)\b)/i,
    0.88,
    'value goes on with Cypher behind a string of a query',
  ],
  [
    /[\r\n]{1,2}\s*(?:flushall|flushdb|config\s+set\s+\w|slaveof\s+\S|replicaof\s+\S|eval\s+["']|module\s+load|debug\s+\w|shutdown\b|bgsave\b|set\s+\S{1,80}\s+\d+\s+\d+\s+\d+|(?:delete|incr|touch)\s+\S{1,80}\s*$|flush_all|stats\b(?:\s+\w+)?\s*$|\*\d+\r?\n\$\d+)/i,
    0.88,
    'value begins a command of a cache behind a line break',
  ],
];

export const nosqlJavascript = defineValueRule({
  id: 'nosql-javascript',
  version: 1,
  title: 'Server-side script and command injection into NoSQL databases',
  severity: 'high',
  references: ['CWE-943', 'CWE-89', 'CWE-917', 'API8:2023', 'CAPEC-676'],
  explanation:
    'Databases without SQL run what they are given as well: MongoDB’s `$where` and map-reduce run script, Cypher, N1QL and the commands of Redis and Memcached have grammars of their own. The rule asks whether a value closes a string of such a query and goes on with a condition or statement in its language, calls the shell of a database, or begins a command of a cache behind a line break.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [
    'this.',
    'return ',
    '||',
    '&&',
    'db.',
    'sleep(',
    "';",
    '";',
    'detach delete',
    'match (',
    'match(',
    'load csv',
    'call db',
    'call apoc',
    'union match',
    '\r',
    '\n',
    '%0a',
    'flushall',
    'slaveof',
    'config set',
    'eval "',
    'emit(',
    'mapreduce',
    'objectid(',
    'new date',
    'script_fields',
    'system:keyspaces',
    'tojson',
    '$where',
    'while(',
  ],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: (value) => askPatterns(value, QUESTIONS),
  examples: { fires, silent },
});
