import { wordCount } from '../../../lib/text/word-count.ts';
import type { Leaf } from '../../../model/index.ts';
import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { isDirectoryAttribute, isTelltaleAttribute, TELLTALES } from './attributes.ts';
import { closingParenthesis, readFilter, type FilterRead } from './filter-scanner.ts';
import { fires, silent } from './ldap-injection.examples.ts';

/** Words before the break that still look like a value. */
const VALUE_WORDS = 4;

export const ldapInjection = defineValueRule({
  id: 'ldap-injection',
  version: 1,
  title: 'LDAP injection',
  severity: 'high',
  references: ['CWE-90', 'API8:2023', 'CAPEC-136'],
  explanation:
    'Directories are searched with filters such as (&(uid=VALUE)(userPassword=VALUE)). A value that is pasted in can close its assertion with a parenthesis and add assertions: the password is not asked for, or attributes are guessed letter by letter. ' +
    'The rule reads the value by the grammar of RFC 4515 as it would stand in an assertion, and asks whether it closes a parenthesis that it did not open and goes on with filters, with nothing but operators and parentheses, or with NUL, which cuts the rest. A value that is a filter by itself counts where its attributes are those of directories. ' +
    'A star alone is a search as many people write it, and is left alone. Not seen: distinguished names that are put together from values.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [
    ')(',
    ') (',
    '*)',
    '))',
    ')\0',
    '(& (',
    '(| (',
    ')&',
    ')|',
    '(|',
    '(&',
    '(!(',
    '*(',
    ...TELLTALES.map((attribute) => `(${attribute}=`),
  ],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: askFilter,
  examples: { fires, silent },
});

function askFilter(value: string, leaf: Leaf): ValueAnswer | undefined {
  if (PROBE.test(value))
    return { confidence: 0.75, statement: "value is made of a search filter's marks alone", mark: [0, value.length] };
  const close = closingParenthesis(value);
  if (close >= 0) return askClosed(value, close);
  const open = value.search(/\S/);
  return value[open] === '(' ? askWhole(value, open, leaf) : askOpened(value);
}

/** A star, a parenthesis and an operator among marks, and no word: sent to see what breaks. */
const PROBE = /^(?=[^*]{0,40}\*)(?=[^(]{0,40}\()(?=[^&|]{0,40}[&|])[\s*()&|!'"=]{4,40}$/;

/** The value ends its assertion. */
function askClosed(value: string, close: number): ValueAnswer | undefined {
  const before = value.slice(0, close);
  if (wordCount(before) > VALUE_WORDS || /[\n{}<>;"]/.test(before)) return undefined;
  const read = readFilter(value, close);
  const confidence = scoreClosed(before, read);
  return confidence < 0.5
    ? undefined
    : {
        confidence,
        statement: `value closes its assertion in a search filter and ${describe(read)}`,
        mark: [close, Math.max(close + 1, read.to)],
      };
}

function scoreClosed(before: string, read: FilterRead): number {
  const star = before.trimEnd().endsWith('*');
  if (read.ending === 'broken') return read.items.some(isTelltale) || (star && read.items.length > 0) ? 0.75 : 0;
  if (read.items.some(isTelltale) || read.constant) return 0.95;
  if (read.operators > 0 && (read.items.length > 0 || star)) return 0.9;
  if (read.items.length > 0) return star || isCut(read) || read.items.some(isKnown) ? 0.85 : 0.75;
  if (read.ending === 'nul') return 0.8;
  // Only parentheses: with a star before them, or an operator or an open one behind.
  if (read.operators > 0) return star || read.open > 0 ? 0.8 : 0.6;
  if (star && (read.open > 0 || read.surplus > 1)) return 0.8;
  if (star) return before.trim() === '*' ? 0.6 : 0;
  return 0;
}

/** The application's own rest is taken in, or cut off. */
const isCut = (read: FilterRead): boolean => read.ending === 'nul' || read.open !== 1;

const isTelltale = ({ attribute }: FilterRead['items'][number]): boolean => isTelltaleAttribute(attribute);
const isKnown = ({ attribute }: FilterRead['items'][number]): boolean => isDirectoryAttribute(attribute);

/** The value is a filter by itself, or several. */
function askWhole(value: string, open: number, leaf: Leaf): ValueAnswer | undefined {
  const read = readFilter(value, open);
  if (read.ending === 'broken') return undefined;
  const confidence = scoreWhole(read);
  if (confidence === 0) return undefined;
  return {
    // Settings of programs that search directories hold whole filters, with a place to fill in.
    confidence: OFFERED.test(leaf.name) || /\{\d\}|\{\{|%[su]|\$\{/.test(value) ? 0.5 : confidence,
    statement: 'value is a search filter of a directory by itself',
    mark: [open, Math.max(open + 1, read.to)],
  };
}

const OFFERED = /filter|ldap|search_?base/i;

function scoreWhole(read: FilterRead): number {
  const known = read.items.filter(isKnown).length;
  if (read.constant && read.open === 0) return read.items.length > 0 ? 0.8 : 0.75;
  if (read.items.length === 0) return 0;
  const telltale = read.items.some(isTelltale);
  if (read.operators > 0) return telltale ? 0.85 : known > 0 ? 0.75 : read.items.length > 1 ? 0.6 : 0;
  if (telltale) return read.items.length > 1 || read.items.some((item) => item.value.includes('*')) ? 0.8 : 0.7;
  return known > 1 || (known > 0 && read.items.some((item) => item.value.trim() === '*')) ? 0.75 : 0;
}

/** The value opens a filter that it does not close, behind an assertion of its own: `*(|(mail=*)`. */
function askOpened(value: string): ValueAnswer | undefined {
  const open = value.search(/\(\s?[&|!a-z]/i);
  if (open <= 0 || wordCount(value.slice(0, open)) > 1) return undefined;
  const read = readFilter(value, open);
  const star = value.slice(0, open).trimEnd().endsWith('*');
  if (read.ending === 'broken' || !(star || read.operators > 0) || !read.items.some(isKnown)) return undefined;
  return {
    confidence: star && (read.operators > 0 || read.items.some(isTelltale)) ? 0.85 : 0.7,
    statement: 'value adds assertions to a search filter',
    mark: [open, Math.max(open + 1, read.to)],
  };
}

function describe(read: FilterRead): string {
  if (read.items.length > 0) return `adds ${read.items.length === 1 ? 'an assertion' : 'assertions'}`;
  if (read.constant) return 'adds one that is always true or false';
  return read.ending === 'nul' ? 'cuts off the rest with NUL' : 'changes its parentheses';
}
