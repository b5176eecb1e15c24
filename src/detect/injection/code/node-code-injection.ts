import { defineValueRule } from '../../define.ts';
import { askPatterns, type Question } from '../../patterns.ts';
import { fires, silent } from './node-code-injection.examples.ts';

/** What each pattern finds. */
const QUESTIONS: readonly Question[] = [
  [
    /\brequire\s*\(\s*['"`](?:node:)?(?:child_process|fs|os|net|http|https|vm|cluster|dgram|dns|repl|worker_threads|process|module|inspector|path|util|v8)\b/i,
    0.9,
    'value loads a module of the server that runs programs or reads files',
  ],
  [
    /\bprocess\s*(?:\.\s*|\[\s*['"`])(?:mainmodule|binding|env|exit|kill|dlopen|argv|cwd|execpath|chdir|stdout|abort)\b|\bmainmodule\s*\.\s*(?:require|constructor)|\b(?:exec|spawn)(?:file)?sync\s*\(|\bchild_process\b\s*['"`)\].]/i,
    0.85,
    "value reaches the server's process",
  ],
  [/_\$\$ND_FUNC\$\$_|_\$\$ND_CC\$\$_/i, 0.97, 'value is a function for a deserialiser that runs it'],
  [
    /(?:constructor\s*(?:\.\s*constructor|\[\s*['"`]constructor)|\.\s*(?:sub|constructor|at|link|anchor)\s*\.\s*constructor)\s*\(|\bconstructor\s*[:=]\s*constructor\b|['":]constructor:constructor\b|(?:new\s+|[^\w.]|^)function\s*\(\s*['"`][^'"`]{0,200}\breturn\b/i,
    0.9,
    'value makes a function of text',
  ],
  [
    /(?:^|[^\w.])import\s*\(\s*['"`](?:node:)?(?:child_process|fs|os|net|vm)\b|\b(?:deno|bun)\s*\.\s*(?:run|command|readfile|readtextfile|spawn|file|env)\b/i,
    0.9,
    'value loads a module of the server',
  ],
  [
    /(?:^|[;{}\s])(?:while\s*\(\s*(?:true|1|!0|!false|!-?0|infinity|!!?['"`[\]{}]{0,4}\w{0,4}['"`[\]{}]{0,4}|-?[1-9]\d{0,3}|\[\]|\{\}|!!?\w{1,9}|\d+\s*[<>=]+\s*\d+)\s*\)|for\s*\(\s*;\s*;\s*\))/i,
    0.8,
    'value is a loop that never ends',
  ],
  [
    /\b(?:res|response)\s*\.\s*(?:end|send|write)\s*\(\s*(?:require|process|global)/i,
    0.9,
    'value answers the request by itself',
  ],
  [
    /\b(?:console|util)\s*\.\s*\w{2,10}\s*\.\s*(?:call|apply)\s*\(\s*this/i,
    0.75,
    'value calls a function of the server by way of call',
  ],
];

export const nodeCodeInjection = defineValueRule({
  id: 'node-code-injection',
  version: 1,
  title: 'JavaScript code injection on a server',
  severity: 'critical',
  references: ['CWE-94', 'CWE-95', 'API8:2023', 'CAPEC-242'],
  explanation:
    'A value that reaches eval, Function, vm or a deserialiser of a Node.js server runs as script. The rule asks whether the value calls what leaves the language: loads modules that run programs or read files, reaches the process or the constructor of functions, makes functions of text, or keeps the server in a loop that never ends. Front-end code that people quote does none of this; in longer texts it is only logged.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [
    'require',
    'process',
    'child_process',
    'constructor',
    'function(',
    'settimeout',
    'setinterval',
    'global.',
    'globalthis',
    '_$$nd_func',
    'import(',
    'while(',
    'while (',
    'for(;;',
    'for (;;',
    'res.end',
    'response.',
    'console.',
    'this.constructor',
    '.mainmodule',
    'execsync',
    'spawnsync',
    'eval(',
    '$where',
    'return this',
    'deno.',
    'bun.',
  ],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: (value) => askPatterns(value, QUESTIONS),
  examples: { fires, silent },
});
