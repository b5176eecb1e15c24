import type { OperationContract, SpecificationFormat, SpecificationServer } from '../../model/index.ts';

/** What a reader makes of a file; identity and time are added by `readSpecification`. */
export interface ReadDocument {
  readonly format: SpecificationFormat;
  readonly title: string;
  readonly version: string;
  readonly owner?: string;
  readonly servers: readonly SpecificationServer[];
  readonly operations: readonly OperationContract[];
}

/** Host and base path of a server's address; undefined host for a relative one. */
export function serverOf(address: string): SpecificationServer {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*:)?\/\/(.*)$/is.exec(address) ?? [];
  if (rest === '') return { basePath: basePathOf(address) };
  const slash = rest.indexOf('/');
  const authority = (slash === -1 ? rest : rest.slice(0, slash)).toLowerCase().replace(/^[^@]*@/, '');
  const plainPort = scheme === undefined ? /:(80|443)$/ : /^https/i.test(scheme) ? /:443$/ : /:80$/;
  return { host: authority.replace(plainPort, ''), basePath: basePathOf(slash === -1 ? '' : rest.slice(slash)) };
}

const basePathOf = (path: string): string =>
  path
    .replace(/[?#].*$/s, '')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .map((segment) => `/${segment}`)
    .join('');

/** Servers without repetition, bounded. */
export function distinctServers(servers: readonly SpecificationServer[]): readonly SpecificationServer[] {
  const byText = new Map(servers.map((server) => [`${server.host ?? ''} ${server.basePath}`, server]));
  return [...byText.values()].slice(0, MOST_SERVERS);
}

const MOST_SERVERS = 50;
