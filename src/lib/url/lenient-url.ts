import { percentDecode } from '../text/percent.ts';

/** A host as some client would ask for it. */
export interface UrlHost {
  /** Lower case, decoded, compatibility forms folded (UTS #46), without port, brackets kept, final dots dropped. */
  readonly name: string;
  readonly port: string | undefined;
  /** Written otherwise than it is read; a final dot is no disguise. */
  readonly disguised: boolean;
}

/**
 * What careful writers never write: `control`: a tab or line end inside; `slashes`: not two of them in front of the host;
 * `backslash`: in front of the host or in it; `several-at`: more than one `@`; `host-as-user`: a host's name in front of `@`;
 * `cut-before-at`: `host#@other`, which parsers cut at different places; `space`: inside the authority.
 */
export type UrlOddity = 'control' | 'slashes' | 'backslash' | 'several-at' | 'host-as-user' | 'cut-before-at' | 'space';

export interface LenientUrl {
  /** Lower case, without colon; '' when the text begins with slashes. */
  readonly scheme: string;
  /** Schemes in front of the scheme: `jar:` of `jar:http://host/a.jar!/`. */
  readonly wrapper: string;
  /** The host that browsers read first, then those that other parsers would. Never empty. */
  readonly hosts: readonly [UrlHost, ...UrlHost[]];
  /** Everything behind the authority, tabs and line ends removed. */
  readonly path: string;
  readonly oddities: readonly UrlOddity[];
}

/** More than any server accepts as an authority (RFC 1035: a name has 253 characters). */
const AUTHORITY_CHARS = 512;

/**
 * Reads a text that begins with an address the way the most lenient client would: tabs and line ends dropped, `\` taken for
 * `/`, any number of slashes behind `http:`, `//host` without a scheme (WHATWG URL §4.4). Undefined when the text does not
 * begin with a scheme and an authority. Never throws; linear in the text's length.
 */
export function parseLenientUrl(text: string): LenientUrl | undefined {
  const begun = text.replace(LEADING, '');
  const clean = LINE_ENDS.test(begun) ? begun.replaceAll(LINE_ENDS_ALL, '') : begun;
  const wrapper = WRAPPER.exec(clean)?.[0] ?? '';
  const opening = OPENING.exec(clean.slice(wrapper.length));
  if (opening === null) return undefined;
  const scheme = (opening[1] ?? '').toLowerCase();
  const slashes = opening[2] ?? opening[3] ?? '';
  if (slashes.length < (isSpecial(scheme) ? 0 : 2)) return undefined;
  const from = wrapper.length + opening[0].length;
  const region = clean.slice(from, from + AUTHORITY_CHARS);
  const authority = readAuthority(region);
  const hosts = hostsOf(authority, region);
  if (hosts === undefined) return undefined;
  const oddities = oddityList(authority, looseEnd(region), slashes, scheme !== '');
  if (LINE_ENDS.test(begun.slice(0, from + authority.length))) oddities.push('control');
  const path = clean.slice(from + authority.length);
  return { scheme, wrapper: wrapper.slice(0, -1).toLowerCase(), hosts, path, oddities };
}

/** The host in front of a text that names a host and no scheme: `name`, `name:80`, `name:80/path`, `[::1]:80`. */
export function parseHostPort(text: string): UrlHost | undefined {
  const piece = /^[^\s/?#\\@]+/.exec(text.trim())?.[0];
  return piece === undefined || piece.length > AUTHORITY_CHARS ? undefined : readHost(piece);
}

const LEADING = /^[\0-\x20\ufeff]+/;
const LINE_ENDS = /[\t\n\r]/;
const LINE_ENDS_ALL = /[\t\n\r]+/g;
/** Prefixes that take an address of another scheme behind them. */
const WRAPPER = /^(?:(?:url|jar|zip|view-source|feed|blob|intent|webcal|git\+?|svn\+?|pcast):){1,3}(?=[a-z/\\])/i;
const OPENING = /^(?:([a-z][a-z0-9+.-]{0,31}):([/\\]*)|([/\\]{2,}))/i;
const AUTHORITY = /^[^/\\?#]*/;
const BEFORE_BLANK = /^\S*/;
/** A blank that belongs to the authority: `http://one &@two`. Elsewhere prose goes on behind it. */
const BLANK_INSIDE = /^\S*\s[^\s\w@]{0,3}@[\w-]+[.:]/;

function readAuthority(region: string): string {
  const authority = AUTHORITY.exec(region)?.[0] ?? '';
  return BLANK_INSIDE.test(authority) ? authority : (BEFORE_BLANK.exec(authority)?.[0] ?? '');
}

const SPECIAL = new Set(['http', 'https', 'ws', 'wss', 'ftp']);
const isSpecial = (scheme: string): boolean => SPECIAL.has(scheme);

function hostsOf(authority: string, region: string): [UrlHost, ...UrlHost[]] | undefined {
  const pieces = authority.split('@');
  const first = readHost(pieces.at(-1) ?? '');
  const found: UrlHost[] = first === undefined ? [] : [first];
  const loose = looseEnd(region);
  // Only where an `@` or `\` stands in it do parsers disagree about where the host begins.
  if (LOOSE.test(loose)) {
    for (const piece of loose.split(SEPARATORS)) {
      const host = readHost(piece);
      if (host !== undefined && DOTTED.test(host.name) && !found.some((one) => one.name === host.name))
        found.push(host);
    }
  }
  // `::1:80` is an address as well as an address with a port.
  const unclear = first !== undefined && first.port === undefined && /^[0-9a-f]*::[^[]*:\d{1,5}$/.exec(first.name);
  if (unclear) {
    const colon = first.name.lastIndexOf(':');
    found.push({ name: first.name.slice(0, colon), port: first.name.slice(colon + 1), disguised: true });
  }
  const [one, ...others] = found;
  return one && [one, ...others];
}

/** Up to the first slash, further than most parsers read an authority. */
const looseEnd = (region: string): string => {
  const slash = region.indexOf('/');
  const loose = slash < 0 ? region : region.slice(0, slash);
  return BLANK_INSIDE.test(loose) ? loose : (BEFORE_BLANK.exec(loose)?.[0] ?? '');
};
const LOOSE = /@|\\/;
const SEPARATORS = /[@\\?#\s;,&|]+/;
const DOTTED = /[.:]|^localhost$|^\d{8,10}$|^0x/;

function readHost(piece: string): UrlHost | undefined {
  const bracket = piece.startsWith('[') ? piece.indexOf(']') : -1;
  // Two colons and more are an IPv6 address that lacks its brackets.
  const bareIpv6 = bracket < 0 && /^[0-9a-f]*:[0-9a-f]*:[0-9a-f:.%]*$/i.test(piece);
  const colon = bareIpv6 ? -1 : piece.indexOf(':', bracket + 1);
  const written = colon < 0 ? piece : piece.slice(0, colon);
  const name = foldHost(written);
  if (name === '' || FORBIDDEN.test(name)) return undefined;
  const port = colon < 0 ? undefined : /^\d{1,5}/.exec(piece.slice(colon + 1))?.[0];
  return { name, port, disguised: name !== written.toLowerCase().replace(/\.+$/, '') };
}

/** WHATWG URL §3.1, forbidden host code points that none of the parsers takes. */
const FORBIDDEN = /[\0\s<>^|"'`{}()$*!]/;

/** UTS #46 as far as it tells what an ASCII name is hidden behind. */
function foldHost(written: string): string {
  const decoded = percentDecode(written);
  // Printable ASCII needs no folding.
  const folded = /^[!-~]*$/.test(decoded)
    ? decoded
    : decoded.normalize('NFKC').replaceAll(IGNORED, '').replaceAll(FULL_STOPS, '.');
  return folded.toLowerCase().replace(/\.+$/, '');
}

const IGNORED = /[\u00ad\u200b-\u200d\u2060\ufeff]|\ufe0f/g;
const FULL_STOPS = /[\u3002\uff0e\uff61]/g;

function oddityList(authority: string, loose: string, slashes: string, hasScheme: boolean): UrlOddity[] {
  const found: UrlOddity[] = [];
  if (slashes.includes('\\') || loose.includes('\\')) found.push('backslash');
  if (hasScheme ? slashes.length !== 2 : slashes.length > 2) found.push('slashes');
  const ats = authority.split('@');
  if (ats.length > 2) found.push('several-at');
  if (ats.length > 1 && HOST_NAME.test(ats[0] ?? '')) found.push('host-as-user');
  if (CUT_BEFORE_AT.test(loose)) found.push('cut-before-at');
  if (BLANK_INSIDE.test(loose)) found.push('space');
  return found;
}

/** A name with a common top-level domain, or an address: no user is called that. */
const HOST_NAME =
  /^(?:(?:[a-z0-9-]{1,63}\.)+(?:com|net|org|io|co|dev|app|edu|gov|info|biz|uk|de|fr|se|jp|cn|ru|test|example)|\d{1,3}(?:\.\d{1,3}){3}|localhost)(?::\d*)?$/i;
const CUT_BEFORE_AT = /[?#\\;][^@?#/\w]{0,4}@/;
