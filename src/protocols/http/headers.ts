/** First value of a header by lower-case name in a flat list name, value, name, value … */
export function headerValue(headers: readonly string[], name: string): string | undefined {
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const candidate = headers[i] ?? '';
    if (candidate.length === name.length && candidate.toLowerCase() === name) return headers[i + 1];
  }
  return undefined;
}

/** Media type in lower case without parameters, or ''. */
export function mediaType(headers: readonly string[]): string {
  const value = headerValue(headers, 'content-type');
  if (value === undefined) return '';
  const end = value.indexOf(';');
  return (end < 0 ? value : value.slice(0, end)).trim().toLowerCase();
}

/** A parameter of a header value such as `charset` or `boundary`, unquoted; names are matched without case. */
export function headerParameter(value: string, name: string): string | undefined {
  let at = value.indexOf(';');
  while (at >= 0) {
    const equals = value.indexOf('=', at);
    if (equals < 0) return undefined;
    const key = value
      .slice(at + 1, equals)
      .trim()
      .toLowerCase();
    const [text, next] = parameterValue(value, equals + 1);
    if (key === name) return text;
    at = value.indexOf(';', next);
  }
  return undefined;
}

/**
 * A token or quoted string (RFC 9110 §5.6) that begins at `from`, with the position behind it. Only quotes are unescaped:
 * browsers send the backslashes of a file name as they are.
 */
function parameterValue(value: string, from: number): readonly [string, number] {
  let start = from;
  while (value[start] === ' ' || value[start] === '\t') start++;
  if (value[start] !== '"') {
    const semicolon = value.indexOf(';', start);
    const end = semicolon < 0 ? value.length : semicolon;
    return [value.slice(start, end).trim(), end];
  }
  let end = start + 1;
  while (end < value.length && value[end] !== '"') end += value[end] === '\\' ? 2 : 1;
  return [value.slice(start + 1, end).replaceAll('\\"', '"'), end + 1];
}
