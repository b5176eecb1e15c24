import type { Exchange } from '../../model/index.ts';
import { asObject } from './loose.ts';
import { loggedExchange, readRequestLine } from './log-line.ts';
import type { SkipReason } from './report.ts';
import { epochTime, readLogTime } from './time.ts';

type Fields = ReadonlyMap<string, string | number>;

/**
 * Names of the same fact in the JSON logs of nginx (by common habit), Caddy, Traefik, Envoy, HAProxy, ECS and GCP; lower
 * case, letters and digits only, members of objects joined (`request.remote_ip` is `requestremoteip`).
 */
const NAMES = {
  time: [
    'time',
    'timestamp',
    'ts',
    'timeiso8601',
    'timelocal',
    'msec',
    'starttime',
    'startutc',
    'startlocal',
    'datetime',
    'date',
    'httprequesttime',
  ],
  method: ['method', 'requestmethod', 'httpmethod', 'verb', 'httprequestmethod', 'httprequestrequestmethod'],
  target: [
    'requesturi',
    'uri',
    'requestpath',
    'target',
    'url',
    'urloriginal',
    'urlfull',
    'path',
    'urlpath',
    'xenvoyoriginalpath',
    'httprequestrequesturl',
  ],
  query: ['querystring', 'args', 'query', 'urlquery'],
  line: ['request', 'requestline'],
  version: ['serverprotocol', 'protocol', 'requestprotocol', 'requestproto', 'httpversion', 'httprequestprotocol'],
  host: ['host', 'httphost', 'requesthost', 'authority', 'vhost', 'servername', 'urldomain', 'domain'],
  scheme: ['scheme', 'requestscheme', 'urlscheme'],
  client: [
    'clientip',
    'remoteaddr',
    'remoteip',
    'requestclientip',
    'requestremoteip',
    'clientaddr',
    'clienthost',
    'downstreamremoteaddress',
    'sourceip',
    'ip',
    'client',
    'remotehost',
    'httprequestremoteip',
  ],
  forwarded: ['httpxforwardedfor', 'xforwardedfor'],
  status: [
    'status',
    'statuscode',
    'downstreamstatus',
    'responsecode',
    'responsestatus',
    'httpstatus',
    'httpresponsestatuscode',
    'code',
    'httprequeststatus',
  ],
  agent: ['httpuseragent', 'useragent', 'agent', 'useragentoriginal', 'requestuseragent', 'httprequestuseragent'],
  referrer: ['httpreferer', 'referer', 'httpreferrer', 'referrer', 'httprequestreferer'],
  type: ['contenttype', 'senthttpcontenttype', 'upstreamhttpcontenttype'],
} as const;

const DEPTH = 3;

/** Text and numbers of an object by joined name; the outer name wins. */
function flatten(value: unknown): Fields {
  const fields = new Map<string, string | number>();
  const visit = (object: object, prefix: string, depth: number): void => {
    for (const [key, member] of Object.entries(object) as [string, unknown][]) {
      const name = prefix + key.toLowerCase().replace(/[^a-z\d]/g, '');
      if (typeof member === 'string' || typeof member === 'number') {
        if (!fields.has(name)) fields.set(name, member);
      } else if (typeof member === 'object' && member !== null && depth < DEPTH) visit(member, name, depth + 1);
    }
  };
  visit(asObject(value), '', 1);
  return fields;
}

function first(fields: Fields, names: readonly string[]): string | number | undefined {
  for (const name of names) {
    const value = fields.get(name);
    if (value !== undefined && value !== '' && value !== '-') return value;
  }
  return undefined;
}

function readTime(value: string | number | undefined): number {
  if (value === undefined) return NaN;
  const time =
    typeof value === 'number' || /^\d+(?:\.\d+)?$/.test(value) ? epochTime(Number(value)) : readLogTime(value);
  return time ?? NaN;
}

/** Path and query, which some servers log apart. */
function readTarget(target: string, query: string): string {
  return query === '' || target.includes('?') ? target : `${target}?${query.replace(/^\?/, '')}`;
}

/** One JSON object of an access log as an exchange. */
export function readJsonLogLine(value: unknown, id: string, defaultHost: string): Exchange | SkipReason {
  const fields = flatten(value);
  const text = (names: readonly string[]): string => String(first(fields, names) ?? '');
  const header = (name: string, names: readonly string[]): string[] => (text(names) === '' ? [] : [name, text(names)]);
  const line = readRequestLine(text(NAMES.line));
  const status = Number(first(fields, NAMES.status));
  const method = line?.method ?? text(NAMES.method);
  if (method === '' && Number.isNaN(status)) return 'malformed';
  return loggedExchange({
    id,
    time: readTime(first(fields, NAMES.time)),
    method,
    target: readTarget(line?.target ?? text(NAMES.target), line ? '' : text(NAMES.query)),
    httpVersion: line?.version ?? text(NAMES.version),
    host: text(NAMES.host).toLowerCase() || defaultHost,
    scheme: text(NAMES.scheme) === 'https' ? 'https' : 'http',
    client: [text(NAMES.forwarded).split(',', 1)[0], text(NAMES.client)],
    requestHeaders: [
      ...header('User-Agent', NAMES.agent),
      ...header('Referer', NAMES.referrer),
      ...header('X-Forwarded-For', NAMES.forwarded),
    ],
    responseHeaders: header('Content-Type', NAMES.type),
    status: Number.isNaN(status) ? 0 : status,
    durationMs: 0,
  });
}
