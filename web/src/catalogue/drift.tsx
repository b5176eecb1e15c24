import { exactNumber, plural } from '../lib/format.ts';
import { useView } from '../state/url.ts';
import { Panel, PanelNote } from '../ui/panel.tsx';
import { SimpleTable } from '../ui/simple-table.tsx';
import { NothingWrong } from '../ui/states.tsx';
import { Tabs } from '../ui/tabs.tsx';
import styles from './catalogue.module.css';
import { Differences } from './chips.tsx';
import { Matrix, pairKey, PairPlace, type Pair } from './matrix.tsx';

const SHOWN = 500;

/** Where documents and traffic disagree, one by one. */
function Drift({ pairs }: { readonly pairs: readonly Pair[] }) {
  const differing = pairs.filter(({ differences }) => differences.length > 0);
  return (
    <Panel title="Drift" note={plural(differing.length, 'operation')} flush>
      {differing.length === 0 ? (
        <NothingWrong
          title="Nothing differs."
          checked="Fields, types, answers and sign-in of every documented operation that was seen were compared."
        />
      ) : (
        <SimpleTable
          label="Drift"
          rows={differing.slice(0, SHOWN)}
          rowKey={pairKey}
          columns={[
            { title: 'Operation', cell: (pair) => <PairPlace pair={pair} /> },
            { title: 'What differs', cell: ({ differences }) => <Differences differences={differences} /> },
          ]}
        />
      )}
    </Panel>
  );
}

const STATES: readonly (readonly [Pair['state'], string])[] = [
  ['documented', 'Documented'],
  ['undocumented', 'Undocumented'],
  ['never-called', 'Never called'],
  ['unspecified', 'Without specification'],
];

/** The matrix with a filter by state, and below it all that differs. */
export function MatrixAndDrift({ pairs, label }: { readonly pairs: readonly Pair[]; readonly label: string }) {
  const now = useView().get('state') ?? '';
  const shown = pairs.filter(({ state }) => now === '' || state === now);
  const tabs = STATES.map(([value, title]) => ({
    value,
    title,
    count: pairs.filter(({ state }) => state === value).length,
  })).filter(({ value, count }) => count > 0 || value === now);
  return (
    <>
      <Panel title="Documented against seen" note={plural(shown.length, 'row')} flush>
        <div className={styles.inset}>
          <Tabs name="state" label="State" tabs={[{ value: '', title: 'All', count: pairs.length }, ...tabs]} />
        </div>
        {shown.length === 0 ? (
          <NothingWrong title="Nothing here." checked="No operation is in this state." />
        ) : (
          <Matrix pairs={shown.slice(0, SHOWN)} label={label} />
        )}
        {shown.length > SHOWN ? (
          <PanelNote>The first {exactNumber(SHOWN)} rows; choose a state to see fewer.</PanelNote>
        ) : null}
      </Panel>
      <Drift pairs={pairs} />
    </>
  );
}
