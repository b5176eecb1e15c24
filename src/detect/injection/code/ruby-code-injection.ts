import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { weighed } from '../../patterns.ts';
import { fires, silent } from './ruby-code-injection.examples.ts';

const CALLS =
  /\bKernel\s*(?:\.|::)\s*(?:exec|system|open|spawn|fork|eval|`|load|require|exit|sleep|syscall)|\bIO\s*\.\s*(?:popen|read|binread|write|sysopen|readlines)\b\s*[("' ]|\bFile\s*\.\s*(?:read|open|write|delete|readlines|binread|chmod|symlink)\s*[("']|%x[({[|!]|\.\s*(?:instance|class|module)_eval\s*[("']|\bconstantize\s*\.\s*\w|\bOpen3\s*\.\s*\w|\bProcess\s*\.\s*(?:spawn|exec|kill|fork|daemon)\s*[("']|\bObject\s*\.\s*const_get\s*\(|\.\s*(?:public_)?send\s*\(\s*(?::|['"])(?:eval|exec|system|instance_eval|class_eval|open|spawn|fork|`|constantize|const_get|load|require)\b|\bDir\s*\.\s*(?:glob|entries|children|\[)\s*\(?['"]|\bERB\s*\.\s*new\s*\(|\bRubyVM\s*::/;

export const rubyCodeInjection = defineValueRule({
  id: 'ruby-code-injection',
  version: 1,
  title: 'Ruby code injection',
  severity: 'critical',
  references: ['CWE-94', 'CWE-95', 'API8:2023', 'CAPEC-242'],
  explanation:
    'A value that reaches eval, send, constantize or a template of a Ruby program runs as code. The rule asks whether the value calls what runs programs or reads files in Ruby, or reaches the kernel of the language through any object. Ruby as people quote it in longer texts is only logged.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [
    'kernel.',
    'io.popen',
    'file.read',
    'file.open',
    '%x',
    'instance_eval',
    'class_eval',
    'module_eval',
    '.constantize',
    'open3',
    'process.spawn',
    'process.clock',
    'rubyvm',
    'object.const',
    '.send(',
    '_send(',
    'dir.glob',
    'dir.entries',
    'erb.new',
    'kernel::',
    'io.read',
    'file.write',
    'io.binread',
  ],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask,
  examples: { fires, silent },
});

function ask(value: string): ValueAnswer | undefined {
  const found = CALLS.exec(value);
  return found === null
    ? undefined
    : weighed(value, found, 0.88, 'value calls what runs programs or reads files in Ruby');
}
