import { addressKind } from '../../lib/ip/address-kind.ts';
import { readAddresses } from '../../lib/ip/read-address.ts';
import { parseHostPort, parseLenientUrl, type LenientUrl } from '../../lib/url/lenient-url.ts';
import type { Leaf, TransactionRequest } from '../../model/index.ts';
import { defineValueRule, type ValueAnswer } from '../define.ts';
import { destinationOf, worstDestination, type Destination, type DestinationKind } from './destination.ts';
import { nestedAddresses } from './inside.ts';
import { LITERALS } from './literals.ts';
import { METADATA_PATH } from './metadata.ts';
import { addressPlace, takesHost, type AddressPlace } from './place.ts';
import { fires, silent } from './server-side-request-forgery.examples.ts';

/** Longer addresses carry their host in front. */
const ADDRESS_CHARS = 4_096;

export const serverSideRequestForgery = defineValueRule({
  id: 'server-side-request-forgery',
  version: 1,
  title: 'Server-side request forgery',
  severity: 'high',
  references: ['CWE-918', 'CWE-441', 'API7:2023', 'CAPEC-664', 'CAPEC-219'],
  explanation:
    'An application that fetches an address for a client (a webhook, an image, an import) can be sent to places the client cannot reach: itself, its neighbours, or the cloud service that hands out its credentials. ' +
    'The rule reads the value as the most lenient client would (missing and wrong slashes, user names that look like hosts, numbers in any base, IPv4 inside IPv6, other scripts, names that spell an address) and asks where it leads. ' +
    "The cloud's metadata service and hidden spellings are an attack in any place; plain private addresses count by the name of the place, and those in which a browser is sent on (redirect, origin) or a sender is named (Referer, X-Forwarded-For) do not. " +
    'Not seen: public names that resolve to private addresses, redirects that the fetched server sends, and hosts that are wrong for one application only.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: LITERALS,
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: (value, leaf, request) => {
    const text = value.length > ADDRESS_CHARS ? value.slice(0, ADDRESS_CHARS) : value;
    return namesItself(text, request) ? undefined : askAddress(text, leaf);
  },
  examples: { fires, silent },
});

/**
 * The address is the one that the request itself came in at, and its sender sits inside as well: a package manager tells a local
 * registry where its package will lie. Who comes from outside cannot claim that by a Host header.
 */
function namesItself(value: string, { head }: TransactionRequest): boolean {
  const own = head.host.toLowerCase();
  if (own === '' || !value.toLowerCase().includes(own) || !isInside(head.client.address)) return false;
  const host = parseLenientUrl(value)?.hosts[0];
  return host !== undefined && (host.port === undefined ? host.name : `${host.name}:${host.port}`) === own;
}

const isInside = (address: string): boolean =>
  readAddresses(address).some(({ bytes }) => ['loopback', 'private'].includes(addressKind(bytes)));

function askAddress(value: string, leaf: Leaf): ValueAnswer | undefined {
  if (leaf.part === 'path') return askPath(value, leaf);
  const place = addressPlace(leaf);
  if (place === 'named') return undefined;
  const url = parseLenientUrl(value);
  if (url !== undefined && isOneAddress(url)) {
    const answer = askUrl(value, url, place, leaf);
    if (answer !== undefined) return answer;
  } else if (place !== 'sender') {
    const answer = askHost(value, place === 'fetched' && takesHost(leaf), leaf);
    if (answer !== undefined) return answer;
  }
  if (METADATA_PATH.test(value) && value.startsWith('/') && !/\s/.test(value))
    return found(value, value, 0.8, "value is a path of the cloud's metadata service");
  return askInside(value);
}

/** A path that names an address to a proxy, `/fetch/http://host/`, or that asks the metadata service's own question. */
function askPath(value: string, leaf: Leaf): ValueAnswer | undefined {
  const from = value.search(ADDRESS_IN_PATH);
  if (from >= 0) {
    const text = value.slice(value.startsWith('/', from) ? from + 1 : from);
    const url = parseLenientUrl(text);
    const answer = url && askUrl(text, url, 'any', leaf);
    if (answer !== undefined) return { ...answer, mark: [from, value.length] };
  }
  if (leaf.name === '' && value.startsWith('/') && METADATA_PATH.test(value))
    return found(value, value, 0.8, "path is one of the cloud's metadata service");
  return askInside(value);
}

/** Servers and proxies make one slash of two. */
const ADDRESS_IN_PATH = /(?:^|\/)(?:https?|ftps?|sftp|tftp|gophers?|dict|ldaps?|jar|netdoc|rmi):[/\\]+[^/\\]/i;

/** Words behind the address make it a sentence; a query may hold blanks. */
function isOneAddress(url: LenientUrl): boolean {
  // What other protocols are sent may hold blanks.
  if (url.oddities.includes('space') || (SCHEMES[url.scheme] ?? 0) >= 0.9) return true;
  const rest = url.path;
  const blank = rest.search(/\s/);
  const behind = /^[^/?#]*\s/.test(rest) || (blank >= 0 && !rest.slice(0, blank).includes('?'));
  return !behind || !/\s[a-z']{1,20}[.,!?]?(?:\s|$)/i.test(rest);
}

function askUrl(value: string, url: LenientUrl, place: AddressPlace, leaf: Leaf): ValueAnswer | undefined {
  const destination = worstDestination(url.hosts);
  const host = (destination?.host ?? url.hosts[0]).name;
  if (destination?.kind === 'metadata')
    return found(value, host, 0.97, "value is an address of the cloud's metadata service");
  if (METADATA_PATH.test(url.path))
    return found(
      value,
      host,
      place === 'sender' ? 0.6 : 0.9,
      "value asks some host for a path of the cloud's metadata",
    );
  const scheme = SCHEMES[url.wrapper] ?? SCHEMES[url.scheme] ?? 0;
  if (scheme > 0 && !(scheme < 0.8 && DIRECTORY.test(leaf.name)))
    return found(value, url.scheme, scheme, `value is a ${url.wrapper || url.scheme}: address, which few clients need`);
  if (destination !== undefined) {
    const confidence = confidenceOf(destination, place, url);
    return confidence === 0
      ? undefined
      : found(value, host, confidence, `value is an address that leads to ${describe(destination)}`);
  }
  return askDisagreement(value, url, place);
}

/** Schemes that HTTP libraries and JDKs open and that honest clients do not ask a server for. */
const SCHEMES: Readonly<Record<string, number>> = {
  gopher: 0.95,
  gophers: 0.95,
  dict: 0.9,
  netdoc: 0.9,
  jar: 0.9,
  tftp: 0.85,
  rmi: 0.85,
  iiop: 0.85,
  ldap: 0.75,
  ldaps: 0.75,
};
const DIRECTORY = /ldap|directory|(?:^|[^a-z])ad(?:$|[^a-z])/i;

/** Plain spellings by kind: where the name says that it is fetched, and where it says nothing. */
const PLAIN: Readonly<Record<Exclude<DestinationKind, 'metadata'>, readonly [fetched: number, any: number]>> = {
  'link-local': [0.9, 0.85],
  loopback: [0.85, 0.8],
  scanner: [0.9, 0.85],
  private: [0.8, 0.75],
  cluster: [0.8, 0.75],
  service: [0.6, 0],
  intranet: [0.6, 0],
};

function confidenceOf({ kind, disguised }: Destination, place: AddressPlace, url: LenientUrl): number {
  if (kind === 'metadata') return 0.97;
  if (kind === 'scanner') return place === 'sender' ? 0.8 : PLAIN[kind][0];
  const odd = disguised || url.oddities.length > 0;
  if (odd && kind !== 'service' && kind !== 'intranet') return place === 'sender' ? 0.6 : 0.9;
  if (place === 'sender' || place === 'browser') return 0;
  const port = worstPort(url);
  const base = PLAIN[kind][place === 'fetched' ? 0 : 1];
  if (port === 'inner') return Math.max(base, 0.8);
  // Somebody's development server, in a field that may only be shown or opened by a browser.
  return port === 'development' && kind === 'loopback' && place === 'any' ? 0.6 : base;
}

/** Ports of servers that are not meant to be reached from outside, and those that development servers open. */
const INNER_PORT =
  /^(?:2[1235]|110|11[15]|13[59]|143|389|445|636|873|1433|1521|2049|2181|237[569]|2380|3306|3389|4001|5432|5672|5900|598[456]|6379|6443|7001|8009|8500|8600|904[29]|9092|9[23]00|10250|10255|11211|15672|2701[78]|28017|50000|50070)$/;
const DEVELOPMENT_PORT = /^(?:30\d\d|4000|4200|4321|500[0-9]|517\d|54321|80[08]\d|8443|8888|9000)$/;

function worstPort(url: LenientUrl): 'inner' | 'development' | 'other' {
  if (url.hosts.some(({ port }) => port !== undefined && INNER_PORT.test(port))) return 'inner';
  const { port } = url.hosts[0];
  return port !== undefined && DEVELOPMENT_PORT.test(port) ? 'development' : 'other';
}

/** Two readers of the address would go to two hosts: a check sees one of them and the client calls the other. */
function askDisagreement(value: string, url: LenientUrl, place: AddressPlace): ValueAnswer | undefined {
  if (place === 'sender' || url.scheme === '') return undefined;
  const disagrees = url.oddities.some((oddity) => DISAGREEMENT.has(oddity)) && url.hosts.length > 1;
  return disagrees
    ? found(value, url.hosts[0].name, 0.8, 'value is an address whose host two parsers read differently')
    : undefined;
}

const DISAGREEMENT = new Set(['host-as-user', 'cut-before-at', 'space', 'several-at']);

/** A host without scheme. Elsewhere than in a place that takes one, only what no other field would hold. */
function askHost(value: string, taken: boolean, leaf: Leaf): ValueAnswer | undefined {
  const text = value.trim();
  if (text.length > 300 || /\s/.test(text)) return undefined;
  const host = parseHostPort(text);
  const destination = host && destinationOf(host);
  if (host === undefined || destination === undefined) return undefined;
  const confidence = taken
    ? takenConfidence(destination, text)
    : UNMISTAKABLE.has(destination.kind) && host.name.includes('.') && !ADDRESS_FIELD.test(leaf.name)
      ? 0.75
      : 0;
  return confidence === 0
    ? undefined
    : found(value, host.name, confidence, `value names a host that leads to ${describe(destination)}`);
}

const UNMISTAKABLE: ReadonlySet<DestinationKind> = new Set(['metadata', 'scanner']);
/** Fields of network settings. */
const ADDRESS_FIELD = /ip(?:$|[^a-z])|ips|addr|dns|cidr|net|route|resolver|nameserver/i;

function takenConfidence({ kind, disguised, host }: Destination, text: string): number {
  if (kind === 'metadata') return 0.95;
  if (kind === 'service' || kind === 'intranet') return 0;
  if (disguised || kind === 'scanner') return 0.85;
  if (host.port !== undefined && INNER_PORT.test(host.port)) return 0.75;
  const near = kind === 'loopback' || kind === 'link-local' || kind === 'cluster';
  // A bare name or address may be shown; with a port or a path it is called.
  return near && text.length > host.name.length ? 0.75 : 0;
}

/** Addresses further inside: in markup, in a command, as a parameter of another address. Only what nobody writes honestly. */
function askInside(value: string): ValueAnswer | undefined {
  for (const { url, from, to } of nestedAddresses(value)) {
    const destination = worstDestination(url.hosts);
    if (destination === undefined) continue;
    const { kind, disguised } = destination;
    if (kind === 'metadata' || kind === 'scanner' || (disguised && kind === 'loopback'))
      return {
        confidence: kind === 'metadata' ? 0.9 : 0.8,
        statement: `value holds an address that leads to ${describe(destination)}`,
        mark: [from, to],
      };
  }
  return undefined;
}

const DESCRIPTIONS: Readonly<Record<DestinationKind, string>> = {
  metadata: "the cloud's metadata service",
  loopback: "the server's own machine",
  'link-local': "the server's own network segment",
  private: 'a private network',
  cluster: 'a name of the inner network',
  intranet: 'a name of the inner network',
  service: 'a name of the inner network',
  scanner: 'a service that reports calls to a security tester',
};

const describe = ({ kind, disguised }: Destination): string =>
  disguised ? `${DESCRIPTIONS[kind]}, in a spelling that hides it` : DESCRIPTIONS[kind];

/** Marks the host where it stands as read, else the whole value. */
function found(value: string, host: string, confidence: number, statement: string): ValueAnswer {
  const at = value.toLowerCase().indexOf(host);
  return { confidence, statement, mark: at < 0 ? [0, value.length] : [at, Math.min(value.length, at + host.length)] };
}
