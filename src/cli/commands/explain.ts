import { text, type Context, type Options } from '../context.ts';
import { CodedError } from '../../model/index.ts';
import type { Client } from '../../app/index.ts';
import { EXIT } from '../exit-codes.ts';
import { printable, type Style } from '../output.ts';
import { marked } from './evidence-lines.ts';
import { explainFile } from './explain-request.ts';

const fetchExplanation = (client: Client, id: string) => client.call('explain', { params: { id } });
type Explanation = Awaited<ReturnType<typeof fetchExplanation>>;

export async function explain(context: Context, [id]: readonly string[], options: Options): Promise<number> {
  const file = text(options, 'request');
  if ((id === undefined) === (file === undefined)) throw new CodedError('SP0003', 'give an id, or --request FILE');
  if (file !== undefined) return explainFile(context, file, text(options, 'policy'));
  const explanation = await fetchExplanation(context.client(), id ?? '');
  context.output.object(explanation, () => story(explanation, context.output.style));
  return EXIT.done.code;
}

/** The verdict first, then what it rests on, then how to see it again. */
function story(one: Explanation, style: Style): string {
  const { transaction: t } = one;
  const lines = [
    style('bold', one.sentence),
    '',
    `${t.method} ${printable(t.host)}${printable(t.path)}${t.query ? `?${printable(t.query)}` : ''}`,
    `at ${new Date(t.time).toISOString()} by ${printable(t.actor.label)} (${t.actor.id}) from ${t.address} → ${t.status} in ${t.durationMs.toFixed(1)} ms`,
  ];
  for (const signal of one.signals) {
    lines.push(
      '',
      `${style('yellow', signal.rule)} version ${signal.version}, ${signal.severity}, confidence ${Math.round(signal.confidence * 100)} %`,
      `  ${signal.title}: ${signal.evidence.statement}`,
    );
    if (signal.evidence.excerpt !== undefined) lines.push(...marked(signal.evidence, style));
    for (const c of signal.evidence.counters ?? [])
      lines.push(
        `  ${c.name}: ${c.value}${c.limit === undefined ? '' : ` (limit ${c.limit})`}${c.windowMs === undefined ? '' : ` in ${c.windowMs / 1000} s`}`,
      );
  }
  lines.push(
    '',
    ...one.rules.filter((rule) => rule.state !== 'silent').map((rule) => `${rule.rule}: ${rule.sentence}`),
  );
  if (one.mitigation)
    lines.push(
      `${one.mitigation.id}: block of ${printable(one.mitigation.label)} until ${new Date(one.mitigation.until).toISOString()} (${one.mitigation.state})`,
    );
  for (const finding of one.findings) lines.push(`${finding.id}: ${finding.title} (${finding.state})`);
  lines.push('', 'Reproduce:', `  ${one.curl}`, ...one.replaceInCurl.map((what) => `  put in first: ${what}`));
  return lines.join('\n');
}
