import { useCall } from '../../api/hooks.ts';
import type { Calls } from '../../api/types.gen.ts';
import { exactNumber, plural } from '../../lib/format.ts';
import { Method } from '../../ui/badges.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Template } from '../../ui/template.tsx';
import styles from './endpoint.module.css';

type Preview = Calls['previewTemplate']['answer'];

const KINDS: Readonly<Record<Preview['kind'], string>> = {
  merge: 'Merges endpoints into one',
  split: 'Sets a word apart as an endpoint of its own',
  rename: 'Renames a parameter',
  apart: 'Keeps the template as it is, whatever is learned later',
};

function Side({ title, rows }: { readonly title: string; readonly rows: Preview['before'] }) {
  return (
    <div>
      <p className="quiet">
        {title}: {plural(rows.length, 'endpoint')}
      </p>
      <SimpleTable
        label={title}
        rows={rows}
        rowKey={({ method, template }) => `${method} ${template}`}
        columns={[
          {
            title: 'Endpoint',
            cell: ({ method, template }) => (
              <>
                <Method method={method} /> <Template template={template} />
              </>
            ),
          },
          { title: 'Requests', align: 'end', cell: ({ requests }) => exactNumber(requests) },
        ]}
      />
    </div>
  );
}

/** What a template would make of the endpoints, before anything is changed. */
export function TemplatePreview({ id, template }: { readonly id: string; readonly template: string }) {
  const preview = useCall('previewTemplate', () => ({ params: { id }, body: { template } }), [id, template]);
  return (
    <Loaded query={preview} lines={3}>
      {({ kind, before, after }) => (
        <div role="status" className={styles.preview}>
          <p>
            <strong>{KINDS[kind]}.</strong>{' '}
            {kind === 'split' ? 'Requests that cannot be told apart any more stay with the parameter.' : ''}
          </p>
          <div className={styles.sides}>
            <Side title="Now" rows={before} />
            <Side title="Then" rows={after} />
          </div>
        </div>
      )}
    </Loaded>
  );
}
