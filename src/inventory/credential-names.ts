import { LRUCache } from 'lru-cache';

/**
 * What the name of a header, a query parameter or a cookie says of what it carries. `sure`: a credential whatever the value;
 * `likely`: if the value looks like one; `weak`: if it looks like one and nothing else in the request is one (an
 * application's id is the key in some APIs, and stands beside it in others).
 */
export type CredentialName = 'sure' | 'likely' | 'weak' | 'signature' | 'certificate' | 'no';

/** Whose key, token or secret it is; written together or apart. */
const SURE =
  /(?:api|app|application|access|auth|authorization|authentication|user|client|licen[cs]e|subscription|account|private|service|consumer|partner|developer|dev|master|admin|session|security|sso|merchant|integration|function|functions|shared|bearer|id|jwt|oauth|rest|vault|bot|personal|impersonation|project|workspace)(?:key|token|secret)$|(?:^|[-_.])(?:jwt|authorization|authentication)$/;
const LIKELY =
  /(?:^|[-_.])(?:key|token|secret|auth|access|credentials?|session|sid|identity|ticket|password|pass|sess)$/;
const LIKELY_ID = /(?:session|sess|auth|access|identity|login|key|token)[-_.]?id$/;
const WEAK = /(?:^|[-_.])(?:app|application|client|developer|partner|account|user)[-_.]?(?:id|key)$/;
/** A query names many things by keys: only these alone, and the id of an application, may be the caller's. */
const QUERY_LIKELY = /^(?:key|token|auth|secret|sid|session|session[-_]?id|access|jwt)$/;
const QUERY_WEAK = /^(?:app|application|client|developer|partner)[-_.]?(?:id|key)$/;
const SIGNATURE = /(?:^|[-_.])(?:signature|sign|sig|hmac)(?:[-_.]?(?:sha)?\d+)?$/;

/** Headers that carry a client certificate, or facts of it, from a proxy that ended TLS (RFC 9440 and what came before). */
const CERTIFICATE =
  /^(?:client-cert|x-forwarded-client-cert|x-(?:ssl-|tls-)?client-(?:cert|certificate|verify|dn|subject|s-dn|cn)(?:-.+)?|x-(?:ssl|tls)-cert(?:ificate)?|ssl-client-.+|x-amzn-mtls-clientcert.*|x-arr-clientcert|x-client-cert-.+|x-cert-(?:subject|dn).*)$/;

/** Keys and tokens of something else: of a page of a list, a form, a retry, a cache, a protocol, a one-time act. */
const OTHER =
  /csrf|xsrf|captcha|idempoten|request|trace|correlation|websocket|sec-|http2|cache|surrogate|page|paging|continuation|(?:^|[-_.])next|cursor|etag|instance|device|sort|partition|access-control|public|primary|foreign|encryption|verif|confirm|invit|unsubscribe|reset|upload|download|sync(?!fusion)|push|fcm|group[-_.]?key|object[-_.]?key|row[-_.]?key|issue[-_.]?key|anonymous|amz-security/;

const kinds = new LRUCache<string, CredentialName>({ max: 4_096 });

/** `name` as sent. */
export function credentialName(place: 'header' | 'query' | 'cookie', name: string): CredentialName {
  const key = `${place} ${name}`;
  let kind = kinds.get(key);
  if (kind === undefined) {
    const lower = name.replace(/([a-z\d])([A-Z])/g, '$1-$2').toLowerCase();
    kind =
      place === 'cookie'
        ? cookieKind(name)
        : place === 'header'
          ? headerKind(name.toLowerCase(), lower)
          : queryKind(lower);
    kinds.set(key, kind);
  }
  return kind;
}

function headerKind(name: string, lower: string): CredentialName {
  if (name === 'cookie' || name === 'authorization' || name.startsWith('proxy-')) return 'no';
  return CERTIFICATE.test(name) ? 'certificate' : kindOf(lower);
}

/** Signatures of OAuth 1.0 and of signed links; the other `oauth_…` parameters say what is signed. */
function queryKind(lower: string): CredentialName {
  const kind = lower.startsWith('oauth_') && !lower.endsWith('signature') ? 'no' : kindOf(lower);
  if (kind === 'likely') return QUERY_LIKELY.test(lower) ? 'likely' : 'no';
  return kind === 'weak' && !QUERY_WEAK.test(lower) ? 'no' : kind;
}

function kindOf(lower: string): CredentialName {
  if (lower.length > 96 || OTHER.test(lower)) return 'no';
  if (SURE.test(lower.replace(/[-_.]/g, '')) || SURE.test(lower)) return 'sure';
  if (SIGNATURE.test(lower)) return 'signature';
  if (LIKELY.test(lower) || LIKELY_ID.test(lower)) return 'likely';
  return WEAK.test(lower) ? 'weak' : 'no';
}

const SESSION =
  /(?:^|[._:-])(?:sess(?:ion)?(?:id)?|sid|auth|token|jwt|jsessionid|phpsessid|asp\.net_sessionid|aspxauth|login|remember|identity|access|id_token|sso|api_?key|passport|ticket|logged_?in|cookies)(?:$|[._:-])|sess(?:ion)?_?id$|(?:auth|access|api|user|login|session|sso|refresh)_?(?:token|key|cookie|id)$|^\.aspnet/i;
const NO_SESSION =
  /^(?:_ga|_gid|_gat|_fbp|_fbc|_hj|_pk_|_uet|_cl(?:ck|sk)|_gcl|__utm|__hs|hubspot|ajs_|optimizely|amplitude|intercom|mp_|s_|amcv|mbox|visid_|incap_|nlbi_|datadome|_abck|bm_s|ak_bmsc|__cf|cf_(?:clearance|bm)|aws(?:alb|elb)|arraffinity|applicationgateway|bigip|route|lang|locale|theme|consent|cookie_?consent|optanon|guest|anon|visitor|cart)|csrf|xsrf|affinity/i;

const cookieKind = (name: string): CredentialName => (SESSION.test(name) && !NO_SESSION.test(name) ? 'likely' : 'no');
