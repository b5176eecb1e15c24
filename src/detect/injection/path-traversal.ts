import type { Leaf } from '../../model/index.ts';
import { defineValueRule, type ValueAnswer } from '../define.ts';
import { fires, silent } from './path-traversal.examples.ts';
import { FILE_SCHEME, PROGRAM_FOLDER, SYSTEM_FOLDER, SYSTEM_TAIL, TELLTALE_FILE } from './path/system-paths.ts';

/** Paths are shorter on every system (PATH_MAX is 4,096). Of longer ones, made to be cut by the system, both ends count. */
const PATH_CHARS = 4_096;
const shortened = (value: string): string =>
  value.length <= PATH_CHARS ? value : value.slice(0, PATH_CHARS / 2) + value.slice(-PATH_CHARS / 2);

export const pathTraversal = defineValueRule({
  id: 'path-traversal',
  version: 1,
  title: 'Path traversal and local file inclusion',
  severity: 'high',
  references: ['CWE-22', 'CWE-23', 'CWE-36', 'CWE-98', 'API8:2023', 'CAPEC-126'],
  explanation:
    'A value used as a file name can climb out of its folder (../../), name a file of the operating system (/etc/passwd, C:\\windows\\win.ini), or use a scheme that reads something else (php://filter, file:). ' +
    'The rule normalises the value as servers do (decoded, backslashes, NUL, overlong UTF-8, ..;/, ....//) and asks where the path would lead. The whole value must be a path: a link inside prose is none. ' +
    'Not seen: names without any climbing that an application should not have served, and single steps up in bodies, which relative paths of honest clients have as well.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [
    '../',
    '..\\',
    '..;',
    '..%',
    '..0x',
    '/..',
    '\\..',
    '.../',
    '....',
    'c:/',
    'd:/',
    ':\\',
    ':/windows',
    ':/winnt',
    ':/boot',
    ':/inetpub',
    ':/documents',
    ':/xampp',
    ':/wamp',
    ':/program',
    ':/users',
    '/etc',
    '\\etc',
    'etc/',
    '/proc/',
    '/sys/',
    '/var/',
    '/root',
    '/usr/',
    '/boot',
    '/dev/',
    '/home/',
    '/opt/',
    '/private/',
    '/library/',
    '/run/',
    'windows/',
    'windows\\',
    'winnt/',
    'winnt\\',
    'win.ini',
    'boot.ini',
    'system.ini',
    'web-inf',
    'meta-inf',
    '.ssh',
    '.git/',
    '.svn',
    '.aws',
    '.kube',
    '.docker',
    '.env',
    '.ht',
    'id_rsa',
    'wp-config',
    'web.config',
    'httpd.conf',
    'php.ini',
    'my.cnf',
    'php:/',
    'file:/',
    'file:\\',
    'phar:',
    'zip:/',
    'zlib:',
    'expect:',
    'glob:',
    'data:/',
    'data:text',
    'jar:',
    'netdoc:',
    'gopher:',
    'dict:',
    'ssh2',
    'ogg:',
    'rar:',
    'local_file:',
    'systemroot',
    'windir',
    '\0',
    'access_log',
    'access.log',
    'error_log',
    'error.log',
    '_history',
    'passwd',
    '0x2e',
    '0x2f',
    '0x5c',
    '$\\',
    '$/',
  ],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: (value, leaf) => askPath(shortened(value), value !== leaf.value, leaf),
  examples: { fires, silent },
});

function askPath(value: string, decoded: boolean, leaf: Leaf): ValueAnswer | undefined {
  const nul = value.lastIndexOf('\0');
  // What follows a NUL is cut off by the system, except where the NUL only keeps dots apart.
  const path = normalised(
    (nul >= 0 && !/[\\/.]/.test(value[nul + 1] ?? '') ? value.slice(0, nul) : value).replaceAll('\0', ''),
  );
  if (!isPath(path)) return undefined;
  const scheme = FILE_SCHEME.exec(path);
  if (scheme !== null) return askScheme(value, path, scheme[0]);
  const climbs = countClimbs(path);
  const target = path.replace(CLIMBING, '/');
  const telltale = TELLTALE_FILE.test(target);
  if (climbs > 0)
    return answerClimb(value, climbs, { telltale, decoded, leaf, nul: nul >= 0, fromRoot: path.startsWith('/..') });
  const plain = path.replaceAll(UNDECODED, '/');
  if (plain !== path && SYSTEM_TAIL.test(plain))
    return found(value, 0.85, 'value names a file of the operating system behind broken encodings', [0, value.length]);
  if (SYSTEM_TAIL.test(path))
    return found(value, 0.85, 'value names a file of the operating system', [0, value.length]);
  return leaf.part === 'path' && leaf.name === '' ? undefined : answerAbsolute(value, path, telltale, nul >= 0);
}

/** Lower case, forward slashes, no doubled ones except behind a scheme, and without what servers drop. */
const normalised = (value: string): string =>
  value
    .toLowerCase()
    .replaceAll(CONTROL, '')
    .replaceAll(HEX, hexCharacter)
    .replaceAll('\\', '/')
    .replaceAll(/\.\.;[^/]{0,32}\//g, '../')
    .replaceAll(/\/(?:\.?\/)+/g, '/')
    .trim();

const CONTROL = /[\x01-\x08\x0e-\x1f]/g;
/** `0x2e0x2e0x2f`: as some filters and shells decode it. */
const HEX = /0x(2e|2f|5c)/g;
const hexCharacter = (_match: string, digits: string): string => (digits === '2e' ? '.' : '/');

/**
 * The whole value is one path: no white space but single blanks inside a name, no markup, no line breaks, no list of
 * arguments.
 */
const isPath = (path: string): boolean =>
  path.length > 2 && !/[\n\r\t<>"]|\s\s|^#|(?:\s\S+){4}|[!,;]\s|\]\(/.test(path);

/** Escapes that no decoder here reads, and bytes that were no text. */
const UNDECODED = /(?:%{1,4}u[0-9a-f]{4}|%{1,4}[0-9a-z]{2}|\ufffd|\?)+/g;
const CLIMBING = /^(?:.*\/)?\.{2,}\//s;

function askScheme(value: string, path: string, scheme: string): ValueAnswer | undefined {
  const rest = path.slice(scheme.length);
  const name = scheme.replace(/:$/, '');
  if (rest.length < 2 || /\s/.test(path)) return undefined;
  if (name.endsWith('data') && !/php|base64,pd9|<\?/.test(rest)) return undefined;
  const confidence = name.endsWith('file')
    ? TELLTALE_FILE.test(rest) || SYSTEM_FOLDER.test(`/${rest.replace(/^\/+/, '')}`)
      ? 0.95
      : 0.7
    : 0.9;
  return found(value, confidence, `value is a ${scheme} address, which file functions open as a stream of their own`, [
    0,
    value.length,
  ]);
}

/** Steps up as written, those behind an encoding nobody here decodes, and those left where a server strips `../` once. */
function countClimbs(path: string): number {
  let climbs = 0;
  for (const segment of path.split(/[/=:]/)) if (segment === '..') climbs++;
  if (climbs > 0) return climbs;
  // Only dots and slashes, and then a name.
  if (/^[./]{8,}[^./]/.test(path) && /\.{4}|\/\..*\//.test(path)) return 2;
  if (/(?:\.\.(?:%\w{2,5}|\ufffd){1,3}){2}/.test(path)) return 2;
  return /(?:^|\/)(?:\.{3,}\/){2}|\.{4}\/\/?|(?:\.{2,3}\/\.\/){2}/.test(path) ? 2 : 0;
}

/** One step up is what honest relative paths have; three lead out of any folder. */
const BY_CLIMBS = [0, 0.5, 0.75, 0.9];

interface Climb {
  readonly telltale: boolean;
  readonly decoded: boolean;
  readonly leaf: Leaf;
  readonly nul: boolean;
  /** Begins at the root and climbs, which leads nowhere for an honest client. */
  readonly fromRoot: boolean;
}

function answerClimb(
  value: string,
  climbs: number,
  { telltale, decoded, leaf, nul, fromRoot }: Climb,
): ValueAnswer | undefined {
  const from = Math.max(0, value.indexOf('..'));
  const mark: readonly [number, number] = [from, value.length];
  if (telltale) return found(value, 0.97, `path climbs ${climbs} level(s) to a file of the system`, mark);
  if (nul) return found(value, 0.9, `path climbs ${climbs} level(s) and ends in NUL`, mark);
  const plain = BY_CLIMBS[Math.min(climbs, 3)] ?? 0;
  // Clients resolve the steps of a URL's path before they send it; ones that arrive were put there.
  const inPath = leaf.part === 'path' && climbs > 0;
  const confidence = Math.min(
    0.95,
    plain +
      (decoded ? 0.15 : 0) +
      (inPath ? 0.2 : 0) +
      (fromRoot ? 0.25 : 0) +
      (value.includes('..\\') || value.includes('..;') ? 0.1 : 0),
  );
  return confidence >= 0.6
    ? found(value, confidence, `path climbs ${climbs} level(s) out of its folder`, mark)
    : undefined;
}

function answerAbsolute(value: string, path: string, telltale: boolean, nul: boolean): ValueAnswer | undefined {
  const mark: readonly [number, number] = [0, value.length];
  const inSystem = SYSTEM_FOLDER.test(path);
  if (telltale && inSystem) return found(value, 0.9, 'value names a file of the operating system', mark);
  if (telltale && ABSOLUTE.test(path)) return found(value, 0.8, 'value names a file that is never served', mark);
  if (inSystem) return found(value, 0.75, 'value is a path into a folder of the operating system', mark);
  if (nul && /\.[a-z]{2,5}$/.test(path)) return found(value, 0.8, 'file name cut by NUL', mark);
  if (telltale && HIDDEN_FOLDER.test(path)) return found(value, 0.75, 'value names a file that is never served', mark);
  return PROGRAM_FOLDER.test(path) ? found(value, 0.55, 'value is a path into a folder of programs', mark) : undefined;
}

const ABSOLUTE = /^(?:\/|\.\/|[a-z]:\/)|^(?:etc|proc|windows|winnt)\//;
const HIDDEN_FOLDER = /^(?:\.(?:ssh|aws|kube|docker|git|svn)|web-inf|meta-inf)\/./;

const found = (value: string, confidence: number, statement: string, mark: readonly [number, number]): ValueAnswer => ({
  confidence: Math.round(confidence * 100) / 100,
  statement,
  mark: [mark[0], Math.min(mark[1], value.length)],
});
