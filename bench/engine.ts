/**
 * What the stateless half costs: decoding and inspecting a request with all value rules, against JSON.parse and a walk of
 * the same body, in alternating rounds of one run. Then the longest the event loop is held by 64 KB of hostile text.
 * Usage: npm run bench:engine
 */
import { createInspector, statelessRules } from '../src/detect/index.ts';
import type { JsonValue, RequestHead } from '../src/model/index.ts';
import { decodeRequest, readCredentials, readLogin } from '../src/protocols/http/index.ts';

const ROUNDS = 9;
const ROUND_MS = 120;
/** As a browser sends them. */
const HEADERS = [
  ['Host', 'api.example.com'],
  ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36'],
  ['Accept', 'application/json, text/plain, */*'],
  ['Accept-Language', 'sv-SE,sv;q=0.9,en;q=0.8'],
  ['Authorization', 'Bearer 3f9c1e7a5b2d4860a1c2e3f405162738'],
  ['X-Request-Id', '0b9d1f6e-6f52-4c1c-9a55-0d9f3f6f7a11'],
  ['Referer', 'https://shop.example.com/orders/list'],
].flat();

const inspector = createInspector(statelessRules);
let sink = 0;

const headOf = (method: string, target: string, headers: readonly string[] = HEADERS): RequestHead => ({
  id: 't-1',
  time: 0,
  method,
  scheme: 'https',
  host: 'api.example.com',
  target,
  httpVersion: '1.1',
  headers,
  client: { address: '192.0.2.1', peer: '192.0.2.1' },
});

/** Everything the hot path asks of these rooms for one request. */
function engine(head: RequestHead, bytes: Uint8Array | null): number {
  const request = decodeRequest(head, bytes && { bytes, size: bytes.length, complete: true });
  const login = readLogin(request) === undefined ? 0 : 1;
  const known = readCredentials(request) === undefined ? 0 : 1;
  return inspector.inspect(request).signals.length + login + known;
}

function walk(value: JsonValue): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  let sum = 0;
  for (const [key, member] of Object.entries(value)) sum += key.length + walk(member as JsonValue);
  return sum;
}

const parseAndWalk = (bytes: Buffer): number => walk(JSON.parse(bytes.toString('utf8')) as JsonValue);

/** An order of about 2.2 KB; `note` is the text of each line. */
function order(note: string): Buffer {
  const lines = Array.from({ length: 12 }, (_, i) => ({
    sku: `LAMP-${100 + i}`,
    title: 'Reading lamp with dimmer',
    quantity: i + 1,
    price: { amount: 1299 + i * 7, currency: 'SEK' },
    note,
    gift: i % 2 === 0,
  }));
  const address = { name: 'Karin Lindqvist', street: 'Storgatan 12 B', city: 'Umea', zip: '903 26' };
  return Buffer.from(
    JSON.stringify({ customer: 51_532, address, lines, coupon: null, created: '2026-03-05T11:22:33Z' }),
  );
}

/** Microseconds of CPU time for one call, over about `ROUND_MS`. */
function time(call: () => number, batch = 200): number {
  const began = process.cpuUsage();
  const end = performance.now() + ROUND_MS;
  let calls = 0;
  while (performance.now() < end) {
    for (let i = 0; i < batch; i++) sink += call();
    calls += batch;
  }
  const { user, system } = process.cpuUsage(began);
  return (user + system) / calls;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function compare(name: string, ours: () => number, baseline: () => number): void {
  const rounds = Array.from({ length: ROUNDS }, () => ({ base: time(baseline), ours: time(ours) }));
  const [base, own] = [median(rounds.map((round) => round.base)), median(rounds.map((round) => round.ours))];
  const ratio = median(rounds.map((round) => round.ours / round.base));
  console.log(
    `${name.padEnd(46)} ${base.toFixed(2).padStart(7)} µs ${own.toFixed(2).padStart(7)} µs ${ratio.toFixed(2).padStart(6)}`,
  );
}

const KB = 1_024;
const fill = (piece: string): string => piece.repeat(Math.ceil((64 * KB) / piece.length)).slice(0, 60 * KB);
const HOSTILE: readonly (readonly [name: string, text: string])[] = [
  ['near misses of literals', fill('selec unio slee ../. ..%2 /et ')],
  ['quotes', fill("'")],
  ['quotes and words', fill("' or x ")],
  ['valid SQL without end', `1${fill(' or 1=1')}`],
  ['open comments', fill('/*')],
  ['percent escapes', fill('%2527')],
  ['overlong escapes', fill('%c0%af')],
  ['JavaScript escapes', fill('\\u0027')],
  ['entities', fill('&#x27;')],
  ['steps up', fill('../')],
  ['dots', fill('.')],
  [
    'base64',
    Buffer.from(fill("' or 1=1 "))
      .toString('base64')
      .slice(0, 60 * KB),
  ],
  ['blanks', fill(' \t')],
  ['parentheses', fill('select(')],
];

function longest(): void {
  console.log('\n64 KB of hostile text in one value             holds the event loop for');
  for (const [name, text] of HOSTILE) {
    const bytes = Buffer.from(JSON.stringify({ text }));
    const head = headOf('POST', '/v1/notes', ['Content-Type', 'application/json', ...HEADERS]);
    const rounds = Array.from({ length: 3 }, () => time(() => engine(head, bytes), 8));
    console.log(`${name.padEnd(46)} ${(median(rounds) / 1_000).toFixed(2).padStart(7)} ms`);
  }
}

const get = headOf('GET', '/v1/customers/51532/orders?limit=20&sort=created&page=2');
const post = headOf('POST', '/v1/customers/51532/orders', ['Content-Type', 'application/json', ...HEADERS]);
const clean = order('leave at the door please');
const prose = order("it's a gift, don't select wrapping or ribbons");
const escaped = order('says "hello" 100%25');

console.log(
  `${statelessRules.length} rules; POST of ${clean.length} bytes                    baseline    engine  ratio`,
);
compare(
  'POST, clean; baseline: JSON.parse and walk',
  () => engine(post, clean),
  () => parseAndWalk(clean),
);
compare(
  'POST, prose with words of SQL',
  () => engine(post, prose),
  () => parseAndWalk(prose),
);
compare(
  'POST, every line escaped',
  () => engine(post, escaped),
  () => parseAndWalk(escaped),
);
compare(
  'GET; baseline: parse and walk of the 2 KB POST',
  () => engine(get, null),
  () => parseAndWalk(clean),
);
longest();
if (sink === 0) throw new Error('nothing was measured');
