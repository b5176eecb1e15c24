/** Where a request went: scheme, host (lower case, '' when not told) and target in origin form. */
export interface Destination {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly target: string;
}

const SCHEMES: Readonly<Record<string, 'http' | 'https'>> = { http: 'http', https: 'https', ws: 'http', wss: 'https' };

/** Characters that never stand in a target on the wire become percent-encoded UTF-8, as clients send them. */
export function wireTarget(text: string): string {
  return text.replace(/[^\x21-\x7e]+/g, (run) =>
    Buffer.from(run, 'utf8').reduce((all, byte) => `${all}%${byte.toString(16).toUpperCase().padStart(2, '0')}`, ''),
  );
}

/** Taken apart by hand: `new URL()` would rewrite dots, backslashes and escapes that matter here. Undefined when not HTTP. */
export function readUrl(url: string): Destination | undefined {
  const match = /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)([^#]*)/i.exec(url);
  const scheme = SCHEMES[match?.[1]?.toLowerCase() ?? ''];
  if (!match || !scheme) return undefined;
  const authority = match[2] ?? '';
  const rest = match[3] ?? '';
  return {
    scheme,
    host: authority.slice(authority.lastIndexOf('@') + 1).toLowerCase(),
    target: wireTarget(rest.startsWith('/') ? rest : `/${rest}`),
  };
}

/** `HTTP/1.1`, `http/2.0`, `h2`, `h3` as `1.1`, `2.0`, `3.0`; `1.1` where nothing is told. */
export function readHttpVersion(text: unknown): string {
  const match = /^(?:http\/|h)(\d)(?:\.(\d))?$/i.exec(typeof text === 'string' ? text.trim() : '');
  return match ? `${match[1]}.${match[2] ?? '0'}` : '1.1';
}

/** RFC 9110 §5.6.2. */
export const isMethod = (text: unknown): text is string =>
  typeof text === 'string' && /^[!#$%&'*+.^_`|~\w-]{1,40}$/.test(text);
