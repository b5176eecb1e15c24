import type { Difference } from '../api/types.gen.ts';
import { exactNumber } from '../lib/format.ts';
import { Method, Tag } from '../ui/badges.tsx';
import { Icon } from '../ui/icon.tsx';
import { A, objectPath } from '../ui/link.tsx';
import { SimpleTable, type SimpleColumn } from '../ui/simple-table.tsx';
import { Template } from '../ui/template.tsx';
import styles from './catalogue.module.css';
import { EFFECTS, isAboutFields, isAboutSignIn, worstFirst } from './words.ts';

/** A documented operation, an endpoint seen, or both. */
export interface Pair {
  readonly method: string;
  readonly template: string;
  readonly operation?: { readonly name: string };
  readonly state: 'documented' | 'undocumented' | 'never-called' | 'unspecified';
  readonly endpoint?: string;
  readonly specification?: string;
  readonly seenAs?: string;
  readonly requests: number;
  readonly differences: readonly Difference[];
}

const yes = (word: string) => (
  <span className={styles.yes}>
    <Icon name="check" size={14} /> {word}
  </span>
);

function Documented({ pair }: { readonly pair: Pair }) {
  switch (pair.state) {
    case 'undocumented':
      return <Tag tone="high">no</Tag>;
    case 'unspecified':
      return <span className="quiet">no specification</span>;
    default:
      return yes('yes');
  }
}

function Agreement({ pair, about }: { readonly pair: Pair; about(difference: Difference): boolean }) {
  if (pair.state !== 'documented') return <span className="quiet">–</span>;
  const differences = worstFirst(pair.differences.filter(about));
  const [worst] = differences;
  if (worst === undefined) return yes('agrees');
  return (
    <span title={differences.map(({ at, statement }) => `${at} ${statement}`).join('\n')}>
      <Tag tone={EFFECTS[worst.effect]}>{differences.length === 1 ? '1 differs' : `${differences.length} differ`}</Tag>
    </span>
  );
}

export function PairPlace({ pair }: { readonly pair: Pair }) {
  const name = (
    <>
      <Method method={pair.method} /> <Template template={pair.template} />
      {pair.operation === undefined ? null : <span className="quiet"> {pair.operation.name}</span>}
    </>
  );
  return (
    <>
      {pair.endpoint === undefined ? name : <A to={objectPath('endpoint', pair.endpoint)}>{name}</A>}
      {pair.seenAs === undefined ? null : (
        <div className="quiet">
          seen as <Template template={pair.seenAs} />
        </div>
      )}
    </>
  );
}

const COLUMNS: readonly SimpleColumn<Pair>[] = [
  { title: 'Endpoint', cell: (pair) => <PairPlace pair={pair} /> },
  { title: 'Documented', cell: (pair) => <Documented pair={pair} /> },
  {
    title: 'Seen',
    cell: ({ endpoint, requests }) =>
      endpoint === undefined ? <Tag tone="medium">never</Tag> : yes(`${exactNumber(requests)} requests`),
  },
  { title: 'Sign-in', cell: (pair) => <Agreement pair={pair} about={isAboutSignIn} /> },
  { title: 'Fields', cell: (pair) => <Agreement pair={pair} about={isAboutFields} /> },
  {
    title: 'Otherwise',
    cell: (pair) => (
      <Agreement pair={pair} about={(difference) => !isAboutSignIn(difference) && !isAboutFields(difference)} />
    ),
  },
];

export const pairKey = (pair: Pair): string =>
  `${pair.specification ?? ''} ${pair.endpoint ?? ''} ${pair.method} ${pair.template} ${pair.operation?.name ?? ''}`;

/** Documents against traffic, one row for each pair: holes are what is missing on one side. */
export function Matrix({ pairs, label }: { readonly pairs: readonly Pair[]; readonly label: string }) {
  return <SimpleTable label={label} rows={pairs} rowKey={pairKey} columns={COLUMNS} />;
}
