import type { Evidence, Sample } from '../api/types.gen.ts';
import { CapturedBlock } from './captured.tsx';
import styles from './exchange.module.css';

interface Props {
  readonly requestLine: string;
  readonly statusLine: string;
  readonly sample: Sample | null;
  readonly evidence?: readonly Evidence[];
}

/** Headers come as a flat list: name, value, name, value. */
function lines(headers: readonly string[]): string {
  const out: string[] = [];
  for (let index = 0; index < headers.length; index += 2)
    out.push(`${headers[index] ?? ''}: ${headers[index + 1] ?? ''}`);
  return out.join('\n');
}

/** A value as it may stand on the wire: plain, percent-encoded in the two usual ways, or inside JSON. */
const wireForms = (text: string): readonly string[] => {
  const encoded = encodeURIComponent(text.toWellFormed());
  return [text, encoded, encoded.replaceAll('%20', '+'), JSON.stringify(text).slice(1, -1)];
};

/** The deciding characters of each piece of evidence. */
const decisive = (evidence: readonly Evidence[]): readonly string[] =>
  evidence.flatMap(({ excerpt, mark }) =>
    excerpt === undefined || mark === undefined ? [] : wireForms(excerpt.slice(mark[0], mark[1])),
  );

function message(first: string, headers: readonly string[], body: string | null): string {
  return [first, lines(headers), '', body ?? ''].join('\n').trimEnd();
}

/** Request and response as kept: secrets and personal data replaced at capture, deciding characters marked. */
export function Exchange({ requestLine, statusLine, sample, evidence = [] }: Props) {
  if (sample === null)
    return (
      <p className="quiet">
        No copy was kept of this request: only requests with signals and a sample of the rest are kept.
      </p>
    );
  const marked = decisive(evidence);
  return (
    <div className={styles.pair}>
      <div>
        <h3>Request</h3>
        <CapturedBlock
          label="Request"
          text={message(requestLine, sample.requestHeaders, sample.requestBody)}
          marked={marked}
        />
      </div>
      <div>
        <h3>Response</h3>
        <CapturedBlock
          label="Response"
          text={message(statusLine, sample.responseHeaders, sample.responseBody)}
          marked={marked}
        />
      </div>
    </div>
  );
}
