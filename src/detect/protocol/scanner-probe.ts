import { percentDecode } from '../../lib/text/percent.ts';
import type { TransactionRequest } from '../../model/index.ts';
import { defineMessageRule, type MessageAnswer } from '../define.ts';
import { askBackup } from './probes/backups.ts';
import { CONSOLES } from './probes/consoles.ts';
import { DEBUGGING } from './probes/debugging.ts';
import { PRODUCTS } from './probes/products.ts';
import { QUERIES } from './probes/queries.ts';
import { SECRETS } from './probes/secrets.ts';
import { createProbeTrie } from './probes/trie.ts';
import { fires, silent } from './scanner-probe.examples.ts';

/** Longer paths are no probe's. */
const LONGEST = 2_000;
/** Probes stand at the top of a site or of an API; further down, files of users may be called so. */
const DEEP = 3;
const LESS = 0.25;

const trie = createProbeTrie([...SECRETS, ...CONSOLES, ...DEBUGGING, ...PRODUCTS]);

export const scannerProbe = defineMessageRule({
  id: 'scanner-probe',
  version: 1,
  title: 'Request for what no API serves',
  severity: 'medium',
  references: [
    'CWE-200',
    'CWE-538',
    'CWE-530',
    'CWE-552',
    'API8:2023',
    'API9:2023',
    'OAT-14',
    'CAPEC-87',
    'CAPEC-497',
    'CAPEC-170',
  ],
  explanation:
    'Scanners ask every address for the same things: files of passwords, version histories, consoles, debug pages, copies of sites, places of known holes. ' +
    'The rule compares the path, segment by segment and after undoing its disguises, with lists of what they ask for and why, and a few parameters of known holes. It is sure where no API serves such a thing, and only logs where some do (operators’ endpoints), or where the name stands deep in a path, as files of users do. ' +
    'It cannot see what this API serves: an API that is a PHP site of old, or one for files or repositories, needs an exception. Not seen: paths that are not on the lists.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  ask: askTarget,
  examples: { fires, silent },
});

function askTarget(request: TransactionRequest): MessageAnswer | undefined {
  const { path, query, head } = request;
  if (query.length > 3 && query.length < LONGEST) {
    const answer = askQuery(query);
    if (answer !== undefined) return answer;
  }
  if (path.length < 3 || path.length > LONGEST) return undefined;
  const segments = segmentsOf(path);
  const found = trie.find(segments);
  const backup = askBackup(segments, head.host.replace(/:\d+$/, ''));
  const deep = found !== undefined && found.at >= DEEP;
  const confidence = found === undefined ? 0 : found.group.confidence - (deep ? LESS : 0);
  if (found !== undefined && confidence >= (backup?.confidence ?? 0))
    return answer(confidence, `asks for ${found.group.what}`, path);
  if (backup !== undefined) return answer(backup.confidence, `asks for ${backup.what}`, path);
  return askDisguise(path);
}

const answer = (confidence: number, statement: string, path: string): MessageAnswer => ({
  confidence: Math.round(confidence * 100) / 100,
  statement,
  part: 'path',
  value: path,
  mark: [0, path.length],
});

/** Decoded twice, backslashes as slashes, without path parameters, dots and empty segments. */
function segmentsOf(path: string): readonly string[] {
  if (!DISGUISED.test(path)) return path.toLowerCase().split('/').filter(isNamed);
  const once = percentDecode(path);
  const decoded = once.includes('%') ? percentDecode(once) : once;
  return decoded
    .toLowerCase()
    .split(/[/\\]/)
    .map((segment) => segment.replace(/;.*$/s, '').trimEnd())
    .filter(isNamed);
}

const DISGUISED = /[%\\;\s]/;
const isNamed = (segment: string): boolean => segment !== '' && segment !== '.' && segment !== '..';

const SCRIPT =
  /\.(?:php\d?|phtml|aspx?|jspx?|cgi)(?:[\0-\x1f#;?%\ufffd\u560a\u560d]|\\[ux])[^/]{0,40}\.(?:png|jpe?g|gif|css|js|ico|svg|html?|txt|woff2?)$/i;

/** A script with the ending of something that caches and filters pass (web cache deception, CWE-525). */
function askDisguise(path: string): MessageAnswer | undefined {
  if (!/[%#;\\]/.test(path)) return undefined;
  const found = SCRIPT.exec(path) ?? SCRIPT.exec(percentDecode(path));
  return found === null ? undefined : answer(0.8, 'asks for a script under the name of a picture or style', path);
}

function askQuery(query: string): MessageAnswer | undefined {
  // All of these have one of the characters, or begin with it.
  if (!/[\\#]|%5c|%23|%ad|^[-=]|[+-]d|_|class/i.test(query)) return undefined;
  const decoded = percentDecode(query, false).toLowerCase();
  const probe = QUERIES.find(({ pattern }) => pattern.test(decoded));
  return (
    probe && {
      confidence: probe.confidence,
      statement: `query of a known hole: ${probe.what}`,
      part: 'query',
      value: decoded,
      mark: [0, Math.min(decoded.length, 200)],
    }
  );
}
