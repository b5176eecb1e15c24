import { defineValueRule } from '../../define.ts';
import { askPatterns, type Question } from '../../patterns.ts';
import { fires, silent } from './python-code-injection.examples.ts';

/** What each pattern finds. */
const QUESTIONS: readonly Question[] = [
  [/\b__import__\s*\(|\bimportlib\s*\.\s*import_module\s*\(/, 0.93, 'value imports a module of Python by its name'],
  [
    /\bos\s*\.\s*(?:system|popen|environ|listdir|exec[lv]p?e?|spawn[lv]p?e?|getenv|remove|kill|fork)\b\s*[([]|\bsubprocess\s*\.\s*(?:call|run|popen|check_output|check_call|getoutput)\s*\(|\bcommands\s*\.\s*get(?:status)?output\s*\(|\bpty\s*\.\s*spawn\s*\(/i,
    0.88,
    'value calls what runs programs in Python',
  ],
  [
    /__(?:subclasses|mro|bases?|globals|builtins|getattribute|code|closure)__|\.\s*__class__\b|\bbuiltins\s*\.\s*(?:exec|eval|open|__)/,
    0.85,
    'value walks from an object of Python to all classes',
  ],
  [
    /(?:^|[;\n]|exec\s*\(\s*['"]|eval\s*\(\s*['"])[ \t]{0,8}import\s+(?:os|subprocess|socket|pty|sys|commands|ctypes)\b(?=\s*[;,\n'"]|$)/,
    0.8,
    'value imports a module that runs programs in Python',
  ],
  [
    /(?:^|[^\w.])(?:eval|exec)\s*\(\s*(?:compile\s*\(|['"](?:import|__)|base64|bytes|chr\s*\()|(?:^|[^\w.])compile\s*\(\s*['"][^'"]{0,200}['"]\s*,\s*['"][^'"]{0,40}['"]\s*,\s*['"](?:exec|eval|single)/,
    0.88,
    'value compiles and runs code in Python',
  ],
  [
    /(?:^|[^\w.])open\s*\(\s*['"](?:\/|\.\.|[a-z]:\\)[^'"]{1,200}['"][^)]{0,20}\)\s*\.\s*(?:read|write)/i,
    0.85,
    'value reads a file in Python',
  ],
];

export const pythonCodeInjection = defineValueRule({
  id: 'python-code-injection',
  version: 1,
  title: 'Python code injection',
  severity: 'critical',
  references: ['CWE-94', 'CWE-95', 'API8:2023', 'CAPEC-242'],
  explanation:
    'A value that reaches eval, exec, a template or a YAML or pickle loader of a Python program runs as code. The rule asks whether the value imports or reaches a module that runs programs or reads files, walks from any object to all classes, or compiles code. Python as people quote it in longer texts is only logged.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [
    '__import__',
    'import os',
    'import sys',
    'import subprocess',
    'import socket',
    'import pty',
    'os.system',
    'os.popen',
    'subprocess.',
    'eval(',
    'exec(',
    'compile(',
    '__class__',
    '__subclasses__',
    '__globals__',
    '__builtins__',
    '__mro__',
    'pty.spawn',
    'os.environ',
    'importlib',
    'builtins',
    'getattr(',
    "open('",
    'open("',
    'commands.get',
  ],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: (value) => askPatterns(value, QUESTIONS),
  examples: { fires, silent },
});
