import { defineMessageRule, type MessageAnswer } from '../define.ts';
import type { TransactionRequest } from '../../model/index.ts';
import { PHRASES, TOOL_HEADERS, TOOLS, type ToolGroup } from './agents/tools.ts';
import { fires, silent } from './scanner-agent.examples.ts';

/** Characters of a User-Agent that are looked at; browsers send up to 250. */
const LONGEST = 512;

const BY_WORD: ReadonlyMap<string, ToolGroup> = new Map(
  TOOLS.flatMap((group) => group.words.map((word) => [word, group] as const)),
);
const EXACT_HEADERS = new Set(TOOL_HEADERS.filter((name) => !name.endsWith('*')));
const HEADER_BEGINS = TOOL_HEADERS.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));
/** Words of an agent: a name may hold dots, hyphens and underscores between its letters. */
const WORD = /[a-z0-9]+(?:[._-][a-z0-9]+)*/g;

export const scannerAgent = defineMessageRule({
  id: 'scanner-agent',
  version: 1,
  title: 'Attack tool that says its name',
  severity: 'medium',
  references: ['CWE-200', 'API8:2023', 'API4:2023', 'OAT-14', 'CAPEC-169', 'CAPEC-541'],
  explanation:
    'Tools that look for weaknesses name themselves in User-Agent or in a header of their own unless their user hides it. ' +
    'The rule takes the User-Agent apart into words and asks whether one is the name of such a tool. Who only surveys the Internet is logged. Libraries and tools for honest work (curl, python-requests, Go-http-client, Postman, load tests, monitors) are none. ' +
    'Your own tests by such tools need an exception for their address. Not seen: a tool that calls itself a browser.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  ask: (request) => askAgent(request.header('user-agent') ?? '') ?? askHeaders(request),
  examples: { fires, silent },
});

/** The same few agents come again and again. Bounded: invented ones must not fill it. */
const clean = new Set<string>();
const MOST_CLEAN = 1_000;

function askAgent(agent: string): MessageAnswer | undefined {
  if (agent === '' || clean.has(agent)) return undefined;
  const found = askWords(agent) ?? askPhrases(agent);
  if (found === undefined && clean.size < MOST_CLEAN && agent.length < LONGEST) clean.add(agent);
  return found;
}

function askWords(agent: string): MessageAnswer | undefined {
  for (const found of agent.slice(0, LONGEST).toLowerCase().matchAll(WORD)) {
    const [word] = found;
    const group = BY_WORD.get(word) ?? BY_WORD.get(/^[a-z0-9]+/.exec(word)?.[0] ?? '');
    // Part of an address or host name of somebody else's: `nmap.example.com`.
    if (group === undefined || (!BY_WORD.has(word) && /\.[a-z]/.test(word) && !/\.(?:py|org|io|com|net)$/.test(word)))
      continue;
    return answer(group.confidence, `client is ${word}, which ${group.what}`, agent, found.index, word.length);
  }
  return undefined;
}

function askPhrases(agent: string): MessageAnswer | undefined {
  const lower = agent.slice(0, LONGEST).toLowerCase();
  const phrase = PHRASES.find(({ text }) => lower.includes(text));
  if (phrase === undefined) return undefined;
  return answer(phrase.confidence, `client ${phrase.what}`, agent, lower.indexOf(phrase.text), phrase.text.length);
}

const answer = (confidence: number, statement: string, agent: string, at: number, length: number): MessageAnswer => ({
  confidence,
  statement,
  part: 'header',
  name: 'user-agent',
  value: agent,
  mark: [at, at + length],
});

function askHeaders({ head: { headers } }: TransactionRequest): MessageAnswer | undefined {
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const initial = headers[i]!.charCodeAt(0) | 0x20;
    if (initial !== X && initial !== A) continue;
    const name = headers[i]!.toLowerCase();
    if (EXACT_HEADERS.has(name) || HEADER_BEGINS.some((begin) => name.startsWith(begin)))
      return { confidence: 0.85, statement: `header ${name} is one of a scanner’s`, part: 'header', name };
  }
  return undefined;
}

const X = 0x78;
const A = 0x61;
