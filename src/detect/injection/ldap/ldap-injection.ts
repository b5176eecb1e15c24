import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { weighed } from '../../patterns.ts';
import { fires, silent } from './ldap-injection.examples.ts';

/** A value in a filter is a name, not a text. */
const MOST_CHARS = 400;
/** `)(attribute=`, `)(|(`, `)(&`, `))(`: the assertion ends and another, or an operator, begins. */
const BREAKOUT =
  /\)\s*[&|!]?\s*\(\s*(?:[&|!]\s*(?:[()]|$)|\(?\s*[|&!]?\s*\(?[a-z][\w;.-]{0,40}\s*(?:=|~=|>=|<=|:[\w.]*:=))/i;
/** A whole filter. */
const FILTER = /^\s*\(\s*(?:[&|!]\s*\(.{1,300}\)|[a-z][\w;.-]{0,40}\s*(?:~|>|<)?=\s*[^()]{0,100}\))\s*\)*/i;
/** `*)%00`, `*()|&'`, `x)(!(`: characters that a filter alone gives a meaning. */
const REST = /^[\w@. *-]{0,60}\*?\)+\s*(?:\0|%00|\(\s*[&|!]\s*\(|\(\s*[&|!]\s*\))|^\*\(\)\||^\*\)\s*\(?[&|]/;
const PROBE = /^\s*\(?\s*objectclass\s*=\s*\*\s*\)?$/i;

/** More parentheses are closed than opened before the place. */
function closesMore(value: string, at: number): boolean {
  let depth = 0;
  for (let i = 0; i <= at; i++) {
    if (value[i] === '(') depth++;
    else if (value[i] === ')' && --depth < 0) return true;
  }
  return false;
}

/** Attributes with values, and nothing of a sentence or of code. */
const isFilterText = (value: string): boolean =>
  !/[;{}"'\n]|=[=>]|\s=\s\d/.test(value) && /^[\s()&|!*\w=.,@~<>:\\/+-]{4,}$/.test(value);

export const ldapInjection = defineValueRule({
  id: 'ldap-injection',
  version: 1,
  title: 'LDAP injection',
  severity: 'high',
  references: ['CWE-90', 'API8:2023', 'CAPEC-136'],
  explanation:
    'A value that an application puts into a search filter, `(uid=VALUE)`, can close its assertion and add others: `*)(uid=*))(|(uid=*`. The rule reads the value by the grammar of filters (RFC 4515) and asks whether it closes a parenthesis that it did not open and goes on with an assertion or an operator, or is a filter by itself that asks for everything. Names and sentences in parentheses close what they open. Not seen: a wildcard alone.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [
    ')(',
    ') (',
    '(&',
    '(|',
    '(!',
    '*)',
    '*(',
    '))',
    '(cn=',
    '(uid=',
    '(objectclass',
    'objectclass=',
    '*|',
    ')%00',
    '%00',
    '(sn=',
    '(mail=',
    '(user',
    '&(',
    '|(',
    '=*',
    ')&',
    '*/*',
  ],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask,
  examples: { fires, silent },
});

function ask(value: string): ValueAnswer | undefined {
  if (value.length > MOST_CHARS) return undefined;
  const breakout = BREAKOUT.exec(value);
  if (breakout !== null && closesMore(value, breakout.index))
    return weighed(value, breakout, 0.93, 'value closes an assertion of a filter and adds another');
  const filter = FILTER.exec(value);
  if (filter !== null && isFilterText(value))
    return weighed(
      value,
      filter,
      /[=]\s*\*|objectclass|[&|!]\(/i.test(value) ? 0.85 : 0.6,
      'value is a filter of LDAP by itself',
    );
  const rest = REST.exec(value);
  if (rest !== null)
    return weighed(value, rest, 0.8, 'value ends an assertion of a filter and cuts off or negates the rest');
  const probe = PROBE.exec(value);
  return probe === null ? undefined : weighed(value, probe, 0.75, 'value asks for every object of a directory');
}
