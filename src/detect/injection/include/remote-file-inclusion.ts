import type { Leaf } from '../../../model/index.ts';
import { defineValueRule, type ValueAnswer } from '../../define.ts';

import { fires, silent } from './remote-file-inclusion.examples.ts';

const ADDRESS =
  /^(?:(https?|ftps?):)?[/\\]{2}([^\s/\\?#]{1,200})((?:[/\\][^\s?#\0]{0,300})?)((?:\?|%00|\0|#|$)\S{0,200})$/i;
/** Names of parameters that programs include by. */
const INCLUDING =
  /(?:^|[._[-])(?:file|page|pg|include|inc|template|tpl|lang|language|locale|module|mod|path|root|dir|folder|document|doc|view|layout|theme|skin|style|content|config|conf|cfg|load|require|class|plugin|component|controller|board|cat|show|site|main|body|header|footer|menu|section|name)(?:$|[._\]-])|(?:_path|path_|_dir|_file|_root|basepath|absolutepath|docroot|pagename|filename)/i;
/** Places that take addresses of pages, whatever they end in. */
const ORDINARY =
  /ur[il]s?$|href|link|redirect|return|next|callback|webhook|hook|website|homepage|referer|referrer|license|image|img|avatar|photo|logo|feed|origin|location|domain|host/i;
const SCRIPT = /\.(?:php\d?|phtml|phar|jspx?|asp|aspx|ashx|cfm|cgi|pl|py|rb|sh|exe|inc|tpl)$/i;
const SHELL = /(?:shell|c99|r57|cmd|backdoor|webshell|b374k|wso|exploit|evil|rfi|passwd)[\w.-]{0,12}$/i;

export const remoteFileInclusion = defineValueRule({
  id: 'remote-file-inclusion',
  version: 1,
  title: 'Remote file inclusion',
  severity: 'high',
  references: ['CWE-98', 'CWE-829', 'API8:2023', 'CAPEC-193', 'CAPEC-253'],
  explanation:
    'A program that includes the file a parameter names runs a file of somebody else when the parameter is an address. The rule asks whether a value is an address of a program or of a text that is one in disguise (`.php`, `.jsp`, `.txt?` …), in a place whose name speaks of a file, a page, a template or a language, or of any place when the address is a bare number or is cut by `?` or NUL so that what the program adds goes nowhere. Addresses of pages and pictures in places for addresses are honest.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [
    '.php',
    '.phtml',
    '.phar',
    '.jsp',
    '.asp',
    '.ashx',
    '.cfm',
    '.cgi',
    '.pl',
    '.inc',
    '.tpl',
    '.exe',
    '.txt?',
    '.txt%',
    '.gif?',
    '.jpg?',
    '.png?',
    '.dat?',
    '.ini',
    '.bak',
    '.conf',
    '.log?',
    '.txt',
    'ftp:',
    'ftps:',
    'shell',
    'c99',
    'r57',
    'backdoor',
    '.py',
    '.rb',
    '.sh',
  ],
  parts: ['query', 'cookie', 'body'],
  ask,
  examples: { fires, silent },
});

function ask(value: string, leaf: Leaf): ValueAnswer | undefined {
  const found = ADDRESS.exec(value.trim());
  if (found === null) return undefined;
  const [, scheme = '', host = '', file = '', tail = ''] = found;
  const including = INCLUDING.test(leaf.name) && leaf.part !== 'header';
  const script = SCRIPT.test(file);
  const cut = tail === '?' || tail === '??' || tail === '%00' || tail === '\0' || /^\?(?:&|#|$)/.test(tail);
  const text = /\.(?:txt|log|gif|jpe?g|png|dat|inc|ini|bak|conf)$/i.test(file);
  const number = /^(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?$/.test(host);
  const score =
    (script ? 0.35 : text ? 0.25 : 0) +
    (cut && file !== '' ? 0.4 : 0) +
    (including ? 0.3 : 0) +
    (number ? 0.15 : 0) +
    (/^(?:ftps?)$/i.test(scheme) ? 0.2 : 0) +
    (SHELL.test(file) ? 0.4 : 0);
  const confidence = Math.min(0.93, 0.2 + score);
  if (confidence < 0.65 || leaf.part === 'header' || leaf.part === 'path' || ORDINARY.test(leaf.name)) return undefined;
  return {
    confidence: Math.round(confidence * 100) / 100,
    statement: `value is the address of ${script ? 'a program' : 'a file'} elsewhere${cut ? ', cut so that nothing is added to it' : ''}`,
    mark: [0, value.length],
  };
}
