import { defineValueRule } from '../../define.ts';
import { askPatterns, type Question } from '../../patterns.ts';
import { fires, silent } from './python-deserialisation.examples.ts';

/** What each pattern finds. */
const QUESTIONS: readonly Question[] = [
  [
    /(?:^|[^\w])c(?:os|posix|nt|subprocess|commands|__builtin__|builtins|sys|pty|timeit|runpy|importlib|ctypes|socket|webbrowser|platform)\r?\n[\w.]{2,40}\r?\n/,
    0.95,
    'value is a pickle that imports a function',
  ],
  [
    /(?:!!|tag:yaml\.org,2002:)python\/(?:object|name|module|tuple|str|unicode|complex|dict|long)\b/,
    0.93,
    'YAML document makes an object of Python',
  ],
  [
    /["']py\/(?:object|reduce|function|type|ref|repr|state)["']\s*:/,
    0.85,
    'document makes an object of Python (jsonpickle)',
  ],
  [
    /^(?:gASV|gAWV|gAN[9Yjck]|gAJ[9Yjck]|gARV|gAR9|KGRw|Y29zC|Y3Bvc2l4|Y19fYnVpbHRpb)[A-Za-z0-9+/_-]{8,}={0,2}$/,
    0.85,
    'value is a pickle in base64',
  ],
];

export const pythonDeserialisation = defineValueRule({
  id: 'python-deserialisation',
  version: 1,
  title: 'Python deserialisation',
  severity: 'critical',
  references: ['CWE-502', 'API8:2023', 'CAPEC-586'],
  explanation:
    'Pickle and the full loader of PyYAML run what a document tells them to call. The rule looks for pickles (plain opcodes, and base64 of the binary protocols) that import a function, and for YAML tags of PyYAML that make objects or call functions.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [
    '!!python',
    'tag:yaml.org,2002:python',
    'cos',
    'cposix',
    'cbuiltins',
    'c__builtin__',
    'csubprocess',
    'ccommands',
    'csys',
    'cpty',
    'ctimeit',
    'crunpy',
    'cimportlib',
    'cctypes',
    'csocket',
    'cwebbrowser',
    'cplatform',
    'gasv',
    'gaw',
    'ga7',
    'ga5',
    'gan',
    'gbf',
    'gbc',
    'y29z',
    'y3bvc',
    'ksv',
    'py/object',
    'py/reduce',
    'y19f',
    'cnt',
    'cpickle',
    'gas',
    'gaj',
    'gar',
    'reduce',
  ],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: (value) => askPatterns(value, QUESTIONS),
  examples: { fires, silent },
});
