import type { Leaf } from '../../model/index.ts';
import { defineResponseRule, type AnsweredRequest, type ValueAnswer } from '../define.ts';
import { fires, silent } from './framework-error.examples.ts';
import { PAGE_LITERALS, readErrorPage } from './framework/pages.ts';
import { PATH_LITERALS, readPathLeak } from './framework/paths.ts';
import { isEcho, isPage, isQuoted, rounded, trust, wordsAround } from './surroundings.ts';

/** Signals below it would be noise even in a log. */
const LEAST = 0.5;
/** Messages of a runtime have few words around the path. */
const WORDS_AROUND = 40;

export const frameworkError = defineResponseRule({
  id: 'framework-error',
  version: 1,
  title: 'Error page of a framework',
  severity: 'medium',
  references: ['CWE-209', 'CWE-489', 'CWE-756', 'CWE-1295', 'API8:2023', 'CAPEC-54'],
  explanation:
    'The error pages that frameworks show to their developers hold code, settings, variables and paths, some even a console in which commands run; their plain pages still tell which software and version answers. ' +
    'The rule knows these pages by their own titles and headings, and the words with which runtimes complain about files of the server. ' +
    'A page of a successful answer counts for less, since somebody may write about such pages. Not seen: pages of frameworks that are not in the table, and pages that were restyled.',
  limits: {},
  action: 'log',
  blockMs: 0,
  literals: [...PAGE_LITERALS, ...PATH_LITERALS],
  ask: (value, leaf, exchange) => askPage(value, leaf, exchange) ?? askPath(value, leaf, exchange),
  examples: { fires, silent },
});

function askPage(value: string, leaf: Leaf, exchange: AnsweredRequest): ValueAnswer | undefined {
  const page = readErrorPage(value);
  if (page === undefined || (!isPage(value, exchange) && page.from > 200)) return undefined;
  const confidence = rounded((page.kind === 'debug' ? 0.95 : 0.75) * trust(leaf, exchange));
  if (confidence < LEAST || isEcho(value.slice(page.from, page.to), exchange.request)) return undefined;
  const what =
    page.kind === 'debug'
      ? `a page of ${page.framework} for its developers`
      : `the error page of ${page.framework}, which tells what software answers`;
  return { confidence, statement: `answer is ${what}`, mark: [page.from, Math.min(page.to, page.from + 80)] };
}

/** Only errors tell paths by mistake; a successful answer with a path is an API about files. */
function askPath(value: string, leaf: Leaf, exchange: AnsweredRequest): ValueAnswer | undefined {
  if (exchange.response.head.status < 400) return undefined;
  const path = readPathLeak(value, leaf.name);
  if (path === undefined || isQuoted(value, path.from)) return undefined;
  const { before, after } = wordsAround(value, [path.from, path.to], WORDS_AROUND);
  if (!isPage(value, exchange) && (before >= WORDS_AROUND || after >= WORDS_AROUND)) return undefined;
  if (isEcho(value.slice(path.from, path.to), exchange.request)) return undefined;
  return {
    confidence: rounded(0.8 * trust(leaf, exchange)),
    statement: `answer tells a path inside the server: ${path.says}`,
    mark: [path.from, path.to],
  };
}
