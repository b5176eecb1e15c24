/**
 * Endings that a server runs or obeys when the file lies in a folder it serves, with how sure it is that nobody keeps such
 * files for another reason. Sources are shared now and then, so common languages are less sure; endings that exist only for
 * servers more. `.cer` (certificates), `.py`, `.rb`, `.sh`, `.js`, `.html` are honest.
 */
export const SERVER_ENDINGS: ReadonlyMap<string, number> = new Map([
  ...['php', 'asp', 'aspx', 'jsp', 'cgi', 'cfm'].map((ending) => [ending, 0.75] as const),
  ...[
    'php2',
    'php3',
    'php4',
    'php5',
    'php6',
    'php7',
    'php8',
    'phtml',
    'pht',
    'phtm',
    'phar',
    'pgif',
    'hphp',
    'module.php',
    'jspx',
    'jspf',
    'jsw',
    'jsv',
    'jhtml',
    'ashx',
    'asmx',
    'asax',
    'ascx',
    'asa',
    'cdx',
    'soap',
    'cfml',
    'cfc',
    'fcgi',
    'shtm',
  ].map((ending) => [ending, 0.85] as const),
  ...['shtml', 'stm', 'war', 'cshtml', 'vbhtml', 'phps', 'inc'].map((ending) => [ending, 0.5] as const),
]);

/** Files that change how a server treats their folder. */
export const SERVER_FILES: ReadonlySet<string> = new Set([
  '.htaccess',
  '.htpasswd',
  '.user.ini',
  'web.config',
  'php.ini',
  'authorized_keys',
  '.bashrc',
  '.profile',
]);

/** Endings by which a file passes for something to look at or listen to. */
export const MEDIA_ENDINGS: ReadonlySet<string> = new Set(
  'jpg jpeg jpe jfif png gif webp bmp ico tif tiff heic avif svg mp3 wav ogg mp4 webm mov avi mpeg'.split(' '),
);

export const isMediaType = (type: string): boolean => /^(?:image|audio|video|font)\/|^application\/pdf\b/.test(type);
