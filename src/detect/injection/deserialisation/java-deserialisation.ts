import { defineValueRule } from '../../define.ts';
import { askPatterns, type Question } from '../../patterns.ts';
import { fires, silent } from './java-deserialisation.examples.ts';

/** Classes that gadgets are made of: Commons Collections, BeanUtils, the JDK's own, and what loads others. */
const GADGETS =
  'invokertransformer|instantiatetransformer|chainedtransformer|clonetransformer|constanttransformer|forclosure|whileclosure|prototypeclonefactory|prototypeserializationfactory|instantiatefactory|templatesimpl|jdbcrowsetimpl|badattributevalueexpexception|annotationinvocationhandler|transformedmap|lazymap\\b|beancomparator|jndiconfiguration|classpathxmlapplicationcontext|scriptenginemanager|urlclassloader|methodinvokingfactory|jndidatasource|propertypathfactorybean|groovyx?\\.|c3p0|fastjson|ysoserial';
/** What each pattern finds. */
const QUESTIONS: readonly Question[] = [
  [
    /(?:^|[^A-Za-z0-9+/])rO0AB[A-Za-z0-9+/_-]|\baced0005(?:[0-9a-f]{2}|\b)|\u00ac\u00ed\u0000\u0005/i,
    0.95,
    "value is a stream of Java's serialisation",
  ],
  [
    /<java\s[^>]{0,200}xmldecoder|<object\s+class\s*=\s*["'](?:java|javax|com\.sun)\.[^"']{3,80}["']|<dynamic-proxy\b/i,
    0.93,
    'document makes objects of Java that run code',
  ],
  [
    /!!(?:javax?|com\.sun|com\.mchange|org\.(?:springframework|apache)|groovy|ch\.qos|sun)\.[\w.$]{3,120}/i,
    0.93,
    'YAML document names a class of Java to make',
  ],
  [
    /["']@(?:type|class)["']\s*:\s*["'](?:\[?L?)?(?:java|javax|com\.sun|sun|org\.apache|org\.springframework|ch\.qos|com\.mchange|com\.zaxxer|org\.hibernate|com\.ibatis|org\.codehaus|br\.com)\.[\w.$]{2,120}/i,
    0.9,
    'document names a class of Java to make',
  ],
  [new RegExp(`(?:^|[\\s."'\\[>$@])(?:${GADGETS})`, 'i'), 0.85, 'value names a class that gadgets are made of'],
];

export const javaDeserialisation = defineValueRule({
  id: 'java-deserialisation',
  version: 1,
  title: 'Java deserialisation',
  severity: 'critical',
  references: ['CWE-502', 'API8:2023', 'CAPEC-586'],
  explanation:
    'A stream of Java’s own serialisation, or a document whose type names say which class to make, makes a reader run the code of gadgets (CWE-502). The rule looks for the stream’s magic number (in base64, hex or plain), for XMLDecoder, XStream and SnakeYAML documents that make objects of code, for polymorphic JSON that names gadget classes, and for the names of gadgets themselves.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [
    'ro0ab',
    'aced0005',
    '@type',
    '@class',
    'xmldecoder',
    'dynamic-proxy',
    'transformer',
    'forclosure',
    'whileclosure',
    'clonefactory',
    'instantiatefactory',
    'serializationfactory',
    'javax.script',
    'scriptenginemanager',
    'templatesimpl',
    'jdbcrowset',
    'rmi:',
    'ysoserial',
    'comparator',
    'badattribute',
    'annotationinvocation',
    'h4siaaaa',
    '<java',
    '<object class',
    'processbuilder',
    '!!j',
    '!!c',
    '!!o',
    'h4si',
    '@ref',
    'hashmap',
  ],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: (value) => askPatterns(value, QUESTIONS),
  examples: { fires, silent },
});
