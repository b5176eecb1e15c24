import type { Context } from '../context.ts';
import type { Client } from '../../app/index.ts';
import { EXIT } from '../exit-codes.ts';
import { printable, type Style } from '../output.ts';

const fetchExplanation = (client: Client, id: string) => client.call('explain', { params: { id } });
type Explanation = Awaited<ReturnType<typeof fetchExplanation>>;

export async function explain(context: Context, [id = '']: readonly string[]): Promise<number> {
  const explanation = await fetchExplanation(context.client(), id);
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

/** The masked excerpt with the deciding characters underlined. */
function marked(evidence: Explanation['signals'][number]['evidence'], style: Style): string[] {
  const excerpt = printable(evidence.excerpt ?? '');
  const [from, to] = evidence.mark ?? [0, 0];
  const place = `  ${evidence.part ?? ''} ${printable(evidence.name ?? '')}: `;
  return [
    `${place}${excerpt.slice(0, from)}${style('red', excerpt.slice(from, to))}${excerpt.slice(to)}`,
    `${' '.repeat(place.length + from)}${'^'.repeat(Math.max(0, to - from))}`,
  ];
}
