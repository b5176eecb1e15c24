import type { Leaf } from '../../model/index.ts';
import { defineResponseRule, type AnsweredRequest, type ValueAnswer } from '../define.ts';
import { fires, silent } from './command-output.examples.ts';
import { OUTPUT_LITERALS, readOutput } from './output/outputs.ts';
import { isEcho, isQuoted, rounded, standsInProse, trust } from './surroundings.ts';

/** Signals below it would be noise even in a log. */
const LEAST = 0.5;
/** Programs print where errors do and where results do: a success is worth nearly as much. */
const SUCCESS_TRUST = 0.8;
const SHOWN = 48;

export const commandOutput = defineResponseRule({
  id: 'command-output',
  version: 1,
  title: 'Output of a command in an answer',
  severity: 'high',
  references: ['CWE-78', 'CWE-497', 'API8:2023', 'CAPEC-88'],
  explanation:
    'What system commands print (who runs the server, which files lie where, which system it is), or the complaint of a shell that it knows no such command, shows that a shell ran at a request, and often that the request chose the command. ' +
    'The rule knows the formats of id, ls, dir, uname, ping, ifconfig, ps and their kin, of environment lists, and of the complaints of shells, and asks that they stand as lines of output. ' +
    'APIs that run such tools on purpose (looking glasses, consoles) should be excepted from it. Not seen: commands without a format of their own, such as echo or hostname.',
  limits: {},
  action: 'log',
  blockMs: 0,
  literals: OUTPUT_LITERALS,
  ask: askOutput,
  examples: { fires, silent },
});

function askOutput(value: string, leaf: Leaf, exchange: AnsweredRequest): ValueAnswer | undefined {
  const found = readOutput(value);
  if (found === undefined || isQuoted(value, found.from) || standsInProse(value, [found.from, found.to]))
    return undefined;
  const confidence = rounded(found.sure * Math.max(SUCCESS_TRUST, trust(leaf, exchange)));
  if (confidence < LEAST || isEcho(value.slice(found.from, found.to), exchange.request)) return undefined;
  return {
    confidence,
    statement: `answer holds what a command prints: ${found.command}`,
    mark: [found.from, Math.min(found.to, found.from + SHOWN)],
  };
}
