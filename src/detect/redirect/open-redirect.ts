import type { Leaf } from '../../model/index.ts';
import { defineValueRule, type ValueAnswer } from '../define.ts';
import { parseLenientUrl } from '../../lib/url/lenient-url.ts';
import { fires, silent } from './open-redirect.examples.ts';

/** Parameters that say where a browser goes next. */
const LEADING =
  /(?:url|uri|redirect|return|next|goto|continue|dest|forward|target|callback|success|cancel|location|^to$|^u$|^r$|link|href|out|view)/i;

export const openRedirect = defineValueRule({
  id: 'open-redirect',
  version: 1,
  title: 'Open redirect in disguise',
  severity: 'medium',
  references: ['CWE-601', 'API8:2023', 'CAPEC-194'],
  explanation:
    'A page that sends the browser on to where a parameter says lends its name to a foreign page. Applications check the address, and attackers write it so that the check and the browser disagree: `///evil.example`, `/\\\\evil.example`, `https:evil.example`, `shop.example@evil.example`, numbers for hosts. The rule counts such oddities; in a parameter that leads somewhere (next, return, url …) one is enough, elsewhere two. Plain addresses are honest: whether they may be named is the application’s to say.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [
    '///',
    '/\\',
    '\\/',
    ':\\',
    ':/%',
    '//%',
    '/http',
    '@0',
    '@[',
    '/%2e',
    '/%2f',
    '/..',
    '@1',
    '@2',
    '@3',
    '@4',
    '@5',
    '@6',
    '@7',
    '@8',
    '@9',
    'http:a',
    'http:b',
    'http:c',
    'http:d',
    'http:e',
    'http:f',
    'http:g',
    'http:h',
    'http:i',
    'http:j',
    'http:k',
    'http:l',
    'http:m',
    'http:n',
    'http:o',
    'http:p',
    'http:q',
    'http:r',
    'http:s',
    'http:t',
    'http:u',
    'http:v',
    'http:w',
    'http:x',
    'http:y',
    'http:z',
    'http:0',
    'http:1',
    'http:2',
    'http:3',
    'http:4',
    'http:5',
    'http:6',
    'http:7',
    'http:8',
    'http:9',
    'https:a',
    'https:b',
    'https:c',
    'https:d',
    'https:e',
    'https:f',
    'https:g',
    'https:h',
    'https:i',
    'https:j',
    'https:k',
    'https:l',
    'https:m',
    'https:n',
    'https:o',
    'https:p',
    'https:q',
    'https:r',
    'https:s',
    'https:t',
    'https:u',
    'https:v',
    'https:w',
    'https:x',
    'https:y',
    'https:z',
    'https:0',
    'https:1',
    'https:2',
    'https:3',
    'https:4',
    'https:5',
    'https:6',
    'https:7',
    'https:8',
    'https:9',
    '.com@',
    '.org@',
    '.net@',
    '.io@',
    '.example@',
    '.tld@',
    '.de@',
    '.fr@',
    '.uk@',
    '.se@',
    '.eu@',
    '.co@',
    '.us@',
    '.info@',
    '.dev@',
    '.app@',
    '.local@',
    '.internal@',
    '.test@',
    '.ru@',
    '.cn@',
    '.nl@',
    '.it@',
    '.es@',
    '.pl@',
    '.ch@',
    '.at@',
    '.be@',
    '.dk@',
    '.no@',
    '.fi@',
    '.br@',
    '.in@',
    '.jp@',
    '.au@',
    '.ca@',
  ],
  parts: ['query', 'cookie', 'body'],
  ask,
  examples: { fires, silent },
});

function ask(value: string, leaf: Leaf): ValueAnswer | undefined {
  const text = value.trim();
  const leads = LEADING.test(leaf.name);
  if (text.length > 500 || /\s\S+\s\S+\s/.test(text) || leaf.part === 'header' || leaf.part === 'path')
    return undefined;
  const url = parseLenientUrl(text);
  const found: string[] = [];
  if (/^(?:https?:)?\/{3,}[^/\\]/i.test(text)) found.push('more slashes than an address has');
  if (/^(?:https?:)?[/\\]{0,4}(?:%(?:25)?(?:5c|09|0[ad]|2f)|[\t\r\n])/i.test(text))
    found.push('encoded slashes or blanks before the host');
  if (/^[/\\]{1,4}https?:/i.test(text)) found.push('an address behind slashes');
  if (/^https?:(?![/\\])[^\s/\\]*[.@:]/i.test(text)) found.push('no slashes before the host');
  if (/^(?:https?:)?[/\\]{0,2}[^/\\?#@]{1,80}\.[a-z]{2,12}@/i.test(text)) found.push('a host in the place of a user');
  if (/[/\\](?:%(?:25)?2f|%(?:25)?2e|\.){2,6}[/\\]?$/i.test(text) && /^(?:https?:)?[/\\]{2}/i.test(text))
    found.push('a path that leads back to the host');
  if (/^(?:\/\\|\\\/|https?:\\)/i.test(text)) found.push('backslashes before the host');
  if (url?.hosts.some((host) => host.disguised) === true) found.push('a number in disguise for a host');
  if (
    url !== undefined &&
    url.oddities.some((oddity) => oddity === 'several-at' || oddity === 'host-as-user' || oddity === 'cut-before-at')
  )
    found.push('a host that readers disagree about');
  if (
    found.length === 0 ||
    (url === undefined && found.length < 2 && !leads && !/^(?:[/\\]{3,}[\w.@-]+\.\w|[/\\]{1,4}https?:)/i.test(text))
  )
    return undefined;
  const confidence = Math.min(0.93, 0.55 + (leads ? 0.2 : 0) + 0.2 * (found.length - 1));
  return {
    confidence: Math.round(confidence * 100) / 100,
    statement: `value leads a browser elsewhere, written so that checks miss it: ${found.slice(0, 3).join(', ')}`,
    mark: [0, value.length],
  };
}
