import { instantOf } from '../../state/range.ts';

/** One thing a list can be filtered by. Its name is the same in the URL and in the API. */
export interface Field {
  readonly name: string;
  readonly title: string;
  /** Closed set of values; left out where any text may stand. */
  readonly values?: readonly string[];
  /** Several values at once, separated by commas: any of them. */
  readonly many?: boolean;
  /** An instant: `now-24h`, ISO, or milliseconds. */
  readonly time?: boolean;
  readonly label?: (value: string) => string;
  /** Values that occur are offered with their counts, though only one may stand. */
  readonly counted?: boolean;
}

export interface Token {
  readonly field: Field;
  readonly value: string;
}

export type Get = (name: string) => string | undefined;

/** The filters in force, one token for each value. */
export function tokensOf(fields: readonly Field[], get: Get): readonly Token[] {
  return fields.flatMap((field) => {
    const text = get(field.name);
    if (text === undefined) return [];
    return (field.many === true ? text.split(',').filter((value) => value !== '') : [text]).map((value) => ({
      field,
      value,
    }));
  });
}

/** The new text of a field with one value more; undefined when nothing is left. */
export function withValue(field: Field, now: string | undefined, value: string): string | undefined {
  if (field.many !== true || now === undefined) return value;
  const values = now.split(',');
  return values.includes(value) ? now : [...values, value].join(',');
}

export function withoutValue(field: Field, now: string | undefined, value: string): string | undefined {
  if (field.many !== true || now === undefined) return undefined;
  const left = now.split(',').filter((entry) => entry !== value);
  return left.length === 0 ? undefined : left.join(',');
}

/** Every value of a closed list but one: how such a list leaves a value out. */
export function allBut(values: readonly string[], now: string | undefined, value: string): string {
  return (now === undefined ? values : now.split(',')).filter((entry) => entry !== value).join(',');
}

/**
 * What was typed, as changes of the URL: `status:5xx method:GET /v1/orders`. Words without a field go to `textField`.
 * Unknown fields are named, so that a typing error is not silently searched for.
 */
export function parseFilter(
  text: string,
  fields: readonly Field[],
  textField: string,
  get: Get,
): { readonly changes: Readonly<Record<string, string | undefined>>; readonly unknown: readonly string[] } {
  const changes: Record<string, string | undefined> = {};
  const unknown: string[] = [];
  const words: string[] = [];
  for (const word of text
    .trim()
    .split(/\s+/)
    .filter((part) => part !== '')) {
    const [, name, value] = /^([A-Za-z]+):(.+)$/.exec(word) ?? [];
    const field = fields.find(
      (entry) => entry.name.toLowerCase() === name?.toLowerCase() || entry.title.toLowerCase() === name?.toLowerCase(),
    );
    if (name === undefined || value === undefined) words.push(word);
    else if (field === undefined) unknown.push(name);
    else changes[field.name] = withValue(field, changes[field.name] ?? get(field.name), value);
  }
  if (words.length > 0) changes[textField] = words.join(' ');
  return { changes, unknown };
}

/** The filters as the API takes them. Instants become milliseconds; text that is none is left out. */
export function toQuery(fields: readonly Field[], get: Get, now: number): Readonly<Record<string, string | number>> {
  const query: Record<string, string | number> = {};
  for (const field of fields) {
    const text = get(field.name);
    if (text === undefined) continue;
    const value = field.time === true ? instantOf(text, now) : text;
    if (value !== undefined) query[field.name] = value;
  }
  return query;
}
