import { CodedError, LIMITS, type ClientTrait } from '../../model/index.ts';
import type { GatewayEvent } from './counters.ts';
import type { TlsOptions } from './tls/index.ts';
import type { UpstreamProtocol, UpstreamTls } from './upstream/index.ts';

export interface GatewayOptions {
  /** Port 0 chooses a free one. */
  readonly listen: { readonly host: string; readonly port: number };
  /** `http://HOST:PORT` or `https://HOST:PORT`, without a path. */
  readonly upstream: string;
  readonly upstreamTls?: UpstreamTls;
  /** Default `auto`: what an https upstream offers, HTTP/1.1 in clear. */
  readonly upstreamProtocol?: UpstreamProtocol;
  /** Without it the listener speaks in clear. */
  readonly tls?: TlsOptions;
  /** Addresses and CIDR blocks whose forwarding and trait headers are believed. */
  readonly trustedProxies?: readonly string[];
  /** Where a trusted proxy writes the client's address; the first header present counts. Name only what it really writes. */
  readonly addressHeaders?: readonly AddressHeader[];
  /** Header of a trusted proxy → trait of the client. */
  readonly traitHeaders?: Readonly<Partial<Record<ClientTrait, string>>>;
  /** Header by which a trusted proxy sets the time of a request (milliseconds since the epoch), for replays. */
  readonly clockHeader?: string;
  /** Adds X-Forwarded-For, -Proto and -Host to what goes upstream. Default true. */
  readonly forwardedHeaders?: boolean;
  /** Larger request bodies are refused with 413. Default: no limit. */
  readonly maxBodyBytes?: number;
  /** Unique ids of transactions; default `t3k9x-1f`. */
  readonly newId?: () => string;
  /** Milliseconds since the epoch, fractions welcome. */
  readonly clock?: () => number;
  readonly log?: (event: GatewayEvent) => void;
  readonly limits?: Partial<GatewayLimits>;
}

export type AddressHeader = 'x-forwarded-for' | 'forwarded';

/** The gateway's share of LIMITS, so that a deployment or a test can choose others. */
export type GatewayLimits = { readonly [Name in (typeof LIMIT_NAMES)[number]]: number };

const LIMIT_NAMES = [
  'inspectedBodyBytes',
  'judgedBodyBytes',
  'headBytes',
  'headerLines',
  'clientHeaderMs',
  'clientRequestMs',
  'clientIdleMs',
  'clientConnections',
  'clientStreams',
  'streamsPerConnection',
  'streamResets',
  'streamResetsPerSecond',
  'controlFramesPerSecond',
  'streamStartMs',
  'streamIdleMs',
  'discardedBodyBytes',
  'keepAliveMs',
  'upstreamConnectMs',
  'upstreamHeadersMs',
  'upstreamBodyIdleMs',
  'upstreamProbeMs',
  'upstreamConnections',
  'upstreamQueue',
  'upstreamIdleMs',
  'drainMs',
] as const;

export interface UpstreamAddress {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
}

/** Reads an upstream address. Throws SP2004. */
export function parseUpstream(text: string): UpstreamAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const scheme = url?.protocol === 'http:' ? 'http' : url?.protocol === 'https:' ? 'https' : undefined;
  if (url === undefined || scheme === undefined) throw new CodedError('SP2004', text);
  if (url.pathname !== '/' || url.search !== '' || url.username !== '') {
    throw new CodedError('SP2004', `${url.origin}: only scheme, host and port can be given`);
  }
  return {
    scheme,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (scheme === 'https' ? 443 : 80),
  };
}

export function limitsOf(options: GatewayOptions): GatewayLimits {
  const limits: GatewayLimits = LIMITS;
  return { ...limits, ...options.limits };
}

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '::1', '0.0.0.0', '::', '']);

/** Throws SP2005 when the upstream is the address listened on. */
export function refuseLoop(listen: GatewayOptions['listen'], upstream: UpstreamAddress): void {
  const sameHost = listen.host === upstream.host || (LOCAL_HOSTS.has(listen.host) && LOCAL_HOSTS.has(upstream.host));
  if (listen.port === upstream.port && sameHost) throw new CodedError('SP2005', `${listen.host}:${listen.port}`);
}
