import type { Leaf } from '../../../model/index.ts';

const key = (value: string, part: Leaf['part'] = 'body'): Partial<Leaf> => ({ part, name: value, value, isName: true });

export const fires: readonly (string | Partial<Leaf>)[] = [
  // Keys of a JSON body, and names of parameters as form parsers nest them.
  key('__proto__'),
  key('__proto__.canRefund'),
  key('constructor.prototype.canRefund'),
  key('__proto__[canRefund]', 'query'),
  key('constructor[prototype][canRefund]', 'query'),
  key('settings[__proto__][canRefund]', 'query'),
  key('settings[][__proto__]', 'query'),
  key('settings.__proto__.canRefund', 'query'),
  key('settings["__proto__"]["canRefund"]', 'query'),
  key("x['constructor']['prototype']['canRefund']"),
  key('[__proto__][shell]', 'query'),
  key('/settings/__proto__/canRefund'),
  key('__defineGetter__'),
  key('__proto__', 'cookie'),
  // A filter that removes the word once leaves it.
  key('__pro__proto__to__'),
  key('consconstructortructor.protoprototypetype.canRefund'),
  // Encoded once more than the gateway decodes.
  key('__%70roto__'),
  key('\\u005f_proto__.canRefund'),
  key('%5B__proto__%5D%5BcanRefund%5D', 'query'),
  // Property paths as values: set(object, path, value), JSON Patch.
  '__proto__.canRefund',
  'a.constructor.prototype.canRefund',
  '/constructor/prototype/canRefund',
  '/lines/0/__proto__/canRefund',
  '__proto__[canRefund]=1',
  '?__proto__.canRefund=1',
  'constructor.prototype.env.NODE_OPTIONS=--inspect',
  { part: 'query', name: 'field', value: '__proto__' },
  { part: 'path', name: '[2]', value: '__proto__' },
  { part: 'path', name: '', value: '/settings/__proto__/canRefund' },
  { part: 'header', name: 'X-Settings', value: '{"__proto__":{"canRefund":true}}' },
  // Objects in text.
  '{"a":{"__proto__":{"canRefund":true}}}',
  '{"constructor":{"prototype":{"canRefund":true}}}',
  "{a: 1, '__proto__': {canRefund: 1}}",
  '[{"__proto__.canRefund":true}]',
  'eyJfX3Byb3RvX18iOnsiY2FuUmVmdW5kIjp0cnVlfX0=',
];

export const silent: readonly (string | Partial<Leaf>)[] = [
  // The words by themselves.
  key('constructor'),
  key('prototype'),
  key('proto'),
  key('_proto_'),
  key('prototype.version'),
  key('constructor[name]', 'query'),
  key('constructor.points', 'query'),
  'prototype',
  'constructor',
  'Constructor: McLaren',
  'prototype.v2',
  'Prototype [rev. B]',
  'proto__type',
  '__init__.py',
  '__typename',
  'Array.prototype.map',
  'Object.prototype.hasOwnProperty.call(a, b)',
  'constructor-prototype-2024',
  // Prose and code.
  'Never merge a body that has a key called __proto__ into an object.',
  'What does __proto__ do?',
  'How is x.__proto__ different from Foo.prototype, and when does constructor.prototype matter?',
  'function Lamp() {}\nLamp.prototype.on = function () { return this.constructor.prototype; };',
  'const clean = (o) => { delete o.__proto__; return o; };',
  'if (key === "__proto__" || key === "constructor") continue;',
  '{ "note": "the key __proto__ is refused" }',
  '{"prototype":{"version":3},"constructor":"Williams"}',
  'query { prototype(id: 3) { constructor { name } } }',
  { part: 'query', name: 'q', value: 'javascript prototype' },
  { part: 'query', name: 'prototype', value: 'B2' },
  { part: 'path', name: '', value: '/docs/javascript/prototype/chain' },
  { part: 'path', name: '', value: '/constructors/prototypes' },
  { part: 'header', name: 'User-Agent', value: 'Prototype/1.7.3' },
  { part: 'header', name: 'X-Requested-With', value: 'prototype.js' },
];
