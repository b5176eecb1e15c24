import { EMPTY_BODY, type Body, type Exchange } from '../../src/model/index.ts';
import { canonicalOf, designApis, isSlot, type DesignedEndpoint } from './api-design.ts';
import { createChance, type Chance } from './chance.ts';
import { inventWord } from './path-values.ts';

/** One exchange and the endpoint it belongs to: an index, or -1 for noise, -2 for what counts neither way. */
export interface LabelledExchange {
  readonly exchange: Exchange;
  readonly endpoint: number;
}
export interface TrueEndpoint {
  readonly method: string;
  readonly host: string;
  readonly canonical: string;
}
export interface LabelledTraffic {
  readonly exchanges: readonly LabelledExchange[];
  readonly endpoints: readonly TrueEndpoint[];
}

const START = 1_767_600_000_000;
const DAYS = 3;

/** Three days of traffic of designed APIs, half as much noise again, in order of time. The same seed gives the same. */
export function apiTraffic(seed: number, apis = 16): LabelledTraffic {
  const chance = createChance(seed);
  const { endpoints, mentioned } = designApis(apis, chance);
  const exchanges: LabelledExchange[] = [];
  for (const [index, endpoint] of endpoints.entries()) {
    const values = mentioned.get(endpoint.host) ?? [];
    for (let left = chance.upTo(80); left > 0; left--) exchanges.push(callOf(index, endpoint, values, chance));
  }
  const hosts = [...new Set(endpoints.map(({ host }) => host))];
  for (let left = exchanges.length / 2; left > 0; left--)
    exchanges.push({ endpoint: -1, exchange: noise(chance.pick(hosts), chance) });
  return {
    exchanges: exchanges.toSorted((a, b) => a.exchange.request.time - b.exchange.request.time),
    endpoints: endpoints.map(({ method, host, segments }) => ({ method, host, canonical: canonicalOf(segments) })),
  };
}

/** What occurs often comes first: the pool is used with falling frequency. */
const draw = (pool: readonly string[], chance: Chance): string =>
  pool[Math.floor(pool.length * chance.next() ** 1.5)] ?? '';

function pathOf(endpoint: DesignedEndpoint, chance: Chance): string {
  const segments = endpoint.segments.map((segment) =>
    isSlot(segment)
      ? segment.text.map((text, at) => (at === 0 ? text : draw(segment.pools[at - 1] ?? [], chance) + text)).join('')
      : segment,
  );
  const path = `/${segments.join('/')}`;
  return chance.odds(0.02)
    ? `${path}/`
    : chance.odds(0.01)
      ? `${path};jsessionid=${chance.below(1e9).toString(16).toUpperCase()}`
      : path;
}

function callOf(
  index: number,
  endpoint: DesignedEndpoint,
  mentioned: readonly (readonly string[])[],
  chance: Chance,
): LabelledExchange {
  const failed = chance.odds(0.07);
  const status = failed
    ? chance.pick([400, 401, 403, 404, 404, 422, 500])
    : endpoint.method === 'POST'
      ? 201
      : endpoint.answers.length === 0
        ? 204
        : 200;
  const record = (fields: readonly string[]): unknown =>
    Object.fromEntries(
      fields.filter(() => chance.odds(0.9)).map((field, at) => [field, valueFor(at, mentioned, chance)]),
    );
  const answer = failed
    ? { error: 'failed', code: status }
    : endpoint.list
      ? Array.from({ length: chance.below(4) }, () => record(endpoint.answers))
      : record(endpoint.answers);
  return {
    endpoint: index,
    exchange: exchangeOf({
      method: endpoint.method,
      host: endpoint.host,
      target: pathOf(endpoint, chance) + (endpoint.list && chance.odds(0.5) ? `?page=${chance.below(9)}` : ''),
      status,
      type: status === 204 ? '' : 'application/json',
      ...(endpoint.takes.length > 0 && { sends: record(endpoint.takes) }),
      ...(status !== 204 && { answers: answer }),
      chance,
    }),
  };
}

function valueFor(at: number, mentioned: readonly (readonly string[])[], chance: Chance): unknown {
  if (at === 0 && mentioned.length > 0) return draw(chance.pick(mentioned), chance);
  return [chance.below(1_000), chance.odds(0.5), inventWord(chance), chance.below(1e5) / 100, null][at % 5];
}

const PROBES = [
  '/wp-login.php',
  '/.env',
  '/phpmyadmin/index.php',
  '/actuator/heapdump',
  '/.git/config',
  '/admin/config.php',
  '/cgi-bin/test',
];

/** Assets, pages, pixels, probes of scanners and balancers, soft 404s. */
function noise(host: string, chance: Chance): Exchange {
  const site = `www.${host}`;
  const one = chance.pick<() => Omit<Call, 'chance'>>([
    () => ({
      method: 'GET',
      host: site,
      target: `/static/${inventWord(chance)}.${(chance.below(9e8) + 1e8).toString(16)}.js`,
      status: 200,
      type: 'application/javascript',
    }),
    () => ({
      method: 'GET',
      host: site,
      target: `/blog/2024/${inventWord(chance)}-${inventWord(chance)}`,
      status: 200,
      type: 'text/html',
    }),
    () => ({
      method: 'GET',
      host: site,
      target: `/images/${inventWord(chance)}.webp`,
      status: 200,
      type: 'image/webp',
    }),
    () => ({ method: 'GET', host, target: chance.pick(PROBES), status: 404, type: 'text/html' }),
    () => ({
      method: 'GET',
      host,
      target: `/${inventWord(chance)}/${inventWord(chance)}`,
      status: chance.pick([404, 401, 200]),
      type: 'text/html',
    }),
    () => ({ method: 'GET', host: 'pixel.ads.example', target: '/tr/', status: 200, type: 'image/gif' }),
    () => ({ method: 'GET', host, target: chance.pick(['/healthz', '/readyz']), status: 200, type: 'text/plain' }),
  ])();
  return exchangeOf({ ...one, chance });
}

interface Call {
  readonly method: string;
  readonly host: string;
  readonly target: string;
  readonly status: number;
  readonly type: string;
  readonly sends?: unknown;
  readonly answers?: unknown;
  readonly chance: Chance;
}

function exchangeOf({ method, host, target, status, type, sends, answers, chance }: Call): Exchange {
  const time = START + chance.below(DAYS * 86_400_000);
  return {
    request: {
      id: 'bench',
      time,
      method,
      scheme: 'https',
      host,
      target,
      httpVersion: '1.1',
      headers: [
        'Host',
        host,
        ...(type === 'application/json' && answers !== undefined ? ['Authorization', 'Bearer 8c1f0e7b'] : []),
        ...(sends === undefined ? [] : ['Content-Type', 'application/json']),
      ],
      client: { address: '198.51.100.7', peer: '198.51.100.7' },
    },
    requestBody: bodyOf(sends),
    response: { status, headers: type === '' ? [] : ['Content-Type', type], time: time + 4 },
    responseBody: bodyOf(answers),
    end: 'answered',
    endTime: time + 4,
  };
}

function bodyOf(value: unknown): Body {
  if (value === undefined) return EMPTY_BODY;
  const bytes = Buffer.from(JSON.stringify(value));
  return { bytes, size: bytes.length, complete: true };
}
