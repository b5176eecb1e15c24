import { createPhrases, surest, type MarkedPhrase } from '../phrases.ts';

interface KnownFile extends MarkedPhrase {
  readonly file: string;
  /** `system`: a file of the operating system, which no API serves on purpose; `project`: one of a program, which APIs for code do. */
  readonly kind: 'system' | 'project';
  readonly sure: number;
}

type Row = readonly [
  file: string,
  kind: KnownFile['kind'],
  sure: number,
  literals: string | readonly string[],
  ...marks: RegExp[],
];

/** Where a line begins: of the file itself, or behind the tag of a page that took it up. */
const LINE = String.raw`(?<=^|[\n>\0])`;
const line = (pattern: string, flags = ''): RegExp => new RegExp(LINE + pattern, flags);

/** Formats as the manuals have them: passwd(5), shadow(5), group(5), hosts(5), proc(5), os-release(5), and those of the programs. */
const ROWS: readonly Row[] = [
  [
    '/etc/passwd',
    'system',
    0.97,
    ':0:0:',
    line(String.raw`root:[^:\n]{0,120}:0:0:[^:\n]{0,120}:\/[^:\n]{0,120}:\/?[^:\s<"']{0,80}`),
    /\n[a-z_][\w.-]{0,31}:[^:\n]{0,120}:\d{1,6}:\d{1,6}:[^:\n]{0,160}:[^:\n]{0,120}:/,
  ],
  [
    '/etc/passwd',
    'system',
    0.9,
    ':0:0:',
    line(String.raw`root:[x*!]?:0:0:[^:\n]{0,120}:\/[^:\n]{0,120}:\/[^:\s<"']{1,80}`),
  ],
  [
    '/etc/passwd',
    'system',
    0.9,
    ['nologin', '/bin/false', '/bin/sync'],
    line(
      String.raw`(?:daemon|bin|sys|nobody|www-data|mail|sync):[x*!]?:\d{1,6}:\d{1,6}:[^:\n]{0,160}:\/[^:\n]{0,120}:\/[^:\s<"']{1,80}`,
    ),
    /\n[a-z_][\w.-]{0,31}:[^:\n]{0,120}:\d{1,6}:\d{1,6}:[^:\n]{0,160}:\//,
  ],
  [
    '/etc/shadow',
    'system',
    0.97,
    [':$', ':*:', ':!:', ':!!:', ':!*:'],
    line(
      String.raw`(?:root|daemon|[a-z_][\w.-]{0,31}):(?:[*!]{1,2}|!?\$[\dy][\w]{0,8}\$[^:\n]{8,200}):\d{4,6}:\d{0,6}:\d{0,6}:\d{0,6}:`,
    ),
  ],
  [
    '/etc/group',
    'system',
    0.9,
    'root:x:0:',
    line(String.raw`root:x:0:[^:\n]{0,200}(?=\n)`),
    /\n(?:daemon|bin|adm|sys|wheel):x:\d{1,5}:/,
  ],
  [
    '/etc/hosts',
    'system',
    0.85,
    'localhost',
    line(String.raw`127\.0\.[01]\.1[ \t]{1,40}\S{1,200}`),
    /\n(?:::1|f[ef]0[02]::\d|\d{1,3}(?:\.\d{1,3}){3})[ \t]{1,40}[A-Za-z]/,
  ],
  [
    'os-release',
    'system',
    0.85,
    'pretty_name=',
    line(String.raw`PRETTY_NAME="[^"\n]{3,100}"`),
    /\n(?:NAME|ID|VERSION_ID|HOME_URL)=/,
  ],
  [
    '/proc/version',
    'system',
    0.95,
    'linux version ',
    line(String.raw`Linux version \d{1,2}\.\d{1,3}[\w.+-]{0,60} \(.{3,300}#\d`),
  ],
  [
    '/proc/self/environ',
    'system',
    0.95,
    ['path=/', 'home=/', 'pwd=/'],
    /(?:^|\0)(?:PATH|HOME|PWD|HOSTNAME|USER|SHELL|LANG)=[^\0\n]{0,600}\0\w{1,60}=/,
  ],
  ['/proc/self/status', 'system', 0.95, 'tgid:', line(String.raw`Name:\t[^\n]{1,60}\n(?:Umask:\t\d{4}\n)?State:\t`)],
  [
    '/proc/self/maps',
    'system',
    0.95,
    [' r-xp ', ' r--p ', ' rw-p '],
    line(String.raw`[\da-f]{6,16}-[\da-f]{6,16} [r-][w-][x-][ps] [\da-f]{6,16} [\da-f]{2,4}:[\da-f]{2,4} \d`),
  ],
  [
    '/proc/cpuinfo',
    'system',
    0.9,
    'vendor_id',
    line(String.raw`processor\t{1,2}: \d{1,4}\n`),
    /\n(?:vendor_id|BogoMIPS|model name)\s{0,4}: /,
  ],
  ['/proc/meminfo', 'system', 0.9, 'memtotal:', line(String.raw`MemTotal: {3,20}\d{3,12} kB\n`)],
  [
    '/proc/mounts',
    'system',
    0.9,
    ['proc /proc ', 'sysfs /sys '],
    line(
      String.raw`(?:proc|sysfs|overlay|rootfs|tmpfs|udev) \/[\w/]{0,60} (?:proc|sysfs|overlay|rootfs|tmpfs|devtmpfs) [\w,=/:.-]{2,600} 0 0`,
    ),
  ],
  ['/proc/net', 'system', 0.95, 'local_address rem_address', / {1,4}sl {1,4}local_address rem_address/],
  [
    'win.ini',
    'system',
    0.97,
    ['16-bit app support', '[mci extensions]'],
    line(String.raw`; for 16-bit app support`),
    /\[(?:fonts|extensions|mci extensions|drivers|386Enh|files|Mail)\]/i,
  ],
  ['win.ini', 'system', 0.9, '[mci extensions]', line(String.raw`\[fonts\]\r?\n`, 'i'), /\n\[mci extensions\]/i],
  ['boot.ini', 'system', 0.97, '[boot loader]', line(String.raw`\[boot loader\]\r?\n`, 'i'), /\n(?:timeout|default)=/i],
  [
    '.htpasswd',
    'project',
    0.95,
    [':$apr1$', ':$2y$', ':{sha}'],
    line(String.raw`[\w.@-]{1,60}:(?:\$apr1\$[\w./]{1,8}\$[\w./]{22}|\$2y\$\d\d\$[\w./]{53}|\{SHA\}[\w+/=]{28})`),
  ],
  [
    '.git/config',
    'project',
    0.95,
    'repositoryformatversion',
    line(String.raw`\[core\]\r?\n\s{1,8}repositoryformatversion = \d`),
  ],
  ['.git/HEAD', 'project', 0.9, 'ref: refs/heads/', /^ref: refs\/heads\/[\w./-]{1,120}\s{0,2}$/],
  [
    'credentials of the AWS tools',
    'project',
    0.97,
    'aws_access_key_id',
    line(String.raw`\[[\w -]{1,60}\]\r?\n(?:[^\n]{0,200}\n){0,4}aws_access_key_id ?= ?[A-Z\d]{16,}`),
  ],
  [
    'a configuration of kubectl',
    'project',
    0.95,
    'client-key-data:',
    /\bapiVersion: v1\b/,
    /\n\s{2,8}client-key-data: [\w+/=]{40}/,
  ],
  ['.npmrc', 'project', 0.9, ':_authtoken=', line(String.raw`\/\/[\w.:/-]{3,120}\/:_authToken=(?!\$\{)[\w-]{8}`)],
  [
    '.netrc',
    'project',
    0.9,
    'machine ',
    line(String.raw`machine [\w.-]{1,120}\s{1,6}login \S{1,120}\s{1,6}password \S`),
  ],
  [
    '.my.cnf',
    'project',
    0.9,
    '[client]',
    line(String.raw`\[(?:client|mysql)\]\r?\n(?:[^\n[]{0,200}\n){0,6}password ?= ?\S`),
  ],
  ['wp-config.php', 'project', 0.97, 'db_password', /\bdefine\( ?['"]DB_PASSWORD['"] ?, ?['"][^'"\n]{1,200}['"]/],
  [
    'web.config',
    'project',
    0.9,
    ['<system.web', '<connectionstrings', '<appsettings'],
    /<configuration(?:\s[^>]{0,200})?>/i,
    /<(?:system\.web(?:Server)?|connectionStrings|appSettings)[\s>]/i,
  ],
  ['web.xml', 'project', 0.9, '<web-app', /<web-app[\s>]/i, /<servlet(?:-mapping|-class|-name)?>/i],
  [
    'a program in PHP',
    'project',
    0.9,
    ['<?php', '<?='],
    /^\ufeff?\s{0,40}(?:<!--[^\n]{0,200}-->\s{0,10})?<\?(?:php\b|= ?[$\w])/i,
  ],
  [
    'a program in PHP',
    'project',
    0.85,
    '<?php',
    />\s{0,20}<\?php\s/i,
    /\$_?\w{1,40}(?:\[|->| ?=)|\b(?:include|require|echo)\b/,
  ],
  ['a page of JSP', 'project', 0.9, '<%@', /^\ufeff?\s{0,40}<%@ ?(?:page|taglib|include)\s/i],
  [
    'a page of ASP',
    'project',
    0.9,
    '<%@',
    /^\ufeff?\s{0,40}<%@ ?(?:page|language|control|master|application|webservice|webhandler)\b/i,
  ],
  [
    'crontab',
    'system',
    0.85,
    ['* * * ', '/etc/crontab'],
    line(String.raw`(?:[\d*,/-]{1,12}[ \t]{1,4}){5}root[ \t]{1,8}\S`),
  ],
  [
    'fstab',
    'system',
    0.85,
    ['uuid=', '/dev/sd', '/dev/nvme', '/dev/mapper'],
    line(
      String.raw`(?:UUID=[\da-fA-F-]{8,36}|\/dev\/[\w/-]{2,60})[ \t]{1,20}\/\S{0,80}[ \t]{1,20}(?:ext[234]|xfs|btrfs|vfat|swap|ntfs)[ \t]{1,20}\S{1,200}[ \t]{1,20}\d[ \t]{1,20}\d`,
    ),
  ],
];

const FILES = createPhrases<KnownFile>(
  ROWS.map(([file, kind, sure, literals, ...marks]) => ({
    file,
    kind,
    sure,
    literals: typeof literals === 'string' ? [literals] : literals,
    marks,
  })),
);

/** Names of settings that a file of them holds among others; of these alone the rule is asked about such a file. */
const ENV_LITERALS = ['_key=', '_secret=', '_password=', '_token=', '_pass=', '_dsn=', 'database_url='];

export const FILE_LITERALS: readonly string[] = [...FILES.literals, ...ENV_LITERALS];

export interface FoundFile {
  readonly file: string;
  readonly kind: KnownFile['kind'];
  readonly sure: number;
  readonly from: number;
  readonly to: number;
}

/** The known file that a text holds, the surest. */
export function readKnownFile(text: string): FoundFile | undefined {
  const found = surest(FILES, text);
  if (found === undefined) return readEnvironment(text);
  const { file, kind, sure } = found.phrase;
  return { file, kind, sure, from: found.from, to: found.to };
}

/** Lines of a file of settings that are looked at. */
const MOST_LINES = 200;
const SETTING_LINE = /^(?:export )?[A-Z][A-Z\d_]{2,60}=/;
const SECRET_LINE = /^(?:export )?[A-Z\d_]{0,60}(?:KEY|SECRET|PASSWORD|PASS|TOKEN|DSN|DATABASE_URL)=["']?[^\s"'$<{]{4}/;

/** `.env`: nothing but settings, one a line, and one of them a secret. */
function readEnvironment(text: string): FoundFile | undefined {
  const lines = text.split('\n', MOST_LINES).map((one) => one.trim());
  const told = lines.filter((one) => one !== '' && !one.startsWith('#'));
  const settings = told.filter((one) => SETTING_LINE.test(one));
  const secret = settings.find((one) => SECRET_LINE.test(one));
  if (secret === undefined || settings.length < 3 || settings.length < told.length * 0.8) return undefined;
  const from = text.indexOf(secret);
  // The name only: the value is a secret.
  return { file: '.env', kind: 'project', sure: 0.95, from, to: from + secret.indexOf('=') };
}
