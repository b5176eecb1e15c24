/** String formats of JSON Schema (draft 2020-12, section 7.3) and OpenAPI's registry that are told from values. */
export const FORMATS = [
  'date-time',
  'date',
  'time',
  'duration',
  'uuid',
  'email',
  'uri',
  'ipv4',
  'ipv6',
  'byte',
  'binary',
] as const;
export type Format = (typeof FORMATS)[number];

/** RFC 3339: seconds and zone are not optional, a validator would refuse the rest. */
const DATE_TIME = /^\d{4}-(?:0\d|1[0-2])-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\d(?:\.\d{1,12})?(?:Z|[+-][0-2]\d:[0-5]\d)$/i;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const TIME = /^[0-2]\d:[0-5]\d:[0-6]\d(?:\.\d{1,12})?(?:Z|[+-][0-2]\d:[0-5]\d)$/i;
const DURATION =
  /^P(?=\d|T\d)(?:\d{1,9}W|(?:\d{1,9}Y)?(?:\d{1,9}M)?(?:\d{1,9}D)?(?:T(?=\d)(?:\d{1,9}H)?(?:\d{1,9}M)?(?:\d{1,9}(?:\.\d{1,9})?S)?)?)$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const EMAIL = /^[^\s@"<>()]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{1,62}$/i;
const URI = /^[a-z][a-z0-9+.-]{1,20}:\/\/[^\s<>"{}|\\^`]{2,}$/i;
const URN = /^urn:[a-z0-9][a-z0-9-]{1,31}:[^\s<>"{}|\\^`]{1,}$/i;
const IPV4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const BYTE = /^[A-Za-z0-9+/]{8,}={0,2}$/;

/** The format of a string, or undefined. Length decides which few expressions are asked. */
export function formatOf(value: string): Format | undefined {
  const length = value.length;
  if (length < 2 || length > 8_192) return undefined;
  const first = value.charCodeAt(0);
  const digit = first >= 48 && first <= 57;
  if (digit) {
    if (length === 10 && DATE.test(value)) return 'date';
    if (length >= 20 && length <= 40 && DATE_TIME.test(value)) return 'date-time';
    if (length <= 15 && IPV4.test(value)) return 'ipv4';
    if (length <= 28 && TIME.test(value)) return 'time';
  }
  if (first === 80 && length <= 64 && DURATION.test(value)) return 'duration';
  if (length === 36 && UUID.test(value)) return 'uuid';
  if (length <= 254 && value.includes('@') && EMAIL.test(value)) return 'email';
  if (length <= 2_048 && (value.includes('://') ? URI.test(value) : URN.test(value))) return 'uri';
  if (length <= 45 && value.includes(':') && isIpv6(value)) return 'ipv6';
  return length % 4 === 0 && BYTE.test(value) ? 'byte' : undefined;
}

/** Padding or one of the signs that random Base64 has and words have not. */
export const isPadded = (value: string): boolean => /[+/=]/.test(value);

/** RFC 4291 section 2.2: eight groups, or fewer around one `::`; the last two may be an IPv4 address. */
function isIpv6(value: string): boolean {
  const embedded = /^(.*:)(\d[\d.]*)$/.exec(value);
  const text = embedded?.[2]?.includes('.') === true ? `${embedded[1] ?? ''}0:0` : value;
  if (text !== value && !IPV4.test(embedded?.[2] ?? '')) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  return (
    groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) &&
    (halves.length === 2 ? groups.length <= 7 : groups.length === 8)
  );
}
