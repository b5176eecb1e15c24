import type { Credential } from './authentication.ts';

/**
 * What a transaction is, judged alone. Only `api` makes an endpoint; `error` is an answer of 400 and above or none at all, which
 * belongs to an endpoint if one is known there and to a scanner if none is.
 */
export const TRAFFIC_KINDS = ['api', 'error', 'asset', 'page', 'form', 'beacon', 'health', 'preflight'] as const;
export type TrafficKind = (typeof TRAFFIC_KINDS)[number];

export interface TrafficFacts {
  readonly method: string;
  /** Segments of the path. */
  readonly segments: readonly string[];
  readonly status: number;
  /** Media types in lower case without parameters, '' when unknown. */
  readonly requestType: string;
  readonly responseType: string;
  /** Bytes of the answer's body; undefined when unknown. */
  readonly responseSize: number | undefined;
  readonly credentials: readonly Credential[];
  /** It speaks another protocol than plain HTTP. */
  readonly carriesOperation?: boolean;
}

const ASSET_TYPE =
  /^(image|font|audio|video)\/|^text\/css$|^(text|application)\/(x-)?(java|ecma)script$|^application\/(wasm|font-.*|x-font-.*|vnd\.ms-fontobject|manifest\+json)$/;
const ASSET_EXTENSION =
  /\.(js|mjs|cjs|css|map|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|otf|eot|mp[34]|webm|wasm|webmanifest)$/i;
/** Folders that builds put their output in. */
const ASSET_FOLDER =
  /^(_next|_nuxt|_app|static|assets?|dist|build|public|bundles?|chunks?|fonts?|images?|img|css|js|webpack|node_modules)$/i;
/** A data file of a build: a content hash in the name, or one of the names that bundlers write. */
const BUILD_FILE =
  /^(?:[\w-]+\.[0-9a-f]{8,20}|manifest|asset-manifest|build-manifest|chunk|vendors?|runtime|polyfills|bundle|main|app|index|i18n|logo|version|package|routes-manifest)(\.min)?\.(json|txt|xml|html?)$/i;
const PAGE_TYPE = /^(text\/html|application\/xhtml\+xml)$/;
const BEACON_NAME =
  /^(rum|beacons?|collect|csp-report|csp|pixel|track|tr|ss|g|ping-event|__utm\.gif|t\.gif|stats\.gif|report-uri|envelope)$/i;
const HEALTH_NAME =
  /^_?(healthz?|health[-_]?check|livez?|liveness|alive|readyz?|readiness|ping|status|metrics|up|heartbeat)$/i;

/** A real answer; 0 is none at all. */
export const isAnswered = (status: number): boolean => status >= 100 && status < 400;

export function trafficKind(facts: TrafficFacts): TrafficKind {
  if (facts.method === 'OPTIONS') return 'preflight';
  if (!isAnswered(facts.status)) return 'error';
  if (facts.carriesOperation === true) return 'api';
  const open = facts.credentials[0]?.scheme === 'none' || facts.credentials[0]?.scheme === 'cookie';
  const reading = facts.method === 'GET' || facts.method === 'HEAD';
  if (PAGE_TYPE.test(facts.responseType)) return reading || facts.status < 300 ? 'page' : 'form';
  if (!open) return 'api';
  if (facts.responseType === 'image/gif' && (facts.responseSize ?? 0) <= 64) return 'beacon';
  if (reading && isAsset(facts)) return 'asset';
  if (facts.requestType === 'application/x-www-form-urlencoded' && facts.status >= 300) return 'form';
  if (isBeacon(facts)) return 'beacon';
  return reading && isHealth(facts) ? 'health' : 'api';
}

function isAsset({ segments, responseType }: TrafficFacts): boolean {
  const last = segments.at(-1) ?? '';
  if (ASSET_TYPE.test(responseType) || ASSET_EXTENSION.test(last)) return true;
  if (last === 'robots.txt' || last === 'sitemap.xml' || segments[0] === '.well-known') return last !== 'jwks.json';
  return (
    BUILD_FILE.test(last) ||
    (/\.\w{2,5}$/.test(last) && segments.slice(0, -1).some((segment) => ASSET_FOLDER.test(segment)))
  );
}

function isBeacon({ segments, method, status, responseSize }: TrafficFacts): boolean {
  if (segments[0] === 'cdn-cgi') return true;
  return (
    method === 'POST' &&
    status < 300 &&
    (status === 204 || responseSize === 0) &&
    segments.length <= 3 &&
    BEACON_NAME.test(segments.at(-1) ?? '')
  );
}

/** Probes of balancers and orchestrators ask near the root and are answered in plain text. */
function isHealth({ segments, responseType, responseSize }: TrafficFacts): boolean {
  if (segments.length > 2 || !HEALTH_NAME.test(segments.at(-1) ?? '')) return false;
  return responseType === 'text/plain' || responseSize === 0;
}
