import { isMediaType, MEDIA_ENDINGS } from './kinds.ts';
import type { Verdict } from './name.ts';

/** Server-side code at the beginning. */
const CODE_START =
  /^(?:\ufeff|\xef\xbb\xbf)?\s{0,64}(?:<\?(?:php|=)|<%[@!=\s]|#!\s?\/|<jsp:|<cf(?:execute|set|query)\b)/i;
/** Anywhere in a picture: comments and metadata carry it through a check of the first bytes. */
const CODE_INSIDE =
  /<\?php\s|<\?=[^\0]{1,200}\?>|<%@\s{0,8}page\b|<script\s{1,8}(?:language\s{0,4}=\s{0,4}["']?php|runat)/i;
const PAGE_START = /^(?:\ufeff|\xef\xbb\xbf)?\s{0,64}<(?:!doctype\s{1,8}html|html|script|body|iframe)\b/i;
/** What a script of an attacker needs: a command, code from text, or the request itself. */
const TAKES_ORDERS =
  /\b(?:eval|assert|system|exec|shell_exec|passthru|popen|proc_open|create_function|base64_decode|move_uploaded_file|include|require)\s{0,4}\(|\$_(?:GET|POST|REQUEST|COOKIE|SERVER|FILES)\b|Runtime\.getRuntime|ProcessBuilder|Request(?:\.Item|\.Form|\.QueryString)?\s{0,4}[[(]|CreateObject\s{0,4}\(|\bProcess\.Start\b/i;
const SVG_SCRIPT = /<script[\s>/]|\son[a-z]{3,20}\s{0,8}=|javascript:|<iframe\b|<embed\b|<object\b/i;
const EXTERNAL_ENTITY = /<!ENTITY\s{1,16}(?:%\s{1,8})?[\w.:-]{1,64}\s{1,16}(?:SYSTEM|PUBLIC)\b/i;
/** ImageMagick's and Ghostscript's languages, and playlists that read files (CVE-2016-3714, CVE-2017-8291, CVE-2016-1897). */
const IMAGE_LANGUAGE =
  /^\s{0,16}(?:push graphic-context|viewbox \d|%!PS\b|<image\b[^>]{0,80}\bauthenticate=)|\burl\(https?:\/\/[^)]{0,200}[|`;]/;
const PLAYLIST = /^\s{0,16}#EXTM3U[^]{0,400}?(?:concat:|file:|subfile,)/;
/** Dynamic data exchange in a table: `=cmd|' /C calc'!A0`. */
const EXCHANGE = /(?:^|[\n,;\t"])[=+@-][^\n,;\t|]{0,120}\|\s{0,4}['"][^\n|!]{0,200}!\s{0,2}\w/;

/** What the content's beginning says against the name and type. `start` holds one character per byte. */
export function askContent(start: string, name: string, type: string): Verdict | undefined {
  const ending = /\.([a-z0-9]{1,8})[. ]*$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const svg =
    ending === 'svg' ||
    type.includes('svg') ||
    /^\s{0,64}(?:<\?xml[^>]{0,200}>\s{0,64})?(?:<!--[^>]{0,400}-->\s{0,64})?<svg\b/i.test(start);
  if (svg) return askSvg(start);
  if (EXTERNAL_ENTITY.test(start) && /^[^<]{0,64}<[?!]/.test(start))
    return { confidence: 0.85, statement: 'file declares an external entity' };
  if (isMediaType(type) || MEDIA_ENDINGS.has(ending)) return askMedia(start);
  if (CODE_START.test(start) && TAKES_ORDERS.test(start) && !start.startsWith('#!'))
    return {
      confidence: SOURCES.has(ending) ? 0.5 : 0.75,
      statement: 'file is server-side code that takes orders from requests',
    };
  return (ending === 'csv' || /csv|excel|spreadsheet/.test(type)) && EXCHANGE.test(start)
    ? { confidence: 0.85, statement: 'table with a formula that starts a program' }
    : undefined;
}

/** Files in which people keep code; servers' own endings are the name's question. */
const SOURCES = new Set([
  'md',
  'txt',
  'diff',
  'patch',
  'html',
  'tpl',
  'stub',
  'inc',
  'erb',
  'ejs',
  'php',
  'jsp',
  'asp',
  'aspx',
]);

function askSvg(start: string): Verdict | undefined {
  if (EXTERNAL_ENTITY.test(start)) return { confidence: 0.9, statement: 'picture declares an external entity' };
  if (CODE_INSIDE.test(start)) return { confidence: 0.9, statement: 'picture holds server-side code' };
  return SVG_SCRIPT.test(start) ? { confidence: 0.8, statement: 'picture runs a script when it is shown' } : undefined;
}

function askMedia(start: string): Verdict | undefined {
  if (CODE_START.test(start) || CODE_INSIDE.test(start))
    return { confidence: 0.9, statement: 'file that passes for a picture or recording holds server-side code' };
  if (PAGE_START.test(start))
    return { confidence: 0.8, statement: 'file that passes for a picture or recording is a web page' };
  if (IMAGE_LANGUAGE.test(start))
    return { confidence: 0.85, statement: 'picture written in a language that runs programs' };
  if (PLAYLIST.test(start)) return { confidence: 0.85, statement: 'recording that is a list of other files' };
  if (/^GIF8[79]a\s{0,8}(?:\/\*|=|<script)/.test(start))
    return { confidence: 0.8, statement: 'picture that is a script as well' };
  return undefined;
}
