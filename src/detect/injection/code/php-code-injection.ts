import type { Leaf } from '../../../model/index.ts';
import { wordCount } from '../../../lib/text/word-count.ts';
import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { fires, silent } from './php-code-injection.examples.ts';

/** Words around the code that still look like a value and not like an article. */
const VALUE_WORDS = 6;
/** White space and comments as they may stand between a function's name and its parenthesis. */
const GAP = String.raw`(?:\s|\/\*[^*]{0,40}\*\/|(?:#|\/\/)[^\n\r]{0,40}[\n\r])*`;
/** Functions that run programs or code, or tell of the server (manual: program execution, eval, callbacks, filesystem). */
const STRONG =
  'system|passthru|shell_exec|proc_open|popen|pcntl_exec|exec|eval|assert|create_function|call_user_func(?:_array)?|preg_replace_callback|array_map|array_filter|array_walk|usort|uasort|uksort|register_shutdown_function|register_tick_function|ob_start|phpinfo|php_uname|file_get_contents|file_put_contents|readfile|show_source|highlight_file|include_once|require_once|move_uploaded_file|base64_decode|gzinflate|gzuncompress|gzdecode|str_rot13|unserialize|fsockopen|pfsockopen|curl_exec|putenv|ini_set|dl|chmod|getenv|get_defined_vars|scandir|glob|opendir|fopen|fwrite|fputs|symlink|posix_getpwuid|posix_kill|extract|parse_str|mb_ereg_replace|phpversion|getmyuid|get_current_user|apache_setenv|error_log|mail|die|exit|unpack|hex2bin|chr|escapeshellcmd|escapeshellarg|stream_get_contents|ftp_exec|imap_open|simplexml_load_file|session_start|set_include_path|is_callable|func_get_args|iterator_apply|array_reduce|array_diff_ukey|ReflectionFunction|SplFileObject';
/** Among them, words that prose and other languages have as well: they need an argument that PHP alone writes. */
const COMMON =
  /^(?:exec|eval|assert|system|extract|chr|mail|die|exit|glob|dl|unpack|exit|getenv|scandir|usort|chmod|symlink)$/i;
const CALL = new RegExp(String.raw`(?:^|[^\w.>$-])[@\\]?(${STRONG})${GAP}\(([^\n]{0,80})`, 'i');
/** `(system)('id')`, `"sys"."tem"('id')`, `$_GET[0]($_GET[1])`, `$f('id')`: functions by their names as text. */
const INDIRECT =
  /\(\s*(?:\/\*[^*]{0,40}\*\/\s*)?['"]?(?:system|passthru|exec|shell_exec|popen|assert|eval|phpinfo|file_get_contents|readfile|show_source|var_dump|print_r|scandir|chr|include|base64_decode)['"]?\s*(?:\/\*[^*]{0,40}\*\/\s*)?\)\s*(?:\/\*[^*]{0,40}\*\/\s*)*\(|\(\s*['"][a-z_]{1,20}['"]\s*(?:\.\s*['"][a-z_]{1,20}['"]\s*){1,8}\)\s*\(|\$(?:_|\{)[\w$'"{}[\].@]{0,60}\][\s)]{0,4}\(|\$\{?_(?:\.__)?\}?\s*\(|\$\w{1,30}\s*\[\s*(?:['"]\w{1,30}['"]|@?\$\w{1,20}|\d{1,4})\s*\]\s*\(|(?:define|func)\s*\(\s*['"]\w{1,30}['"]\s*,\s*['"]\w{1,12}['"]\s*\.\s*['"]/i;
const VARIABLES =
  /\$(?:_(?:GET|POST|COOKIE|REQUEST|SERVER|SESSION|FILES|ENV)|GLOBALS|HTTP_(?:RAW_)?(?:POST|GET|COOKIE|SERVER|ENV)(?:_VARS|_DATA))\b|\$\{['"]?_(?:GET|POST|REQUEST|COOKIE)/;
const TAG =
  /<\?(?:php\b|=|(?!xml|mso|import|xpacket|xml-stylesheet)\s*(?:\/\*|[a-z_$@]\w{0,30}\s*[($;=]))|<script\s+language\s*=\s*["']?php|<%\s*(?:system|exec)\s*\(|\[\/?php\]|\{\/?php\}/i;
/** Settings of php.ini given as values: `allow_url_include=1` in a query or a form field. */
const SETTINGS =
  /(?:^|[&?;"'])-?d?\+?\s*(?:allow_url_(?:fopen|include)|auto_(?:ap|pre)pend_file|disable_functions|open_basedir|safe_mode|suhosin\.\w{3,30}|extension(?:_dir)?|zend_extension|opcache\.\w{3,50}|mbstring\.\w{3,40}|cgi\.(?:force_redirect|redirect_status_env|fix_pathinfo)|display_errors|error_reporting|include_path|upload_tmp_dir|session\.\w{3,40}|expose_php|enable_dl|short_open_tag|user_ini\.\w{3,30}|sendmail_path|phar\.readonly|assert\.\w{3,30}|output_handler|engine|memory_limit|max_execution_time|max_input_time|post_max_size|file_uploads|log_errors|error_log|precision|sql\.safe_mode|browscap|highlight\.\w{3,20}|unserialize_callback_func)\s*(?:=|%3d)\s*\S/i;

export const phpCodeInjection = defineValueRule({
  id: 'php-code-injection',
  version: 1,
  title: 'PHP code injection',
  severity: 'critical',
  references: ['CWE-94', 'CWE-95', 'CWE-96', 'API8:2023', 'CAPEC-242'],
  explanation:
    'A value that reaches eval, include or a callback of a PHP program runs as code. The rule asks whether a value opens PHP (`<?php`, `<?=`), reads its superglobals, sets a directive of php.ini, or calls, directly or by a name put together from pieces, a function that runs programs and code or tells of the server. ' +
    'Names that other languages have as well need an argument as code has it; in longer texts, as questions and articles with code, calls are only logged.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [
    '<?',
    '$_',
    '${_',
    '${"_',
    "${'_",
    '$globals',
    '$http_',
    '{php',
    '{/php',
    '[php',
    '[/php',
    'language',
    '<%',
    ')(',
    ') (',
    '*/)',
    ']) (',
    '](',
    '] (',
    ...STRONG.replaceAll(/\(\?:_array\)\?/g, '')
      .split('|')
      .map((name) => name.toLowerCase().slice(0, 10))
      .filter((name) => name.length > 4),
    'exec',
    'eval',
    'chr(',
    'mail(',
    'die(',
    'exit(',
    'glob(',
    'dl(',
    'dl (',
    'allow_url',
    'pend_file',
    'open_basedir',
    'safe_mode',
    'suhosin',
    'opcache.',
    'mbstring.',
    'cgi.',
    'display_errors',
    'include_path',
    'session.',
    'disable_func',
    'extension',
    'phar.',
    'short_open',
    'user_ini',
    'expose_php',
    'enable_dl',
    'sendmail_path',
    'output_handler',
  ],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: askPhp,
  examples: { fires, silent },
});

function askPhp(value: string, leaf: Leaf): ValueAnswer | undefined {
  const found = TAG.exec(value);
  if (found !== null) return weighed(value, found, 0.93, 'value opens PHP code');
  const indirect = INDIRECT.exec(value);
  if (indirect !== null) return weighed(value, indirect, 0.9, 'value calls a function of PHP by its name as text');
  const variables = VARIABLES.exec(value);
  if (variables !== null) return weighed(value, variables, 0.85, 'value reads a superglobal of PHP');
  const setting = SETTINGS.exec(value);
  if (setting !== null && value.length < 200)
    return weighed(value, setting, leaf.part === 'header' ? 0.6 : 0.8, 'value sets a directive of php.ini');
  const call = CALL.exec(value);
  if (call === null) return undefined;
  const [, name = '', rest = ''] = call;
  const confidence = scoreCall(name, rest, value);
  return confidence === 0 ? undefined : weighed(value, call, confidence, `value calls ${name.toLowerCase()} of PHP`);
}

/** Arguments as PHP has them: nothing, a variable, a string of a program or address, a call in the call. */
function scoreCall(name: string, rest: string, value: string): number {
  const argument = rest.trimStart();
  const isCode = /^(?:\)|\$\w|['"]|\w{1,40}\s*\(|[\w/.-]{1,60}\s*\))/.test(argument);
  if (!isCode) return COMMON.test(name) ? 0 : 0.55;
  const ends = /\)\s*(?:;|\?>|\/\/|#|\)|$|["'.])/.test(value);
  if (COMMON.test(name))
    return /^(?:\$_?\w|['"][^'"]{1,60}['"]\s*[),.]|(?:chr|base64_decode|hex2bin|implode|strrev)\s*\()/.test(argument) &&
      ends
      ? 0.8
      : /^\s*\)?\s*$/.test(argument) && /^\s*@?\w+/.test(value) && wordCount(value) <= 4
        ? 0.72
        : 0;
  return ends ? 0.88 : 0.72;
}

function weighed(value: string, found: RegExpExecArray, sure: number, statement: string): ValueAnswer | undefined {
  const around = wordCount(value.slice(0, found.index)) + wordCount(value.slice(found.index + found[0].length), 40);
  const confidence = around <= VALUE_WORDS ? sure : around <= VALUE_WORDS * 3 ? sure * 0.85 : sure * 0.62;
  if (confidence < 0.5) return undefined;
  return {
    confidence: Math.round(confidence * 100) / 100,
    statement,
    mark: [found.index, Math.min(value.length, found.index + Math.max(1, found[0].length))],
  };
}
