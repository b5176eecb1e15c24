import { useCall } from '../../api/hooks.ts';
import { CorrectionTable } from '../../catalogue/corrections.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Loaded, NothingWrong } from '../../ui/states.tsx';

/** Templates that owners set right, each with its undo. */
export function Corrections() {
  const corrections = useCall('corrections', () => ({}), []);
  return (
    <Panel title="Corrected templates" note="in the order they were made; they hold until undone" flush>
      <Loaded query={corrections}>
        {({ rows }) =>
          rows.length === 0 ? (
            <NothingWrong
              title="No template was corrected."
              checked="Templates follow the evidence; an endpoint’s page tells it and takes corrections."
            />
          ) : (
            <CorrectionTable rows={rows} />
          )
        }
      </Loaded>
    </Panel>
  );
}
