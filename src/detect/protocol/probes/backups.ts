export interface Backup {
  readonly confidence: number;
  readonly what: string;
}

/** Names people give to a copy of everything; never to what an API hands out. */
const COPIES = new Set(
  'backup backups bak bck bkp db dbs database databases dump dumps db_backup db-backup dbdump dbbackup backup_db sqldump mysqldump mysql sql wwwroot www htdocs public_html webroot httpdocs sitebackup fullbackup full_backup full-backup wordpress wp joomla localhost root old'.split(
    ' ',
  ),
);
/** Names that exports of an API bear as well. */
const GENERAL = new Set(
  'site website home web html app source src code new archive data users user admin prod production staging dev test latest release full public files 1 a'.split(
    ' ',
  ),
);
const ARCHIVE =
  /^(.{1,100}?)((?:\.(?:tar|sql|db|dump))?\.(?:zip|rar|7z|gz|tgz|bz2|xz|tbz2|lz|zst)|\.(?:tar|sql|dump|mdb|sqlite3?|bak|bkp|old|db|war))$/;
/** A copy of a script is sent as text where the script itself would run. */
const SCRIPT_COPY =
  /\.(?:php\d?|phtml|inc|aspx?|jspx?|cfm|cgi|pl|py|rb|config|ini|conf|ya?ml|properties|env|json|xml|htaccess)(?:[._-]?(?:bak|bkp|old|orig|original|save|saved|swp|swo|tmp|temp|copy|backup|dist|sample|example|default|1|2|txt)|~|_)$/;
const SURE_COPY =
  /\.(?:php\d?|phtml|inc|aspx?|jspx?|cfm|cgi|htaccess|env|config)(?:[._-]?(?:bak|bkp|old|orig|original|save|saved|swp|swo|tmp|temp|copy|backup|dist|txt)|~)$/;
const SWAP = /^\..{1,100}\.sw[a-p]$|\.\w{1,8}~$/;
const ARCHIVE_FOLDERS = new Set(['backup', 'backups', 'bak', 'dump', 'dumps', 'old', 'sql', 'db', 'database', 'mysql']);

/** Whether the path asks for a copy that somebody left on a server. `host`: without port. */
export function askBackup(segments: readonly string[], host: string): Backup | undefined {
  const name = segments.at(-1) ?? '';
  if (!/[.~]/.test(name)) return undefined;
  if (SURE_COPY.test(name) || SWAP.test(name))
    return { confidence: 0.85, what: 'a copy of a script or of its settings' };
  if (SCRIPT_COPY.test(name)) return { confidence: 0.6, what: 'a copy of a settings file' };
  const archive = ARCHIVE.exec(name);
  if (archive === null) return undefined;
  const [, base = '', ending = ''] = archive;
  const what = 'a copy of a whole site or database';
  if (COPIES.has(base.replace(/[-_.]?\d{1,8}$/, '')) || isOfHost(base, host))
    return { confidence: [0.8, 0.7][segments.length - 1] ?? 0.6, what };
  const inFolder = segments.length === 2 && ARCHIVE_FOLDERS.has(segments[0]!);
  if (GENERAL.has(base)) return { confidence: inFolder ? 0.75 : segments.length === 1 ? 0.65 : 0.5, what };
  if (inFolder) return { confidence: 0.6, what };
  return /\.(?:sql|bak|mdb|old)\b/.test(ending) ? { confidence: segments.length === 1 ? 0.75 : 0.55, what } : undefined;
}

/** `example.com.zip` asked of example.com, `example.tar.gz` too. */
function isOfHost(base: string, host: string): boolean {
  const labels = host.split('.');
  return labels.length > 1 && (base === host || base === labels.at(-2));
}
