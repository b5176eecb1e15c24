import type { Evidence } from '../../model/index.ts';
import { printable, type Style } from '../output.ts';

/** The masked excerpt with the deciding characters underlined. */
export function marked(evidence: Pick<Evidence, 'excerpt' | 'mark' | 'part' | 'name'>, style: Style): string[] {
  const excerpt = printable(evidence.excerpt ?? '');
  const [from, to] = evidence.mark ?? [0, 0];
  const place = `  ${evidence.part ?? ''} ${printable(evidence.name ?? '')}: `;
  return [
    `${place}${excerpt.slice(0, from)}${style('red', excerpt.slice(from, to))}${excerpt.slice(to)}`,
    `${' '.repeat(place.length + from)}${'^'.repeat(Math.max(0, to - from))}`,
  ];
}
