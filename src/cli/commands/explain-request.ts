import { explainRequest, type RequestExplanation } from '../../app/index.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { printable, type Style } from '../output.ts';
import { marked } from './evidence-lines.ts';

/** `explain --request FILE`: what each stateless rule was asked and said, and what it cost. */
export async function explainFile(context: Context, file: string, policy: string | undefined): Promise<number> {
  const explanation = await explainRequest(file, policy);
  context.output.object(explanation, () => story(explanation, context.output.style));
  return EXIT.done.code;
}

function story(one: RequestExplanation, style: Style): string {
  const { verdict, rules, signals } = one;
  const asked = rules.filter((rule) => rule.asked > 0).toSorted((a, b) => b.ms - a.ms);
  const lines = [
    style('bold', sentence(one)),
    '',
    `${one.method} ${printable(one.target)}${one.bodyBytes > 0 ? `, ${one.bodyBytes} bytes of body` : ''}`,
    `${one.values} values and names looked at, ${one.readings} readings of them in other encodings, ${one.skipped} parts not looked at`,
    `inspection takes ${micros(one.ms)} in the gateway; policy ${verdict.policyVersion}`,
  ];
  for (const signal of signals) {
    lines.push(
      '',
      `${style('yellow', signal.rule)} version ${signal.version}, confidence ${percent(signal.confidence)}`,
      `  ${signal.evidence.statement}`,
      ...(signal.evidence.excerpt === undefined ? [] : marked(signal.evidence, style)),
    );
  }
  lines.push('', `Rules asked: ${asked.length} of ${rules.length}; no literal of the others stands in the request.`);
  for (const { rule, asked: times, ms, answers } of asked) {
    const best = answers[0];
    const said = best === undefined ? 'nothing' : `${percent(best.confidence)}: ${best.evidence.statement}`;
    lines.push(`  ${rule.padEnd(28)} asked ${String(times).padStart(3)} ×  ${micros(ms).padStart(9)}  said ${said}`);
  }
  return lines.join('\n');
}

function sentence({ verdict, signals }: RequestExplanation): string {
  if (verdict.conclusion === 'block') return `Would be refused: ${verdict.reason}.`;
  if (signals.length === 0) return 'Would pass: no rule has anything against it.';
  return `Would pass: ${signals.length} signal${signals.length === 1 ? '' : 's'}, none of them sure enough or told to refuse.`;
}

const percent = (confidence: number): string => `${Math.round(confidence * 100)} %`;
const micros = (ms: number): string => `${(ms * 1_000).toFixed(1)} µs`;
