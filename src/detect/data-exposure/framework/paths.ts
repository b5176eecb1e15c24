import { createPhrases, type Phrase } from '../phrases.ts';

interface PathMessage extends Phrase {
  readonly says: string;
  readonly pattern: RegExp;
}

const ABSOLUTE = String.raw`(?:\/[\w.@+-]|[A-Za-z]:[\\/]|\\\\[\w.-])`;

/** How runtimes word that a file could not be used; the path is the server's own. */
const MESSAGES = createPhrases<PathMessage>([
  {
    says: 'Node.js',
    literals: [
      'enoent:',
      'eacces:',
      'enotdir:',
      'eisdir:',
      'eperm:',
      'enotempty:',
      'eexist:',
      'emfile:',
      'enospc:',
      'erofs:',
    ],
    pattern: new RegExp(
      String.raw`\bE(?:NOENT|ACCES|NOTDIR|ISDIR|PERM|NOTEMPTY|EXIST|MFILE|NOSPC|ROFS): [a-z ,()-]{5,80}, [a-z]{3,12}(?: '(?:${ABSOLUTE})|$)`,
    ),
  },
  {
    says: 'Node.js',
    literals: ['cannot find module '],
    pattern: new RegExp(`\\bCannot find module '(?:${ABSOLUTE})|\\bRequire stack:(?:\\s|\\\\n)*- ${ABSOLUTE}`),
  },
  {
    says: 'Node.js',
    literals: ['failed to lookup view'],
    pattern: new RegExp(`\\bFailed to lookup view \\\\?"[^"\\n]{1,120}" in views director(?:y|ies) \\\\?"${ABSOLUTE}`),
  },
  {
    says: 'Python',
    literals: ['[errno ', '[winerror '],
    pattern: new RegExp(String.raw`\[(?:Errno|WinError) \d{1,5}\] [\w ,-]{5,80}: (?:b?['"])${ABSOLUTE}`),
  },
  {
    says: 'Java',
    literals: ['filenotfoundexception', 'nosuchfileexception', 'accessdeniedexception', 'filesystemexception'],
    pattern: new RegExp(String.raw`\bjava\.(?:io|nio\.file)\.\w{4,30}Exception: ${ABSOLUTE}`),
  },
  {
    says: '.NET',
    literals: ["could not find file '", 'could not find a part of the path', "access to the path '"],
    pattern: new RegExp(
      String.raw`\b(?:Could not find (?:file|a part of the path)|Access to the path) ['"]${ABSOLUTE}`,
    ),
  },
  {
    says: 'Go',
    literals: [': no such file or directory', ': permission denied', ': is a directory', ': not a directory'],
    pattern: new RegExp(
      String.raw`\b(?:open|stat|lstat|read|mkdir|remove|rename|fork/exec|chdir|unlink) ${ABSOLUTE}[^:\n]{0,300}: (?:no such file|permission denied|is a directory|not a directory)`,
    ),
  },
  {
    says: 'Ruby',
    literals: ['@ rb_sysopen', '@ dir_initialize', '@ rb_file_s_'],
    pattern: new RegExp(String.raw`@ (?:rb_sysopen|dir_initialize|rb_file_s_\w{2,20}) - ${ABSOLUTE}`),
  },
  {
    says: 'PHP',
    literals: ['for inclusion (include_path=', 'open_basedir restriction'],
    pattern: /\bfor inclusion \(include_path=|\bopen_basedir restriction in effect\b/,
  },
]);

/** Folders in which services are installed, and names of what they are made of. */
const SOURCE_FILE =
  /^(?:\/(?:var\/(?:www|task|lib|opt)|home\/[\w.-]{1,40}|usr\/(?:src|local|share|lib)|srv|opt|app|apps|root|code|workspace|build|Users\/[\w.-]{1,40}|data|mnt|www|htdocs|application)\/|[A-Za-z]:[\\/])[^\n:*?"<>|]{1,300}\.(?:php\d?|phtml|py|rb|js|mjs|cjs|ts|tsx|jsx|java|kt|scala|go|rs|cs|vb|ex|exs|pl|pm|lua|jsp|cfm|vue|twig|blade\.php|erb)$/;

const FILE_FIELD = /(?:^|[.\]])(?:file|file_?name|file_?path|source|source_?file|script|module)$/i;

export const PATH_LITERALS: readonly string[] = [
  ...MESSAGES.literals,
  '/var/www/',
  '/var/task/',
  '/home/',
  '/usr/src/',
  '/usr/local/',
  '/srv/',
  '/opt/',
  '/app/',
  ':\\',
  '/htdocs/',
  '/vendor/',
  '/node_modules/',
  '/site-packages/',
];

export interface FoundPath {
  readonly says: string;
  readonly from: number;
  readonly to: number;
}

/** A path of the server in the words of a runtime, or as the whole value of a field that names a source file. */
export function readPathLeak(value: string, name: string): FoundPath | undefined {
  for (const { says, pattern } of MESSAGES.in(value)) {
    const found = pattern.exec(value);
    if (found !== null)
      return { says: `a file error of ${says}`, from: found.index, to: found.index + found[0].length };
  }
  if (value.length < 400 && FILE_FIELD.test(name) && SOURCE_FILE.test(value))
    return { says: 'the path of a source file', from: 0, to: value.length };
  return undefined;
}
