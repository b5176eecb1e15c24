import type { Leaf } from '../../model/index.ts';

/**
 * What the name of a place says about an address in it. `fetched`: a server is to connect there; `browser`: a browser is
 * sent there later, often on a developer's own machine; `named`: it only stands for something (a namespace, a schema);
 * `sender`: the network or the browser says where the request comes from; `any`: the name says nothing.
 */
export type AddressPlace = 'fetched' | 'browser' | 'named' | 'sender' | 'any';

export function addressPlace(leaf: Leaf): AddressPlace {
  if (leaf.isName || leaf.name === '') return 'any';
  const name = nameWords(leaf.name);
  const has = (set: ReadonlySet<string>): boolean => name.some((word) => set.has(word));
  if (has(NAMED)) return 'named';
  if (has(BROWSER) || SERVER_LIST.test(leaf.name) || REPORTED.test(name.join(' '))) return 'browser';
  const fetched = has(FETCHED);
  // A header's address is the network's own, unless its name asks for a call.
  if (leaf.part === 'header') return fetched && !STANDARD_HEADER.test(leaf.name) ? 'fetched' : 'sender';
  return fetched ? 'fetched' : 'any';
}

/** True when a bare host is what the place takes: `url=localhost:22`, `target=10.0.0.7`. */
export const takesHost = (leaf: Leaf): boolean => nameWords(leaf.name).some((word) => CONNECTED.has(word));

/** `data.webhookUrl` → data, webhook, url. The last three words of the path say enough. */
function nameWords(name: string): readonly string[] {
  return name
    .slice(-80)
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z$]+/)
    .filter((word) => word !== '' && word !== 'json')
    .slice(-3)
    .flatMap((word) => (JOINED.test(word) ? [word.replace(JOINED, ''), word.match(JOINED)?.[0] ?? ''] : [word]));
}

/** `callbackurl`, `imageurl`, `redirecturi`: written without a break. */
const JOINED = /(?<=[a-z]{2})(?:urls?|uris?|link|host)$/;

/** A set of words. */
const words = (text: string, more: ReadonlySet<string> = new Set()): ReadonlySet<string> =>
  new Set([...more, ...text.split(/\s+/)]);

/** A server connects to what stands here. */
const CONNECTED = words(
  `url urls uri uris webhook webhooks hook callback endpoint endpoints target targets dest destination
   proxy upstream backend feed rss fetch remote forward ping host hostname crawl scrape notify`,
);
const FETCHED = words(
  `href link src source load import importer download site domain server image img avatar picture photo icon logo
   thumbnail file document doc pdf page html api service listener stream wsdl dtd address location resource media video
   audio attachment content preview screenshot render query path view open u q`,
  CONNECTED,
);
/** Where browsers are sent, or what they may come from: OAuth (RFC 6749 §3.1.2), CORS, checkout pages. */
const BROWSER = words(
  `redirect redirects return returnto next continue success cancel failure logout origin origins cors referer referrer
   homepage website oauth login signin frontend allowed whitelist allowlist issuer audience`,
);
/** What browsers and recorders of traffic say they have seen: analytics, error reports, CSP reports. */
const REPORTED =
  /(?:^| )(?:page|document|location|window|current|request|requested|absolute|canonical|blocked|headers|source file|entry|log)(?: [a-z]+)* (?:url|uri|href|host|location)s?$/;
/** Identifiers in the form of an address. */
const NAMED = new Set(['xmlns', 'namespace', '$schema', '$id', '$ref', 'schema', 'context', 'ontology', 'profile']);
/** The servers of an OpenAPI document. */
const SERVER_LIST = /(?:^|\.)servers\[\]\.url$/;
/** Headers of HTTP and of proxies that carry addresses by their standard: RFC 9110, RFC 4918, RFC 7239. */
const STANDARD_HEADER =
  /^(?:destination|location|content-location|link|forwarded|via|host|x-forwarded-.*|x-original-.*|x-host|x-real-ip)$/i;
