import { activeCommands } from '../state/keys.ts';
import { usePref } from '../state/prefs.ts';
import { Dialog } from '../ui/dialog.tsx';
import styles from './key-sheet.module.css';

const shown = (keys: string): readonly string[] =>
  keys.replace('Mod+k', /Mac/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K').split(' ');

/** Everything that can be pressed on this page, by group. */
export function KeySheet({ opened, close }: { readonly opened: boolean; close(): void }) {
  const single = usePref('keys');
  const groups = Map.groupBy(opened ? activeCommands() : [], ({ group }) => group);
  return (
    <Dialog opened={opened} close={close} title="Keys on this page" size="44rem">
      {single === 'off' ? (
        <p className="quiet">Single keys are switched off; the menu at the top right switches them on.</p>
      ) : null}
      <div className={styles.groups}>
        {[...groups].map(([group, commands]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {commands.map(({ keys, does }) => (
                <div key={keys} className={styles.row}>
                  <dt>
                    {shown(keys).map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
