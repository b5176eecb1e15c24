import { LIMITS } from '../../../model/index.ts';
import { asList, asObject, asScalar } from '../loose.ts';

/** Values by name. */
export type Variables = ReadonlyMap<string, string>;

/** Variables may hold variables; a ring of them ends here. */
const PASSES = 8;
const REFERENCE = /\{\{([^{}]*)\}\}/g;

/** `around` with those of a list `[{key, value, disabled}]` over it. What has no value is none. */
export function withVariables(around: Variables, list: unknown): Variables {
  const own = asList(list)
    .map(asObject)
    .filter((one) => one['disabled'] !== true && one['enabled'] !== false)
    .map((one): [string, string] => [asScalar(one['key']) || asScalar(one['id']), asScalar(one['value'])])
    .filter(([key, value]) => key !== '' && value !== '');
  return own.length === 0 ? around : new Map([...around, ...own]);
}

/** One pass; undefined when nothing was replaced or the text grows over its bound. */
function fillOnce(text: string, variables: Variables): string | undefined {
  const parts: string[] = [];
  let size = text.length;
  let from = 0;
  for (const match of text.matchAll(REFERENCE)) {
    const value = variables.get((match[1] ?? '').trim());
    if (value === undefined) continue;
    size += value.length - match[0].length;
    if (size > LIMITS.collectionTextChars) return undefined;
    parts.push(text.slice(from, match.index), value);
    from = match.index + match[0].length;
  }
  return parts.length === 0 ? undefined : parts.join('') + text.slice(from);
}

/** `text` with each `{{name}}` that has a value replaced by it; the others stay. */
export function fill(text: string, variables: Variables): string {
  let filled = text;
  for (let pass = 0; pass < PASSES; pass++) {
    const next = fillOnce(filled, variables);
    if (next === undefined) break;
    filled = next;
  }
  return filled;
}

/** The name of a parameter that stands for an open value. */
export const placeholder = (name: string): string => `{${name.trim().replaceAll(/[^\w.-]+/g, '') || 'value'}}`;

/** `{{name}}` that nothing filled becomes the placeholder `{name}`. */
export const openPlaces = (text: string): string => text.replace(REFERENCE, (_all, name: string) => placeholder(name));

/** The same where JSON expects a value: `{"id": {{id}}}` would be no JSON with a bare placeholder. */
export const openJsonPlaces = (text: string): string =>
  openPlaces(
    text.replace(
      /([:,[]\s*)\{\{([^{}]*)\}\}(?=\s*[,}\]])/g,
      (_all, before: string, name: string) => `${before}"${placeholder(name)}"`,
    ),
  );
