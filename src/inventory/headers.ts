import { LRUCache } from 'lru-cache';
import { LIMITS } from '../model/index.ts';
import type { Credential } from './authentication.ts';

/**
 * Request headers that belong to the transport, the browser, a proxy or a trace, not to the API: RFC 9110 and 9111, the
 * Fetch standard, RFC 7239, the trace context and its forerunners, and what the large delivery networks add. What an API
 * may ask for in its own right (If-Match, Prefer, Idempotency-Key) is left out of this list.
 */
const STANDARD = new Set(
  `accept accept-charset accept-encoding accept-language accept-datetime alt-used authorization baggage cache-control
  cdn-loop client-ip connection content-disposition content-encoding content-language content-length content-location
  content-md5 content-type cookie cookie2 date dnt dpop early-data expect forwarded from host http2-settings
  if-modified-since if-none-match if-range if-unmodified-since keep-alive last-event-id max-forwards origin pragma
  priority proxy-authorization proxy-connection purpose range referer save-data signature signature-input tailscale-user
  te traceparent tracestate trailer transfer-encoding true-client-ip uber-trace-id upgrade upgrade-insecure-requests
  user-agent via viewport-width width device-memory downlink dpr ect rtt warning b3 x-requested-with x-real-ip
  x-client-ip x-cluster-client-ip x-originating-ip x-remote-ip x-remote-addr x-forwarded x-host x-scheme x-http-version
  x-request-id x-request-start x-queue-start x-correlation-id x-transaction-id x-trace-id x-span-id x-att-deviceid
  x-cloud-trace-context x-amzn-trace-id x-datadog-trace-id x-wap-profile x-pingplus x-moz x-purpose x-original-url
  x-original-uri x-original-host x-rewrite-url x-arr-log-id x-arr-ssl x-waws-unencoded-url x-site-deployment-id
  x-disguised-host x-appservice-proto x-azure-ref x-azure-fdid x-azure-clientip x-azure-socketip x-varnish x-bluecoat-via
  x-nginx-proxy x-forward-for x-ssl x-url-scheme front-end-https request-id correlation-id trace-id`.split(/\s+/),
);
const PREFIXES =
  /^(?::|sec-|proxy-|access-control-request-|x-forwarded-|x-b3-|x-datadog-|x-envoy-|x-amz-cf-|x-amzn-(?:trace|mtls)|x-istio-|x-newrelic-|newrelic|elastic-apm-|sentry-|x-akamai-|akamai-|cf-|cloudfront-|fastly-(?!key)|x-vercel-|x-appengine-|x-google-|x-goog-(?:iap|authenticated)|x-ms-client-|x-k8s-|x-real-|grpc-|connect-|ssl-|x-ssl-|x-client-cert|client-cert|tailscale-|ce-(?:trace))/;

/** Headers one request is learned from; a person sends few of their own. */
const MOST = 48;
const NAME_CHARS = 96;

const standard = new LRUCache<string, boolean>({ max: 2_048 });

/** Whether a header, by its lower-case name, may be a parameter of the API. */
export function isCustomHeader(name: string): boolean {
  let known = standard.get(name);
  if (known === undefined) {
    known = STANDARD.has(name) || PREFIXES.test(name) || !/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name);
    standard.set(name, known);
  }
  return !known && name.length <= NAME_CHARS;
}

/** Headers that are parameters, lower-case name and value; those that carry a credential are authentication. */
export function customHeaders(
  headers: readonly string[],
  credentials: readonly Credential[],
): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  const most = Math.min(headers.length, LIMITS.headerLines * 2);
  for (let index = 0; index + 1 < most && found.length < MOST; index += 2) {
    const name = (headers[index] as string).toLowerCase();
    if (!isCustomHeader(name)) continue;
    const carries = ({ location, name: own }: Credential): boolean =>
      (location === 'header' || location === 'tls') && own.toLowerCase() === name;
    if (!credentials.some(carries)) found.push([name, headers[index + 1] as string]);
  }
  return found;
}
