import { LIMITS } from '../../model/index.ts';

/** Real templates end at about 14 segments; deeper paths are not learned. */
export const DEEPEST = 24;

/**
 * The segments of a raw path: empty ones dropped (`//`, trailing slash), matrix parameters such as `;jsessionid=…` cut
 * (RFC 3986 section 3.3), each bounded in length; at most one more than `DEEPEST`. Percent-encoding stays as sent.
 */
export function splitPath(path: string): string[] {
  const segments: string[] = [];
  let start = path.charCodeAt(0) === 47 ? 1 : 0;
  while (start <= path.length && segments.length <= DEEPEST) {
    let end = path.indexOf('/', start);
    if (end === -1) end = path.length;
    const segment = withoutMatrix(path, start, end);
    if (segment !== '')
      segments.push(segment.length > LIMITS.segmentChars ? segment.slice(0, LIMITS.segmentChars) : segment);
    start = end + 1;
  }
  return segments;
}

/** `a;v=1` is `a`; a semicolon without `=` behind it belongs to the value (`1;2`). */
function withoutMatrix(path: string, start: number, end: number): string {
  const semicolon = path.indexOf(';', start);
  if (semicolon === -1 || semicolon >= end) return path.slice(start, end);
  const equals = path.indexOf('=', semicolon);
  return equals === -1 || equals >= end ? path.slice(start, end) : path.slice(start, semicolon);
}

/** Percent-decoded for judging; malformed escapes, and a slash in front, which only pseudonyms have, leave it as it is. */
export function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    const decoded = decodeURIComponent(segment);
    return decoded.startsWith('/') ? segment : decoded;
  } catch {
    return segment;
  }
}
