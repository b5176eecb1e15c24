import type { Loose } from '../loose.ts';
import { asList, asObject, asScalar, asText } from '../loose.ts';
import type { Destination } from '../target.ts';
import { readUrl, wireTarget } from '../target.ts';
import type { Variables } from './variables.ts';
import { fill, openPlaces, placeholder, withVariables } from './variables.ts';

/** What converters write for a value of a type: `<string>`, `<long>`. */
const TYPE_ONLY = /^<[\w .-]{1,40}>$/;
const SCHEME = /^[a-z][a-z\d+.-]*:\/\//i;

const joined = (value: unknown, separator: string): string =>
  Array.isArray(value)
    ? value.map((part) => asScalar(part) || asScalar(asObject(part)['value'])).join(separator)
    : asScalar(value);

/** Pairs that are switched on, as a query string; '' or with its question mark. */
function queryOf(list: unknown): string {
  const pairs = asList(list)
    .map(asObject)
    .filter((pair) => pair['disabled'] !== true && asScalar(pair['key']) !== '')
    .map((pair) => {
      const key = asScalar(pair['key']);
      const value = asScalar(pair['value']);
      const shown = TYPE_ONLY.test(value) ? placeholder(key) : value.replaceAll(/[&#]/g, encodeURIComponent);
      return pair['value'] === null || pair['value'] === undefined ? key : `${key}=${shown}`;
    });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** The address as text with its variables: from its parts where they are given, else as typed. */
function textOf(url: Loose): string {
  const host = joined(url['host'], '.');
  if (host === '' && url['path'] === undefined) return asText(url['raw']);
  const protocol = asText(url['protocol']).replace(/:?\/*$/, '');
  const port = asScalar(url['port']);
  const path = joined(url['path'], '/').replace(/^\//, '');
  return `${protocol === '' ? '' : `${protocol}://`}${host}${port === '' ? '' : `:${port}`}/${path}${queryOf(url['query'])}`;
}

/** `/a/:id/b` with the value of `id`, or `{id}` where there is none. */
function withPathVariables(path: string, values: Variables): string {
  return path
    .split('/')
    .map((segment) => {
      if (!/^:[\w-]/.test(segment)) return segment;
      const name = segment.slice(1);
      const value = values.get(name) ?? '';
      if (value === '' || TYPE_ONLY.test(value)) return placeholder(name);
      return value.includes('{{') ? value : encodeURIComponent(value);
    })
    .join('/');
}

/**
 * Where a request of a collection goes, with `{name}` for what no variable fills. A host that stays open is `defaultHost`.
 * Undefined when it is no address.
 */
export function readPostmanUrl(value: unknown, variables: Variables, defaultHost: string): Destination | undefined {
  const url = typeof value === 'string' ? { raw: value } : asObject(value);
  const written = fill(textOf(url), variables).replace(/#.*$/s, '').trim();
  if (written === '' || written === '/') return undefined;
  const scheme = SCHEME.exec(written)?.[0];
  const rest = written.slice(scheme?.length ?? 0);
  // A query may hold slashes, and a variable in front may stand for scheme, host and base path alike.
  const slash = rest.search(/[/?]/);
  const host = slash < 0 ? rest : rest.slice(0, slash);
  const tail = slash < 0 ? '/' : rest.slice(slash);
  const query = tail.indexOf('?');
  const path = withPathVariables(query < 0 ? tail : tail.slice(0, query), withVariables(new Map(), url['variable']));
  const target = wireTarget(openPlaces(fill(path + (query < 0 ? '' : tail.slice(query)), variables)));
  const open = host === '' || /[{}\s]/.test(host);
  return readUrl(`${scheme ?? 'http://'}${open ? defaultHost : host}${target}`);
}
