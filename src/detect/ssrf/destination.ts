import { addressKind } from '../../lib/ip/address-kind.ts';
import { readAddresses } from '../../lib/ip/read-address.ts';
import type { UrlHost } from '../../lib/url/lenient-url.ts';
import { isMetadataAddress, isMetadataName } from './metadata.ts';

/**
 * What a host leads to. `cluster`: a name that only a container platform resolves; `intranet`: a name under a zone for
 * private use; `service`: a single word that names a server program; `scanner`: a service that tells security testers of
 * calls to it.
 */
export type DestinationKind =
  | 'metadata'
  | 'loopback'
  | 'link-local'
  | 'private'
  | 'cluster'
  | 'intranet'
  | 'service'
  | 'scanner';

export interface Destination {
  readonly kind: DestinationKind;
  readonly host: UrlHost;
  /** Spelled so that a filter would not see it: other number bases, other scripts, a name that holds an address. */
  readonly disguised: boolean;
}

/** The worst destination of several hosts. */
export function worstDestination(hosts: readonly UrlHost[]): Destination | undefined {
  let worst: Destination | undefined;
  for (const host of hosts) {
    const found = destinationOf(host);
    if (found !== undefined && (worst === undefined || RANK[found.kind] > RANK[worst.kind])) worst = found;
  }
  return worst;
}

const RANK: Readonly<Record<DestinationKind, number>> = {
  metadata: 7,
  'link-local': 6,
  loopback: 5,
  scanner: 4,
  private: 3,
  cluster: 2,
  service: 1,
  intranet: 0,
};

/** Undefined for a host that anybody may reach. */
export function destinationOf(host: UrlHost): Destination | undefined {
  const { name } = host;
  let found: Destination | undefined;
  const addresses = readAddresses(name);
  for (const { bytes, disguised } of addresses) {
    const kind = kindOfAddress(bytes);
    if (kind !== undefined && (found === undefined || kind === 'metadata'))
      found = { kind, host, disguised: disguised || host.disguised };
  }
  if (found !== undefined || addresses.length > 0) return found;
  const kind = kindOfName(name);
  if (kind !== undefined) return { kind, host, disguised: host.disguised };
  const embedded = embeddedKind(name);
  return embedded && { kind: embedded, host, disguised: true };
}

function kindOfAddress(bytes: readonly number[]): DestinationKind | undefined {
  if (isMetadataAddress(bytes)) return 'metadata';
  const kind = addressKind(bytes);
  // "Any address" is the own machine to a client.
  if (kind === 'loopback' || kind === 'unspecified') return 'loopback';
  if (kind === 'private' || kind === 'shared' || kind === 'reserved') return 'private';
  return kind === 'link-local' ? kind : undefined;
}

function kindOfName(name: string): DestinationKind | undefined {
  if (isMetadataName(name)) return 'metadata';
  if (LOOPBACK.test(name)) return 'loopback';
  if (SCANNER.test(name)) return 'scanner';
  if (CLUSTER.test(name)) return 'cluster';
  if (SERVICE.test(name)) return 'service';
  return INTRANET.test(name) ? 'intranet' : undefined;
}

/** RFC 6761 §6.3, names in common hosts files, and public names that resolve to 127.0.0.1 for developers. */
const LOOPBACK =
  /^(?:(?:[\w-]+\.){0,8}(?:localhost|localdomain[46]?|localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|localh\.st|localho\.st|local\.gd|smackaho\.st|fuf\.me|127-0-0-1\.org\.uk)|localhost[46]|ip(?:v?6)-(?:localhost|loopback)|loopback)$/;
const SCANNER =
  /^(?:[\w-]+\.){0,8}(?:oastify\.com|burpcollaborator\.net|interact\.sh|interactsh\.com|oast\.(?:pro|live|site|online|fun|me)|dnslog\.cn|ceye\.io|eyes\.sh|bxss\.(?:me|in)|r87\.me|requestrepo\.com|pingb\.in)$/;
const CLUSTER =
  /(?:^kubernetes(?:\.default)?|\.(?:internal|svc|cluster\.local|consul|compose|docker)|^host\.containers\.internal)$/;
const INTRANET = /\.(?:local|lan|intranet|corp|home\.arpa|private)$/;
/** Single words that container networks resolve. */
const SERVICE =
  /^(?:redis|memcached?|mongo(?:db)?|mysql|mariadb|postgres(?:ql)?|database|db|elasticsearch|opensearch|rabbitmq|kafka|zookeeper|etcd|consul|vault|jenkins|grafana|prometheus|minio|docker|backend|internal|intranet|admin)(?:-[\w-]{1,20})?$/;

/** Names that answer with the address in them: for developers, and for DNS rebinding. */
const ECHO_ZONE =
  /(?:^|\.)(?:nip\.io|sslip\.io|xip\.(?:io|name)|traefik\.me|backname\.io|1u\.ms|rbndr\.us|rebind\.(?:it|network))$/;
const QUAD = /(?<![\w])(\d{1,3})([.-])(\d{1,3})\2(\d{1,3})\2(\d{1,3})(?![\w])/g;
const HEX_LABEL = /(?<![\w])[0-9a-f]{8}(?![\w])/g;

/** The kind of the worst address that a name spells out in its labels. */
function embeddedKind(name: string): DestinationKind | undefined {
  if (name.length > 253) return undefined;
  const echoes = ECHO_ZONE.test(name);
  const spelled: string[] = [];
  for (const [, a, dash, b, c, d] of name.matchAll(QUAD))
    if (dash === '.' || echoes) spelled.push(`${a}.${b}.${c}.${d}`);
  if (echoes) for (const [label] of name.matchAll(HEX_LABEL)) spelled.push(`0x${label}`);
  let worst: DestinationKind | undefined;
  for (const text of spelled) {
    for (const { bytes } of readAddresses(text)) {
      const kind = kindOfAddress(bytes);
      if (kind !== undefined && (worst === undefined || RANK[kind] > RANK[worst])) worst = kind;
    }
  }
  return worst;
}
