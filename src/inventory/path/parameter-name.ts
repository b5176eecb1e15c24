import { readWord } from './word-form.ts';

/**
 * A name for a parameter from the literal before it: `/users/{userId}`, `/apps/{app}`, `/by-slug/{slug}`. Unique in its template;
 * `taken` are the names before it.
 */
export function parameterName(before: string | undefined, type: string, taken: readonly string[]): string {
  const base = LOOKED_UP_BY.test(before ?? '')
    ? singular(before?.slice(3))
    : `${singular(before)}${SUFFIX[type] ?? 'Id'}`;
  const name = base.charAt(0).toLowerCase() + base.slice(1);
  if (!taken.includes(name)) return name;
  for (let count = 2; ; count++) if (!taken.includes(`${name}${count}`)) return `${name}${count}`;
}

/** Says itself what the value is. */
const LOOKED_UP_BY = /^by[-_][a-z][\w-]*$/;

const SUFFIX: Readonly<Record<string, string>> = {
  date: 'Date',
  'date-time': 'Time',
  email: 'Email',
  ip: 'Address',
  locale: 'Locale',
  code: 'Code',
  handle: 'Name',
  'numbered-slug': 'Slug',
  'long-slug': 'Slug',
  'two-words': 'Name',
  word: 'Name',
  plural: 'Name',
  number: 'Value',
  format: 'Format',
};

function singular(segment: string | undefined): string {
  const parts = segment === undefined ? [] : readWord(segment).parts.filter((part) => /^[a-z][a-z0-9]*$/.test(part));
  const last = parts.at(-1);
  if (last === undefined) return '';
  const words = [...parts.slice(0, -1), singularWord(last)];
  return words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
}

const IRREGULAR: Readonly<Record<string, string>> = {
  people: 'person',
  children: 'child',
  men: 'man',
  women: 'woman',
  indices: 'index',
  vertices: 'vertex',
  criteria: 'criterion',
  statuses: 'status',
  addresses: 'address',
};

function singularWord(word: string): string {
  const irregular = IRREGULAR[word];
  if (irregular !== undefined) return irregular;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return /[^siu]s$/.test(word) ? word.slice(0, -1) : word;
}
