/** The head of an HTTP/1 message: its first line, and the header fields as a flat list of names and values. */
export interface MessageHead {
  readonly line: string;
  readonly headers: string[];
}

export interface RequestLine {
  readonly method: string;
  readonly target: string;
  /** As written, e.g. `HTTP/1.1`; '' when there is none. */
  readonly version: string;
}

/**
 * Reads a head leniently: lines end with or without a carriage return, folded lines (RFC 9112 §5.2) are joined, lines that
 * are no field are left out. Text is latin-1, as on the wire.
 */
export function readHead(text: string): MessageHead {
  const [line = '', ...fields] = text.split(/\r?\n/);
  const headers: string[] = [];
  for (const field of fields) {
    if ((field.startsWith(' ') || field.startsWith('\t')) && headers.length > 0) {
      headers[headers.length - 1] = `${headers.at(-1)} ${field.trim()}`.trim();
      continue;
    }
    const colon = field.indexOf(':');
    if (colon > 0) headers.push(field.slice(0, colon).trimEnd(), field.slice(colon + 1).trim());
  }
  return { line, headers };
}

/** `HTTP/1.1 200 OK`, `HTTP/2 404`; undefined for anything else. */
export function readStatusLine(line: string): { readonly status: number } | undefined {
  const match = /^HTTP\/\d(?:\.\d)? +([1-9]\d\d)(?: |$)/i.exec(line);
  return match ? { status: Number(match[1]) } : undefined;
}

const BLANK_LINE = /\r?\n\r?\n/;

/** Head and body of a message that was written down, HTTP/2 like HTTP/1 with `HTTP/2` in the first line. */
export function takeApart(message: Buffer): { readonly head: string; readonly rest: Buffer } {
  const text = message.toString('latin1');
  const end = BLANK_LINE.exec(text);
  return end
    ? { head: text.slice(0, end.index), rest: message.subarray(end.index + end[0].length) }
    : { head: text.trimEnd(), rest: Buffer.alloc(0) };
}
