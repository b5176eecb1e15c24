import type { Leaf } from '../../../model/index.ts';
import { wordCount } from '../../../lib/text/word-count.ts';
import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { fires, silent } from './java-code-injection.examples.ts';

/** Words around the code that still look like a value and not like an article. */
const VALUE_WORDS = 6;

/** Calls that run a program, load a class or leave the sandbox, in Java, Kotlin, Groovy, SpEL and OGNL. */
const CALLS =
  /\bgetruntime\s*\(\s*\)|\bruntime\s*\.\s*exec\b|\bprocessbuilder\s*(?:\(|\.\s*start)|\bclass\s*\.\s*forname\s*\(|\.\s*getclass\s*\(\s*\)\s*\.|\bnew\s+(?:java|javax|sun|com\.sun|org\.springframework)\.[\w.]{2,80}\s*\(|\bt\s*\(\s*java[\w.]{2,80}\)|@java[\w.]{2,80}@|#_memberaccess\b|#context\s*\[|\bognlcontext\b|\bscriptenginemanager\b|\bgetenginebyname\s*\(|\burlclassloader\b|\bdefineclass\s*\(|\bexecute\s*\(\s*\)\s*\.\s*text\b|\bnew\s+groovyshell\b|\binitialcontext\s*\(\s*\)|\.\s*getmethod\s*\(\s*["']|\bbyteArray(?:in|out)putstream\s*\(/i;
/** The bean path from any object to the class loader of the server: `class.module.classLoader…` (CVE-2010-1622, CVE-2022-22965). */
const LOADER = /(?:^|[.[\]'"])class(?:\.|\[['"]?)(?:module(?:\.|\]?\[['"]?))?classloader\b/i;
/** A fully qualified name of the language's own packages, of its runtime, or of what gadgets are made of. */
const CLASS_NAME =
  /^\[?L?(?:java|javax|sun\.(?:misc|reflect|rmi|net|security|tools|awt)|jdk|com\.sun)(?:\.[a-z_][a-z0-9_]{0,40}){0,6}(?:[.$][A-Z]\w{0,80})?(?:[.$]\w{1,80}){0,3};?$|^(?:java\.)?(?:lang\.)?(?:Runtime|ProcessBuilder|ClassLoader)$|^(?:org\.omg\.CORBA|ognl|com\.opensymphony\.xwork2|com\.thoughtworks\.xstream|org\.apache\.(?:commons(?:\.(?:collections4?|beanutils|io|fileupload|configuration|logging|jelly))?|xalan|xbean|bcel|tomcat|struts2?|wicket|shiro|velocity)|org\.codehaus\.groovy|org\.springframework|javassist|bsh|groovy|clojure|org\.python|org\.mozilla\.javascript|com\.mchange|org\.hibernate|com\.rometools|freemarker)(?:\.[\w$]{1,80})*\.?$/;
const JDK = /^\[?L?(?:java|javax|sun|jdk|com\.sun)\.|^(?:java\.)?(?:lang\.)?(?:Runtime|ProcessBuilder|ClassLoader)$/;
/** What reports of errors name, and types of fields that schemas name. */
const HARMLESS =
  /(?:Exception|Error|Throwable|Warning|Interrupted|Timeout)$|^(?:javax?\.(?:annotation|validation|persistence|ws|xml|servlet|inject|mail|time|math))\b/;

export const javaCodeInjection = defineValueRule({
  id: 'java-code-injection',
  version: 1,
  title: 'Java code, class or class-loader injection',
  severity: 'critical',
  references: ['CWE-94', 'CWE-470', 'CWE-917', 'CWE-915', 'API8:2023', 'CAPEC-242', 'CAPEC-138'],
  explanation:
    'Expression languages (SpEL, OGNL, MVEL), script engines and binders of the Java world run what a value says, or load the class it names. The rule asks whether a value calls what runs programs or loads classes, whether a name is a path to the class loader, and whether a value or name as a whole is a class of the language’s runtime or of the libraries that gadgets are made of. ' +
    'Names of exceptions, as error reports have them, and code in longer texts are passed or only logged.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [
    'java.',
    'javax.',
    'runtime',
    'processbuilder',
    'classloader',
    'forname',
    'getclass',
    '#_member',
    '#context',
    'ognl',
    'scriptengine',
    'sun.',
    'jdk.',
    'org.omg',
    'xwork2',
    'xstream',
    'org.apache.',
    'codehaus',
    'springframework',
    'javassist',
    'getmethod',
    'groovy',
    'initialcontext',
    'execute()',
    'defineclass',
    'getenginebyname',
    'bsh.',
    'clojure',
    'org.python',
    'mozilla.javascript',
    'mchange',
    'hibernate',
    'rometools',
    'freemarker',
    'bytearray',
  ],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: askJava,
  examples: { fires, silent },
});

function askJava(value: string, leaf: Leaf): ValueAnswer | undefined {
  const loader = LOADER.exec(value);
  if (loader !== null && wordCount(value) <= VALUE_WORDS)
    return answer(0.95, "value is a path to the server's class loader", loader.index, loader.index + loader[0].length);
  const call = CALLS.exec(value);
  if (call !== null) {
    const around = wordCount(value.slice(0, call.index)) + wordCount(value.slice(call.index + call[0].length));
    const confidence = around <= VALUE_WORDS * 2 ? 0.93 : 0.55;
    return answer(
      confidence,
      'value is Java code that runs programs or loads classes',
      call.index,
      call.index + call[0].length,
    );
  }
  const name = value.trim();
  if (name.length > 200 || !CLASS_NAME.test(name) || HARMLESS.test(name)) return undefined;
  // User agents and packages of applications look alike; the language's own classes do not.
  const sure = JDK.test(name) ? 0.8 : leaf.part === 'header' ? 0.55 : 0.72;
  return answer(sure, 'value is the name of a class that servers should not load for others', 0, value.length);
}

const answer = (confidence: number, statement: string, from: number, to: number): ValueAnswer => ({
  confidence,
  statement,
  mark: [from, to],
});
