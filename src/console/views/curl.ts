import type { ExchangeSample, TransactionRecord } from '../../model/index.ts';

/** Set by curl or by the connection itself; sending them again would contradict it. */
const OF_THE_CONNECTION = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What a redactor leaves in place of a secret or of personal data: `~token:9c1f`. */
const PSEUDONYM = /~[a-z][a-z0-9-]*:[^\s"'`&;,<>{}()[\]]*/g;

/** One shell word, whatever it holds. */
const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** Control characters could move the cursor of the terminal they are pasted into. */
const printable = (text: string): string => text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\uFFFD');

/**
 * The request as a curl command through the gateway (where there is none, to its own host), from its redacted copy. `replace` lists the pseudonyms in it that
 * must be replaced by real values before it can show the same.
 */
export function curlFor(
  record: TransactionRecord,
  sample: ExchangeSample | null,
  gateway: string,
): { readonly command: string; readonly replace: readonly string[] } {
  const base = gateway === '' ? `http://${record.host}` : gateway;
  const url = `${base.replace(/\/$/, '')}${record.path}${record.query === '' ? '' : `?${record.query}`}`;
  const parts = ['curl -i --path-as-is'];
  if (record.method !== 'GET') parts.push(`-X ${quoted(record.method)}`);
  const headers = sample?.requestHeaders ?? ['Host', record.host];
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const [name = '', value = ''] = [headers[at], headers[at + 1]];
    if (!OF_THE_CONNECTION.has(name.toLowerCase())) parts.push(`-H ${quoted(`${name}: ${value}`)}`);
  }
  const body = sample?.requestBody ?? '';
  if (body !== '') parts.push(`--data-raw ${quoted(body)}`);
  const command = printable([...parts, quoted(url)].join(' \\\n  '));
  return { command, replace: [...new Set(command.match(PSEUDONYM) ?? [])] };
}
