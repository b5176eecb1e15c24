/** String formats of JSON Schema (draft 2020-12, section 7.3) that are told from values. */
export const FORMATS = ['date-time', 'date', 'time', 'uuid', 'email', 'uri', 'ipv4', 'ipv6'] as const;
export type Format = (typeof FORMATS)[number];

const DATE_TIME = /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d(:[0-6]\d(\.\d{1,9})?)?(Z|[+-][0-2]\d:?[0-5]\d)?$/i;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const TIME = /^[0-2]\d:[0-5]\d(:[0-6]\d(\.\d+)?)?(Z|[+-][0-2]\d:?[0-5]\d)?$/i;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const EMAIL = /^[^\s@"<>()]{1,64}@([a-z0-9-]{1,63}\.)+[a-z]{2,24}$/i;
const URI = /^[a-z][a-z0-9+.-]{1,20}:\/\/[^\s]{2,}$/i;
const IPV4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const IPV6 = /^[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*$/i;

/** The format of a string, or undefined. Length decides which few expressions are asked. */
export function formatOf(value: string): Format | undefined {
  const length = value.length;
  if (length < 3 || length > 2_048) return undefined;
  const first = value.charCodeAt(0);
  const digit = first >= 48 && first <= 57;
  if (digit) {
    if (length === 10 && DATE.test(value)) return 'date';
    if (length >= 16 && length <= 40 && DATE_TIME.test(value)) return 'date-time';
    if (length <= 15 && IPV4.test(value)) return 'ipv4';
    if (length <= 18 && TIME.test(value)) return 'time';
  }
  if (length === 36 && UUID.test(value)) return 'uuid';
  if (length <= 254 && value.includes('@') && EMAIL.test(value)) return 'email';
  if (value.includes('://') && URI.test(value)) return 'uri';
  if (length <= 45 && value.includes(':') && IPV6.test(value)) return 'ipv6';
  return undefined;
}
