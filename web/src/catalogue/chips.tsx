import type { Difference } from '../api/types.gen.ts';
import { Tag } from '../ui/badges.tsx';
import { Captured } from '../ui/captured.tsx';
import styles from './catalogue.module.css';
import { CLASS_WORDS, EFFECTS, worstFirst, type EndpointClass } from './words.ts';

export function ClassTag({ name }: { readonly name: EndpointClass }) {
  const [meaning, tone] = CLASS_WORDS[name];
  return (
    <span title={meaning}>
      <Tag tone={tone}>{name}</Tag>
    </span>
  );
}

export function ClassTags({ classes }: { readonly classes: readonly EndpointClass[] }) {
  if (classes.length === 0) return <span className="quiet">not judged</span>;
  return (
    <span className={styles.chips}>
      {classes.map((name) => (
        <ClassTag key={name} name={name} />
      ))}
    </span>
  );
}

export function Owner({ owner }: { readonly owner: string | null }) {
  return owner === null ? <span className="quiet">nobody</span> : <>{owner}</>;
}

/** Differences one by one, those that break clients first. */
export function Differences({
  differences,
  more = 0,
}: {
  readonly differences: readonly Difference[];
  readonly more?: number;
}) {
  return (
    <ul className={styles.differences}>
      {worstFirst(differences).map((difference) => (
        <li key={`${difference.rule} ${difference.at} ${difference.statement}`} className={styles.difference}>
          <Tag tone={EFFECTS[difference.effect]}>{difference.effect}</Tag>
          <span>
            <Captured text={difference.at} /> {difference.statement}
          </span>
        </li>
      ))}
      {more > 0 ? <li className="quiet">and {more} more</li> : null}
    </ul>
  );
}
