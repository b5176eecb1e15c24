import { useCall } from '../../api/hooks.ts';
import type { Calls } from '../../api/types.gen.ts';
import { instantOf } from '../../state/range.ts';
import { Figure, Figures } from '../../ui/figure.tsx';

type Facets = Calls['endpoints']['answer']['facets'];
const countOf = (facets: Facets | undefined, facet: string, value: string): number | null =>
  facets === undefined ? null : (facets[facet]?.[value] ?? 0);

const NEW_SINCE = 'now-7d';

/** The state of the inventory; each figure opens the list that has exactly so many rows. */
export function InventoryFigures() {
  const all = useCall('endpoints', () => ({ query: { limit: 1 } }), ['figures']);
  const young = useCall('endpoints', () => ({ query: { limit: 1, newSince: instantOf(NEW_SINCE, Date.now()) ?? 0 } }), [
    'figures',
    NEW_SINCE,
  ]);
  const orphans = useCall('orphans', () => ({}), []);
  const { facets, total } = all.data ?? {};
  const exact = total?.exact ?? true;
  return (
    <Figures label="Figures">
      <Figure title="Endpoints" value={total?.value ?? null} exact={exact} to="/inventory" />
      <Figure
        title="Undocumented"
        value={countOf(facets, 'class', 'shadow')}
        exact={exact}
        to="/inventory?class=shadow"
        tone="high"
      />
      <Figure
        title="Retired, still called"
        value={countOf(facets, 'class', 'zombie')}
        exact={exact}
        to="/inventory?class=zombie"
        tone="high"
      />
      <Figure title="Never called" value={orphans.data?.rows.length ?? null} to="/inventory?tab=uncalled" />
      <Figure
        title="Without sign-in"
        value={countOf(facets, 'authentication', 'none')}
        exact={exact}
        to="/inventory?authentication=none"
      />
      <Figure
        title="With sensitive data"
        value={countOf(facets, 'sensitive', 'true')}
        exact={exact}
        to="/inventory?sensitive=true"
      />
      <Figure title="Nobody’s" value={countOf(facets, 'owned', 'false')} exact={exact} to="/inventory?owned=false" />
      <Figure
        title="New in 7 days"
        value={young.data?.total.value ?? null}
        exact={young.data?.total.exact ?? true}
        to={`/inventory?newSince=${NEW_SINCE}`}
      />
    </Figures>
  );
}
