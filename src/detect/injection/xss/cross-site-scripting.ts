import type { Leaf } from '../../../model/index.ts';
import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { asSevenBit, asUtf7 } from './charset.ts';
import { findAddress } from './contexts/address.ts';
import { findAttribute } from './contexts/attribute.ts';
import { judgeMarkup, readMarkup } from './contexts/markup.ts';
import { findBareScript, findStringEscape } from './contexts/script-string.ts';
import { judgeStyle } from './contexts/style.ts';
import { findTemplate } from './contexts/template.ts';
import { fires, silent } from './cross-site-scripting.examples.ts';
import { stronger, type Danger } from './danger.ts';
import { LITERALS } from './literals.ts';
import { isShown, proseFactor, wordCount } from './prose.ts';

/** Signals below it would be noise even in a log. */
const LEAST = 0.5;

export const crossSiteScripting = defineValueRule({
  id: 'cross-site-scripting',
  version: 1,
  title: 'Cross-site scripting',
  severity: 'high',
  references: ['CWE-79', 'CWE-80', 'CWE-83', 'CWE-87', 'API8:2023', 'CAPEC-63', 'CAPEC-588', 'CAPEC-591', 'CAPEC-592'],
  explanation:
    'A value that an application shows in a page can bring script of its own, which then runs with the rights of whoever looks at it. ' +
    'The rule reads the value as a browser would in each place a page may put it: between tags, in an attribute (in double quotes, single quotes, none), in a string of a script, as an address, as a style, and in an expression of a template. It asks whether an element, attribute or expression appears there that computes something or loads active content. ' +
    'Formatting as editors write it, icons and templates run nothing; in long text, and where code is shown as code, markup counts less. ' +
    'Not seen: script that is put together from several values, and attacks on one library or sanitizer that are harmless markup everywhere else.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: LITERALS,
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: (value, leaf) => askXss(value, leaf),
  examples: { fires, silent },
});

/** The strongest answer over all contexts. Linear in the value's length. */
export function askXss(written: string, leaf: Leaf): ValueAnswer | undefined {
  // Older browsers and servers written in C pass over NUL.
  const value = written.includes('\0') ? written.replaceAll('\0', '') : written;
  let best = judge(value);
  for (const other of [asUtf7(value), asSevenBit(value)])
    if (other !== undefined) best = stronger(best, within(judge(other), value.length));
  if (SPLIT.test(value)) best = stronger(best, without(value));
  if (best === undefined || best.score < LEAST) return undefined;
  return {
    confidence: Math.round(best.score * 100) / 100,
    statement: `value ${best.what}${leaf.isName === true ? ' (in a name)' : ''}`,
    mark: [Math.min(best.from, written.length), Math.min(best.to, written.length)],
  };
}

/** Tags in the middle of words, which filters that strip tags take out: `o<x>nfocus=al<x>ert(1)`. */
const SPLIT = /\w<[^<>\s]{1,12}>\w/;

function without(value: string): Danger | undefined {
  const danger = judge(value.replaceAll(/<[^<>\s]{1,12}>/g, ''));
  return danger && { ...danger, what: `${danger.what}, once tags are taken out`, from: 0, to: value.length };
}

const within = (danger: Danger | undefined, length: number): Danger | undefined =>
  danger && { ...danger, what: `${danger.what}, in another charset`, from: 0, to: length };

function judge(value: string): Danger | undefined {
  let best: Danger | undefined;
  if (value.includes('<')) best = judgeElements(value);
  if (best !== undefined && best.score > 0.9) return best;
  best = stronger(best, aroundFactor(value, findAttribute(value)));
  best = stronger(best, aroundFactor(value, findAddress(value, judgeMarkup)));
  best = stronger(best, aroundFactor(value, findTemplate(value)));
  best = stronger(best, aroundFactor(value, findStringEscape(value)));
  best = stronger(best, findBareScript(value));
  return value.length < MOST_STYLE ? stronger(best, aroundFactor(value, judgeStyle(value))) : best;
}

/** A style alone is short. */
const MOST_STYLE = 1_000;

function judgeElements(value: string): Danger | undefined {
  const { danger, words, document } = readMarkup(value);
  if (danger === undefined) return undefined;
  const shown = proseFactor(words, isShown(value, danger.from));
  // A whole page has scripts of its own; what attacks do in them is still told.
  const weight = document && danger.score < 0.9 ? 0.7 : 1;
  return { ...danger, score: danger.score * shown * weight };
}

/** Words outside the deciding characters weigh against them. */
function aroundFactor(value: string, danger: Danger | undefined): Danger | undefined {
  if (danger === undefined) return undefined;
  const words = wordCount(value, 0, danger.from) + wordCount(value, danger.to, value.length);
  return { ...danger, score: danger.score * proseFactor(words, isShown(value, danger.from)) };
}
