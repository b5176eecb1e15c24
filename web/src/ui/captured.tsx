import { visibleText } from '../lib/format.ts';
import styles from './captured.module.css';

interface Props {
  readonly text: string;
  /** Deciding characters as [from, to). */
  readonly mark?: readonly [number, number] | undefined;
}

/** Text an attacker may have written: never as HTML, control and bidirectional characters spelled out, direction isolated. */
export function Captured({ text, mark }: Props) {
  if (mark === undefined) return <bdi className={styles.captured}>{visibleText(text)}</bdi>;
  const [from, to] = mark;
  return (
    <bdi className={styles.captured}>
      {visibleText(text.slice(0, from))}
      <mark>{visibleText(text.slice(from, to))}</mark>
      {visibleText(text.slice(to))}
    </bdi>
  );
}

/** A block of captured text with line numbers left out: it is to be read and copied. */
export function CapturedBlock({
  text,
  label,
  marked,
}: {
  readonly text: string;
  readonly label: string;
  readonly marked?: readonly string[];
}) {
  return (
    <pre className={styles.block} tabIndex={0} role="group" aria-label={label}>
      <bdi>{marked === undefined ? visibleText(text) : withMarks(text, marked)}</bdi>
    </pre>
  );
}

/** Marks each needle where it first stands. */
function withMarks(text: string, needles: readonly string[]) {
  const spots = needles
    .map((needle) => [text.indexOf(needle), needle.length] as const)
    .filter(([at, length]) => at >= 0 && length > 0)
    .toSorted((a, b) => a[0] - b[0]);
  const parts: React.ReactNode[] = [];
  let at = 0;
  for (const [from, length] of spots) {
    if (from < at) continue;
    parts.push(
      visibleText(text.slice(at, from)),
      <mark key={from}>{visibleText(text.slice(from, from + length))}</mark>,
    );
    at = from + length;
  }
  return [...parts, visibleText(text.slice(at))];
}
