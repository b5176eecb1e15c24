import type { Endpoint } from '../../src/model/index.ts';
import type { LabelledTraffic } from './api-traffic.ts';

export interface TemplateScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Share of the API transactions that the inventory, read as a router, gives to the true template. */
  readonly right: number;
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

/** `counted`: indexes of the endpoints that could be found; all when absent. */
export interface Truth extends LabelledTraffic {
  readonly counted?: ReadonlySet<number>;
}

/** Endpoint (method, host, canonical template) against the truth; HEAD and OPTIONS count neither way. */
export function scoreTemplates(
  endpoints: readonly Pick<Endpoint, 'method' | 'host' | 'template'>[],
  truth: Truth,
): TemplateScore {
  const key = (method: string, host: string, canonical: string): string => `${method} ${host} ${canonical}`;
  const found = new Map<string, readonly string[]>();
  for (const { method, host, template } of endpoints)
    if (method !== 'HEAD' && method !== 'OPTIONS')
      found.set(key(method, host, canonical(template)), canonical(template).split('/'));
  const wanted = new Set(
    truth.endpoints
      .filter((_, index) => truth.counted?.has(index) ?? true)
      .map((one) => key(one.method, one.host, one.canonical)),
  );
  const hits = [...found.keys()].filter((one) => wanted.has(one)).length;
  const precision = hits / (found.size || 1);
  const recall = hits / (wanted.size || 1);
  const byMethod = routers(found);
  let right = 0;
  let total = 0;
  for (const { exchange, endpoint } of truth.exchanges) {
    const one = truth.endpoints[endpoint];
    if (one === undefined) continue;
    total++;
    const path = canonical((exchange.request.target.split('?', 1)[0] ?? '').replace(/;jsessionid=[^/]*/, ''));
    const segments = path.split('/');
    const hit = (byMethod.get(`${one.method} ${one.host} ${segments.length}`) ?? []).find((template) =>
      template.every((segment, at) => segment === '{}' || segment === segments[at]),
    );
    if (hit !== undefined && hit.join('/') === one.canonical) right++;
  }
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    right: right / (total || 1),
    missed: [...wanted].filter((one) => !found.has(one)),
    wrong: [...found.keys()].filter((one) => !wanted.has(one)),
  };
}

const canonical = (template: string): string =>
  `/${template
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => (segment.includes('{') ? '{}' : segment))
    .join('/')}`;

/** Templates by method, host and length, literals before parameters. */
function routers(found: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly (readonly string[])[]> {
  const lists = new Map<string, (readonly string[])[]>();
  for (const [one, segments] of found) {
    const [method, host] = one.split(' ');
    const name = `${method} ${host} ${segments.length}`;
    lists.set(name, [...(lists.get(name) ?? []), segments]);
  }
  for (const list of lists.values())
    list.sort((a, b) => {
      const at = a.findIndex((segment, index) => (segment === '{}') !== (b[index] === '{}'));
      return at === -1 ? 0 : a[at] === '{}' ? 1 : -1;
    });
  return lists;
}
