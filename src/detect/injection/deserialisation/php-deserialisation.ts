import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { weighed } from '../../patterns.ts';
import { fires, silent } from './php-deserialisation.examples.ts';

/** `O:8:"stdClass":1:{`, `C:…` of classes that serialise themselves; a sign before the length is accepted by old versions. */
const OBJECT =
  /(?:^|[^\w])[OoC]:\+?(\d{1,4}):\\?["']([^"'\\]{1,200}(?:\\{1,2}[^"'\\]{1,100}){0,6})\\?["']:\+?\d{1,6}:\{/;
/** An array with references to its own members, which forged states use to have equal values. */
const FORGED = /(?:^|[^\w])a:\d{1,6}:\{(?:[^{}]{0,400};)?R:\d{1,6};/;

/** The length before the name is the name's. */
function fits(found: RegExpExecArray): boolean {
  const name = (found[2] ?? '').replaceAll('\\\\', '\\');
  return Math.abs(Number(found[1]) - name.length) <= 2;
}

export const phpDeserialisation = defineValueRule({
  id: 'php-deserialisation',
  version: 1,
  title: 'PHP object injection',
  severity: 'critical',
  references: ['CWE-502', 'API8:2023', 'CAPEC-586'],
  explanation:
    '`unserialize` of PHP makes objects of the classes that a value names, whose destructors and magic methods then run. The rule reads the value by the grammar of `serialize` and asks whether it holds an object whose lengths fit, or a reference or null byte as only forged ones have. Arrays, numbers and strings alone are data.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: ['o:', 'c:', 'a:', 'phar:', 'tz'],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask,
  examples: { fires, silent },
});

function ask(value: string): ValueAnswer | undefined {
  const found = OBJECT.exec(value);
  if (found !== null && fits(found))
    return weighed(value, found, 0.92, 'value is an object in the form of PHP’s serialize');
  const forged = FORGED.exec(value);
  return forged === null
    ? undefined
    : weighed(value, forged, 0.75, 'value is data in the form of PHP’s serialize with references');
}
