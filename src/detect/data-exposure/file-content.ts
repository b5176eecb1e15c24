import type { Leaf } from '../../model/index.ts';
import { defineResponseRule, type AnsweredRequest, type ValueAnswer } from '../define.ts';
import { fires, silent } from './file-content.examples.ts';
import { FILE_LITERALS, readKnownFile, type FoundFile } from './files/known-files.ts';
import { isEcho, isQuoted, rounded, standsInProse, trust } from './surroundings.ts';

/** Signals below it would be noise even in a log. */
const LEAST = 0.5;
/** What a file of the system is worth wherever it stands: nothing honest holds it. */
const SYSTEM_TRUST = 0.85;
/** Characters of a line that are enough to recognise it. */
const SHOWN = 40;

export const fileContent = defineResponseRule({
  id: 'file-content',
  version: 1,
  title: 'File of the server in an answer',
  severity: 'high',
  references: ['CWE-22', 'CWE-538', 'CWE-540', 'CWE-552', 'API8:2023', 'CAPEC-126'],
  explanation:
    'An answer that holds a file of the server (accounts, settings, the state of processes, the source of the program) shows that somebody reads what was not meant to be read, most often by way of a path or an entity in the request. ' +
    'The rule knows the lines of such files by their grammar, not by single words, and asks that they stand as lines of a file and not in an article. ' +
    'A source file in a field of a successful answer counts for less: there are APIs for code. Not seen: files without a grammar of their own, binary files, and files in another encoding than the answer says.',
  limits: {},
  action: 'log',
  blockMs: 0,
  literals: FILE_LITERALS,
  ask: askFile,
  examples: { fires, silent },
});

function askFile(value: string, leaf: Leaf, exchange: AnsweredRequest): ValueAnswer | undefined {
  const found = readKnownFile(value);
  if (found === undefined || isQuoted(value, found.from) || standsInProse(value, [found.from, found.to]))
    return undefined;
  const confidence = rounded(found.sure * trustIn(found, leaf, exchange));
  if (confidence < LEAST || isEcho(value.slice(found.from, found.to), exchange.request)) return undefined;
  return {
    confidence,
    statement: `answer holds the content of ${found.file}`,
    mark: [found.from, Math.min(found.to, found.from + shownOf(found))],
  };
}

const trustIn = ({ kind }: FoundFile, leaf: Leaf, exchange: AnsweredRequest): number =>
  kind === 'system' ? Math.max(SYSTEM_TRUST, trust(leaf, exchange)) : trust(leaf, exchange);

/** Files that hold secrets are shown to the first mark of theirs. */
const shownOf = ({ file }: FoundFile): number =>
  /shadow|htpasswd|netrc|npmrc|cnf|credentials|wp-config|environ/.test(file) ? 5 : SHOWN;
