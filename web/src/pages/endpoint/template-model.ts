import type { EndpointRow } from '../../api/types.gen.ts';

/** The parts of a template between its slashes; what stands before the first is none. */
export const segmentsOf = (template: string): readonly string[] => template.split('/').slice(1);
export const templateOf = (segments: readonly string[]): string => `/${segments.join('/')}`;

export const isParameter = (segment: string): boolean => /^\{[^{}]*\}$/.test(segment);

/** `/users/alice` → `{user}`: named after what stands before it. */
export function suggestedParameter(segments: readonly string[], at: number): string {
  const before = segments[at - 1] ?? '';
  const word = isParameter(before) ? '' : before.replaceAll(/[^A-Za-z0-9]/g, '');
  const single = word.replace(/ies$/, 'y').replace(/([^s])s$/, '$1');
  return single === '' || /^v\d+$/.test(single) ? '{value}' : `{${single}}`;
}

/** What one segment becomes so that it stands for this one and that of a sibling. */
export function mergedSegment(segments: readonly string[], at: number, other: string): string {
  const own = segments[at] ?? '';
  if (isParameter(own)) return own;
  return isParameter(other) ? other : suggestedParameter(segments, at);
}

/** An endpoint whose template differs in one segment alone. */
export interface Sibling {
  readonly row: EndpointRow;
  /** Which segment differs, and what stands there. */
  readonly at: number;
  readonly segment: string;
}

/** Endpoints that one changed segment would merge with this one; each template once. */
export function siblingsOf(template: string, host: string, rows: readonly EndpointRow[]): readonly Sibling[] {
  const own = segmentsOf(template);
  const seen = new Set<string>([template]);
  return rows.flatMap((row): readonly Sibling[] => {
    if (row.host !== host || seen.has(row.template)) return [];
    const other = segmentsOf(row.template);
    if (other.length !== own.length) return [];
    const differing = own.flatMap((segment, index) => (segment === other[index] ? [] : [index]));
    const [at] = differing;
    if (at === undefined || differing.length > 1) return [];
    seen.add(row.template);
    return [{ row, at, segment: other[at] ?? '' }];
  });
}
