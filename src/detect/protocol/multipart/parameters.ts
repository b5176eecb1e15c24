export interface Parameter {
  /** Lower case. */
  readonly name: string;
  /** Unquoted; backslashes stay, as browsers mean them (`C:\a.txt`), except before a quote. */
  readonly value: string;
}

/** Parameters of a header value such as Content-Disposition, at most; honest ones have one or two. */
const MOST = 16;

/**
 * All parameters of a header value in their order, repeated ones too: which of two a server takes is what rules ask about.
 * Never throws; damaged quoting ends with the value.
 */
export function readParameters(header: string): readonly Parameter[] {
  const found: Parameter[] = [];
  let at = header.indexOf(';');
  for (let steps = 0; at >= 0 && steps < MOST; steps++) {
    const equals = header.indexOf('=', at);
    if (equals < 0) break;
    const semicolon = header.indexOf(';', at + 1);
    if (semicolon >= 0 && semicolon < equals) {
      at = semicolon;
      continue;
    }
    const name = header
      .slice(at + 1, equals)
      .trim()
      .toLowerCase();
    const [value, end] = readValue(header, equals + 1);
    found.push({ name, value });
    at = header.indexOf(';', end);
  }
  return found;
}

function readValue(header: string, from: number): readonly [string, number] {
  let start = from;
  while (header[start] === ' ' || header[start] === '\t') start++;
  const quote = header[start];
  if (quote !== '"') {
    const semicolon = header.indexOf(';', start);
    const end = semicolon < 0 ? header.length : semicolon;
    return [header.slice(start, end).trim(), end];
  }
  let end = start + 1;
  while (end < header.length && header[end] !== '"') end += header[end] === '\\' && header[end + 1] === '"' ? 2 : 1;
  return [header.slice(start + 1, end).replaceAll('\\"', '"'), Math.min(end + 1, header.length)];
}
