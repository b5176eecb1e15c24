/**
 * Templates compared by structure: `/users/{id}` and `/users/{name}/` are the same. A parameter may be a part of a
 * segment (`{id}.json`, `{lat},{lon}`); `{path*}`, `{path+}`, `{*path}`, `*` and `**` at the end take all that follows.
 */

/** A segment without the names of its parameters: `users`, `{}`, `{}.json`; `{*}` takes the rest of the path. */
export type TemplateShape = readonly string[];

const REST = '{*}';

export function templateShape(template: string): TemplateShape {
  const segments = template.split('/').filter((segment) => segment !== '');
  return segments.map((segment, index) => {
    if (index === segments.length - 1 && /^(\*{1,2}|\{\*\w*\}|\{\w*[*+]\})$/.test(segment)) return REST;
    return segment.replace(/\{[^{}]*\}/g, '{}');
  });
}

/** One text for all templates of the same structure. */
export const shapeKey = (template: string): string => `/${templateShape(template).join('/')}`;

/** Whether both have the same literals and parameters at the same places. */
export const sameTemplate = (a: string, b: string): boolean => shapeKey(a) === shapeKey(b);

/** Whether every path of `narrow` is one of `wide`: `/users/{id}` covers `/users/me` and itself. */
export function coversTemplate(wide: string, narrow: string): boolean {
  const outer = templateShape(wide);
  const inner = templateShape(narrow);
  for (const [index, segment] of outer.entries()) {
    if (segment === REST) return inner.length > index;
    const other = inner[index];
    if (other === undefined || !coversSegment(segment, other)) return false;
  }
  return outer.length === inner.length;
}

/** Whether a segment of one shape takes in all that a segment of another does. */
export function coversSegment(wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  if (narrow === REST || !wide.includes('{}')) return false;
  if (wide === '{}') return true;
  const parts = wide.split('{}');
  const first = parts[0] as string;
  const last = parts.at(-1) as string;
  if (narrow.length < first.length + last.length || !narrow.startsWith(first) || !narrow.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = narrow.indexOf(part, at + 1);
    if (found === -1) return false;
    at = found + part.length;
  }
  return narrow.length - last.length > at;
}
