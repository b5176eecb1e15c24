import type { ChangeRecord } from '../api/types.gen.ts';
import { Method, Tag } from '../ui/badges.tsx';
import { ObjectLink } from '../ui/link.tsx';
import { Template } from '../ui/template.tsx';
import { Differences } from './chips.tsx';
import { CHANGE_WORDS } from './words.ts';

export function ChangeKind({ kind }: Pick<ChangeRecord, 'kind'>) {
  return <Tag tone={CHANGE_WORDS[kind][1]}>{CHANGE_WORDS[kind][0]}</Tag>;
}

export function ChangedPlace({ change }: { readonly change: ChangeRecord }) {
  return (
    <>
      <Method method={change.method} /> <Template template={change.template} />
      {change.operation === undefined ? null : <span className="quiet"> {change.operation.name}</span>}
    </>
  );
}

/** What changed, whole. */
export function ChangeStory({ change }: { readonly change: ChangeRecord }) {
  if (change.into !== undefined)
    return (
      <>
        went into <ObjectLink kind="endpoint" id={change.into} />
      </>
    );
  if (change.differences.length === 0) return <span className="quiet">{CHANGE_WORDS[change.kind][2]}</span>;
  return <Differences differences={change.differences} more={change.more ?? 0} />;
}
