import type { Person } from '../people.ts';
import type { Identity, Persona } from './visitor.ts';

/**
 * Addresses are those kept for documentation (RFC 5737, RFC 3849): 192.0.2.0/24 companies and carriers,
 * 198.51.100.0/24 and 2001:db8::/32 homes, 203.0.113.0/24 attackers.
 */
const OFFICE = '192.0.2.10';
const CARRIERS = ['192.0.2.200', '192.0.2.201'];

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
const SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15';

const BROWSERS: readonly (readonly string[])[] = [
  [
    'sec-ch-ua',
    '"Chromium";v="142", "Not_A Brand";v="99"',
    'sec-ch-ua-mobile',
    '?0',
    'sec-ch-ua-platform',
    '"Windows"',
    'User-Agent',
    CHROME,
    'Accept',
    'application/json, text/plain, */*',
    'Sec-Fetch-Site',
    'same-origin',
    'Sec-Fetch-Mode',
    'cors',
    'Sec-Fetch-Dest',
    'empty',
    'Accept-Encoding',
    'gzip, deflate, br, zstd',
    'Accept-Language',
    'en-GB,en;q=0.9',
  ],
  [
    'User-Agent',
    FIREFOX,
    'Accept',
    'application/json, text/plain, */*',
    'Accept-Language',
    'en-US,en;q=0.5',
    'Accept-Encoding',
    'gzip, deflate, br, zstd',
    'Sec-Fetch-Dest',
    'empty',
    'Sec-Fetch-Mode',
    'cors',
    'Sec-Fetch-Site',
    'same-origin',
  ],
  [
    'Accept',
    'application/json, text/plain, */*',
    'Sec-Fetch-Site',
    'same-origin',
    'Accept-Language',
    'en-IE,en;q=0.9',
    'Accept-Encoding',
    'gzip, deflate, br',
    'Sec-Fetch-Mode',
    'cors',
    'User-Agent',
    SAFARI,
    'Sec-Fetch-Dest',
    'empty',
  ],
];
const APP = [
  'Accept',
  '*/*',
  'Accept-Encoding',
  'gzip, deflate, br',
  'User-Agent',
  'DemoShop/5.2.1 (com.example.shop; build:812; iOS 26.1.0)',
  'Accept-Language',
  'en-GB;q=1.0',
  'X-App-Version',
  '5.2.1',
];
const OLD_APP = [
  'Accept',
  'application/json',
  'User-Agent',
  'DemoShop/2.9 (Android 9; SM-G960F)',
  'Accept-Encoding',
  'gzip',
];
const SCRIPT = [
  'User-Agent',
  'python-requests/2.32.5',
  'Accept-Encoding',
  'gzip, deflate',
  'Accept',
  '*/*',
  'Connection',
  'keep-alive',
];
const SCANNER = ['User-Agent', 'Mozilla/5.0 (compatible; Probe/3.1)', 'Accept', '*/*'];
const STUFFER = ['User-Agent', 'okhttp/4.12.0', 'Accept', 'application/json', 'Accept-Encoding', 'gzip'];

export function browserOf(person: Person): Identity {
  return honest('web-shopper', homeOf(person), BROWSERS[person.id % BROWSERS.length] ?? []);
}

export function officeBrowserOf(person: Person): Identity {
  return honest('office-shopper', OFFICE, BROWSERS[person.id % BROWSERS.length] ?? []);
}

/** On the move: many people behind one address of the carrier. */
export function appOf(person: Person): Identity {
  return honest('app-shopper', CARRIERS[person.id % CARRIERS.length] ?? OFFICE, APP);
}

export const oldAppOf = (person: Person): Identity => honest('old-app', homeOf(person), OLD_APP);
export const staffBrowserOf = (person: Person): Identity =>
  honest('staff', '192.0.2.12', BROWSERS[person.id % BROWSERS.length] ?? []);

export const partner = honest('partner', '192.0.2.80', [
  'User-Agent',
  'warehouse-sync/1.8',
  'Accept',
  'application/json',
  'Connection',
  'keep-alive',
]);
export const monitor = honest('monitor', '192.0.2.90', ['User-Agent', 'uptime-check/2.1', 'Accept', '*/*']);
export const crawler = honest('crawler', '192.0.2.100', [
  'User-Agent',
  'Mozilla/5.0 (compatible; ExampleBot/2.0; +https://bot.example/about)',
  'Accept',
  'text/html,application/json;q=0.9,*/*;q=0.8',
  'Accept-Encoding',
  'gzip',
  'From',
  'bot@example.org',
]);

const ATTACK_HEADERS = {
  'sql-prober': SCRIPT,
  'file-prober': SCANNER,
  'credential-stuffer': STUFFER,
  'order-enumerator': SCRIPT,
} as const;
export type AttackPersona = keyof typeof ATTACK_HEADERS;
const ATTACKERS = Object.keys(ATTACK_HEADERS) as AttackPersona[];

/** An attacker on its nth campaign: each has 60 addresses and comes from the next one every time. */
export function attackerOf(persona: AttackPersona, campaign: number): Identity {
  const address = `203.0.113.${1 + ATTACKERS.indexOf(persona) * 60 + (campaign % 60)}`;
  return { persona, honest: false, address, headers: ATTACK_HEADERS[persona] };
}

function honest(persona: Persona, address: string, headers: readonly string[]): Identity {
  return { persona, honest: true, address, headers };
}

function homeOf(person: Person): string {
  return person.id % 4 === 0
    ? `2001:db8:${(person.id % 50).toString(16)}::${person.id.toString(16)}`
    : `198.51.100.${1 + (person.id % 250)}`;
}
