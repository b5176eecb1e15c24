/**
 * What a path segment looks like. A **strong** type is a form that only a machine writes for an identifier (uuid, long
 * number, random token): one sight of it is evidence enough for a parameter. All else is judged by content.
 */
export const STRONG_TYPES = [
  'integer',
  'number',
  'uuid',
  'ulid',
  'hex',
  'token',
  'prefixed',
  'date',
  'date-time',
  'email',
  'ip',
  'locale',
  'composite',
  'placeholder',
] as const;
export type StrongType = (typeof STRONG_TYPES)[number];

/** `suffix` is a literal file extension after the value, with its dot: `{id}.json`. */
export interface StrongShape {
  readonly type: StrongType;
  readonly suffix: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;
const INTEGER = /^-?\d+$/;
const NUMBER = /^-?\d+\.\d+$/;
const HEX = /^[0-9a-f]{7,}$/i;
const DATE = /^(19|20)\d\d-[01]\d(-[0-3]\d)?$/;
const DATE_TIME = /^(19|20)\d\d-?[01]\d-?[0-3]\d[T ]\d\d/;
const EMAIL = /^[^@\s/]{1,64}@[^@\s/]+\.[a-z]{2,}$/i;
const IPV4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const LOCALE = /^[a-z]{2}[-_][A-Z]{2}$/;
const PREFIXED = /^[a-z][a-z0-9]{0,11}(?:[_-][a-z]{1,8}){0,2}[_-](?=[A-Za-z0-9]*\d)([A-Za-z0-9]{8,})$/;
const TOKEN = /^[A-Za-z0-9_-]{12,}={0,2}$/;
const EXTENSION = /\.[a-z][a-z0-9]{1,5}$/i;
const PARTS = /[,;:|~+@]|(?<=[0-9a-f])-(?=[0-9a-f])/i;
/** `{name}`: what somebody wrote down stands for a value. */
const PLACEHOLDER = /^\{[\w.-]{1,64}\}$/;
const VERSION = /^v\d{1,3}(\.\d{1,3}){0,2}([a-z]+\d*)?$/i;

/** A version by its looks, such as `v2` or `v1.3beta1`. */
export const isVersion = (segment: string): boolean => VERSION.test(segment);

/** A number that may be a version or a small id: which one, only the company it keeps can tell. */
export const isSmallNumber = (segment: string): boolean => /^\d{1,2}(\.\d{1,3}){0,2}$/.test(segment);

export function strongShape(segment: string): StrongShape | undefined {
  const type = strongType(segment);
  if (type !== undefined) return { type, suffix: '' };
  const extension = EXTENSION.exec(segment)?.[0];
  if (extension === undefined) return undefined;
  const stem = strongType(segment.slice(0, -extension.length));
  return stem === undefined ? undefined : { type: stem, suffix: extension };
}

/** The strong type of a decoded value, cheapest and commonest questions first. */
export function strongType(value: string): StrongType | undefined {
  const simple = simpleType(value);
  if (simple !== undefined) return simple;
  if (value.length >= 3 && PARTS.test(value)) {
    const parts = value.split(PARTS);
    if (parts.length >= 2 && parts.every((part) => part !== '' && simpleType(part) !== undefined)) return 'composite';
  }
  return undefined;
}

function simpleType(value: string): StrongType | undefined {
  if (INTEGER.test(value)) return 'integer';
  if (UUID.test(value)) return 'uuid';
  if (value.length === 26 && ULID.test(value) && hasDigits(value, 3)) return 'ulid';
  if (HEX.test(value) && isRandomHex(value)) return 'hex';
  if (NUMBER.test(value)) return 'number';
  if (DATE.test(value)) return 'date';
  if (DATE_TIME.test(value)) return 'date-time';
  if (LOCALE.test(value)) return 'locale';
  if (EMAIL.test(value)) return 'email';
  if (IPV4.test(value)) return 'ip';
  if (PLACEHOLDER.test(value)) return 'placeholder';
  const random = PREFIXED.exec(value)?.[1];
  if (random !== undefined && (isRandom(random) || (HEX.test(random) && isRandomHex(random)))) return 'prefixed';
  if (TOKEN.test(value) && isRandom(value)) return 'token';
  return undefined;
}

const hasDigits = (value: string, least: number): boolean => (value.match(/\d/g)?.length ?? 0) >= least;

/** Hex of words such as `facade` or `decade1` is rare but real: a random one of 7 digits has a digit and a letter at 95 %. */
function isRandomHex(value: string): boolean {
  const digits = value.match(/\d/g)?.length ?? 0;
  return digits >= 2 && digits < value.length && (value === value.toLowerCase() || value === value.toUpperCase());
}

/**
 * Random text changes between lower case, upper case and digits at about 0.45 of its places, a capital followed by a small
 * letter not counted; camel case and words with a number at 0.1 to 0.25.
 */
function isRandom(value: string): boolean {
  let changes = 0;
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  let last = -1;
  for (let index = 0; index < value.length; index++) {
    const kind = kindOf(value.charCodeAt(index));
    counts[kind]++;
    if (last !== -1 && kind !== last && !(last === UPPER && kind === LOWER)) changes++;
    last = kind;
  }
  const ratio = changes / (value.length - 1);
  const [digits, upper, lower] = counts;
  return digits > 0 && upper > 0 && lower > 0
    ? ratio >= (value.length >= 20 ? 0.26 : 0.3)
    : digits >= 3 && ratio >= 0.35;
}

const UPPER = 1;
const LOWER = 2;

/** Digit, upper case, lower case, other. */
function kindOf(code: number): 0 | 1 | 2 | 3 {
  if (code >= 48 && code <= 57) return 0;
  if (code >= 65 && code <= 90) return UPPER;
  return code >= 97 && code <= 122 ? LOWER : 3;
}
