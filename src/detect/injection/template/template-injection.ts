import { wordCount } from '../../../lib/text/word-count.ts';
import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { readPieces, type Piece } from './delimited.ts';
import { fires, silent } from './template-injection.examples.ts';

/** Words around the expressions that still look like a value and not like an article. */
const VALUE_WORDS = 6;

export const templateInjection = defineValueRule({
  id: 'template-injection',
  version: 1,
  title: 'Server-side template injection',
  severity: 'critical',
  references: ['CWE-1336', 'CWE-94', 'CWE-95', 'API8:2023', 'CAPEC-242'],
  explanation:
    'An application that makes a template of a value runs the expressions in it: `{{7*7}}` shows 49, and `{{ self.__init__.__globals__ }}` leads to the whole server. The rule finds expressions and statements by the delimiters of the usual engines and asks what they do: compute with constants, reach for the objects behind the template, call what runs programs or reads files. ' +
    'Placeholders with names, fields and filters that change how text looks, as mail merges and articles have them, do none of this; in long text expressions are only logged.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [
    '{{',
    '{%',
    '${',
    '#{',
    '*{',
    '%{',
    '~{',
    '@{',
    '@(',
    '<%',
    '[[',
    '[=',
    '<#',
    '#set',
    '#foreach',
    '#evaluate',
    '#include',
    '#parse',
    '{php}',
    '{$',
    "{'",
    '{"',
    '{system',
    '{self',
    '{include',
    '{fetch',
    '{eval',
    '{math',
    '{if ',
    '{literal',
    '{exec',
    '{1',
    '{2',
    '{3',
    '{4',
    '{5',
    '{6',
    '{7',
    '{8',
    '{9',
    '{f',
    '{s',
  ],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: askTemplate,
  examples: { fires, silent },
});

function askTemplate(value: string): ValueAnswer | undefined {
  let best: ValueAnswer | undefined;
  let covered = 0;
  const pieces = readPieces(value);
  for (const piece of pieces) {
    covered += wordCount(piece.inside, 100);
    const found = judge(piece, pieces.length === 1 && isWhole(value, piece));
    if (found !== undefined && found.confidence > (best?.confidence ?? 0))
      best = { ...found, mark: [piece.from, Math.min(piece.to, value.length)] };
  }
  if (best === undefined) return undefined;
  const around = wordCount(value, covered + VALUE_WORDS * 4) - covered;
  const confidence = best.confidence * (around <= VALUE_WORDS ? 1 : 0.62);
  return confidence < 0.5 ? undefined : { ...best, confidence: Math.round(confidence * 100) / 100 };
}

const isWhole = (value: string, { from, to }: Piece): boolean =>
  value.slice(0, from).trim().length + value.slice(to).trim().length < 12;

type Found = Omit<ValueAnswer, 'mark'>;

function judge(piece: Piece, whole: boolean): Found | undefined {
  const { inside, opener } = piece;
  // One brace is what JSON, CSS and code have as well: only what no other language says counts.
  const weak = opener === '{';
  if (RUNS.test(inside))
    return {
      confidence: weak ? 0.85 : 0.95,
      statement: 'expression of a template calls what runs programs or reads files',
    };
  if (REACHES.test(inside))
    return { confidence: weak ? 0.8 : 0.93, statement: 'expression of a template reaches for the objects behind it' };
  if (weak)
    return SMARTY.test(inside) && whole
      ? { confidence: 0.8, statement: 'statement of a template engine (Smarty)' }
      : undefined;
  if (opener === '[[' || opener === '@{') return CONSTANTS.test(inside) && whole ? constants : undefined;
  if (CONSTANTS.test(inside)) return whole ? constants : { ...constants, confidence: 0.75 };
  if (CONSTANT_CALL.test(inside))
    return { confidence: whole ? 0.85 : 0.7, statement: 'expression of a template calls a method of a constant' };
  if (whole && OBJECTS.test(inside))
    return { confidence: 0.8, statement: "expression of a template shows an object of the application's" };
  return piece.kind === 'statement' && STATEMENT.test(inside) && whole
    ? { confidence: 0.75, statement: 'statement of a template' }
    : undefined;
}

const constants: Found = { confidence: 0.88, statement: 'expression of a template computes with constants' };

/** Arithmetic or joining of constants and nothing else: what a probe asks for. */
const CONSTANTS =
  /^=?[\s(]*(?:-?\d{1,12}(?:\.\d+)?|'[^']{0,40}'|"[^"]{0,40}")\s*(?:[*%/^]|\*\*|\+(?!\+)|-(?!-)|~|<<)\s*(?:-?\d{1,12}|'[^']{0,40}'|"[^"]{0,40}"|\()/;
const CONSTANT_CALL =
  /^=?\s*(?:'[^']{0,60}'|"[^"]{0,60}"|\d{1,8}|\[\]|\(\)|\{\})\s*(?:\.\s*[a-zA-Z_]\w{2,30}\s*\(|\|\s*(?:attr|map|filter|sort|reduce|select|eval|join|upper|list|safe|format|base64|md5|sha)\b|\.\s*(?:constructor|class|getClass)\b|\[)/;

/** Names behind which the engine's language, and not the template, begins. */
const REACHES =
  /__(?:class|mro|base|bases|subclasses|globals|builtins|init|import|dict|getattribute|getitem|self|proto)__|\bmro\s*\(|\b_self\b|_template(?:reference)?\b|\bregister(?:undefined)?(?:filter|function)callback|\bgetfilter\b|\|\s*attr\s*\(|\.\s*getclass\s*\(|\bforname\s*\(|class\.inspect|\$class\b|\?\s*(?:new|api)\b|freemarker\.template|\bconstructor\s*(?:\.\s*constructor|\[)|\bglobal(?:this)?\s*\.\s*process|\bprocess\s*\.\s*(?:mainmodule|binding|env)|\bself\s*\.\s*(?:module|template|context|_)|\b(?:lipsum|cycler|joiner|namespace|url_for|get_flashed_messages|range|dict)\s*(?:\.|\[|\|)\s*['"]?(?:__|attr)|\brequest\s*(?:\.|\|)\s*(?:application|environ|attr|__)|\bconfig\s*(?:\.\s*(?:items|from_|__|get)|\[)|\bsettings\.secret|\bapp\.(?:request|kernel|user|container)|\bjava\.(?:lang|util|io|net)\.|\bt\s*\(\s*java|javax?\.script|#this\b|#root\b|#ctx\b|\bself\.class\b|\bobject\.const|\bsession\.(?:update|__)|\bhandler\.(?:settings|application)|\.\s*getmodule\s*\(|\bsystem\.(?:diagnostics|reflection|io)\b|smarty\.(?:version|template|server|const|cookies|now)|\bdebug\b\s*$/i;
/** What runs a program, code or reads a file. */
const RUNS =
  /\b(?:system|passthru|shell_exec|popen|proc_open|exec|execsync|spawn|spawnsync|eval|check_output|assert)\s*\(|['"](?:system|passthru|exec|shell_exec|popen|assert|file_get_contents)['"]|\bimport\s+(?:os|subprocess|sys|commands|pty|socket)\b|\bos\s*\.\s*(?:popen|system|environ|listdir|getenv)|\brequire\s*\(\s*['"]\w|\bgetruntime\b|\bprocessbuilder\b|\b(?:file|io|dir|open3|kernel)\s*\.\s*(?:open|read|popen|entries|glob|exec|spawn|foreach|system|readlines)\b|`[^`]{1,200}`|%x[([{|]|\bchild_process\b|\bfile_(?:get|put)_contents\b|\bfile_excerpt\b|\bget_user_file\b|\binclude\s*\(?\s*['"](?:\/|\.\.|[a-z]+:\/\/)|\bsource\s*\(\s*['"](?:\/|\.\.)|\bphpinfo\s*\(|\bscan_dir\b|\bdeserialize\b|\bload_?file\b|\bopen\s*\(\s*['"](?:\/|\.\.)|\bfetch\s+file|\bgetresource|\bscriptengine|\bprocess\.start\b/i;
const OBJECTS =
  /^\s*(?:config|self|request|settings|env|app|session|application|user\.password|g|_context|_charset|dump\s*\(\s*\w*\s*\)|debug|_view|\.|@root|this|vars|globals|locals|\$smarty\b.*)\s*(?:\|\s*\w+\s*)*$/;
const SMARTY =
  /^(?:\$smarty\.|math\s+equation|system\s*\(|self::|include\s+file|fetch\s+file|if\s+\w+\s*\(|literal|exec\s*\(|\d{1,6}\s*[*]\s*\d{1,6}|'[^']*'\|)/i;
const STATEMENT =
  /^(?:\s*(?:assign|set|import|include|extends|macro|from|raw|debug|load|csrf_token|with|list|function|attempt)\b|\s*\(\s*\$\w+\s*=)/;
