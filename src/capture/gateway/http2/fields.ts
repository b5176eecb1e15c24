import type { OutgoingHttpHeaders } from 'node:http2';

/** Lines of HTTP/1.1 that have no place in HTTP/2 (RFC 9113 §8.2.2). */
const CONNECTION_SPECIFIC = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
]);

/** Appends header lines in lower case, without those of `drop` and those that concern an HTTP/1.1 connection alone. */
export function addFields(fields: string[], lines: readonly string[], drop?: string): string[] {
  for (let i = 0; i < lines.length; i += 2) {
    const name = (lines[i] ?? '').toLowerCase();
    if (name !== drop && !CONNECTION_SPECIFIC.has(name)) fields.push(name, lines[i + 1] ?? '');
  }
  return fields;
}

/** The shape Node wants trailers and 1xx in: repeated names as a list. */
export function fieldObject(lines: readonly string[]): OutgoingHttpHeaders {
  const fields = addFields([], lines);
  const values = new Map<string, string[]>();
  for (let i = 0; i < fields.length; i += 2) {
    const name = fields[i] ?? '';
    const list = values.get(name);
    if (list === undefined) values.set(name, [fields[i + 1] ?? '']);
    else list.push(fields[i + 1] ?? '');
  }
  return Object.fromEntries([...values].map(([name, list]) => [name, list.length === 1 ? list[0] : list]));
}

/** A flat list without its pseudo-headers. */
export function withoutPseudo(raw: readonly string[]): string[] {
  const lines: string[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] ?? '';
    if (!name.startsWith(':')) lines.push(name, raw[i + 1] ?? '');
  }
  return lines;
}
