import { plural } from '../lib/format.ts';
import { CapturedBlock } from './captured.tsx';
import { CopyButton } from './copy.tsx';
import { Panel } from './panel.tsx';

/** The request again, from the redacted copy. */
export function CurlPanel({ curl, replace = [] }: { readonly curl: string; readonly replace?: readonly string[] }) {
  return (
    <Panel
      title="Reproduce"
      note={
        replace.length === 0
          ? 'as kept'
          : `replace ${plural(replace.length, 'placeholder')} first: ${replace.join(', ')}`
      }
      actions={<CopyButton text={curl} label="Copy as curl" />}
    >
      <CapturedBlock label="curl command" text={curl} />
    </Panel>
  );
}
