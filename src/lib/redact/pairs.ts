import type { Redaction } from './redactor.ts';

/** Redacts the values of `a=1&b=2`; names and what needs nothing stay byte for byte. */
export function redactPairs(text: string, redaction: Redaction): string {
  if (text === '') return text;
  return text
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      if (equals === -1) return encoded(pair, '', redaction);
      const name = pair.slice(0, equals);
      return `${encoded(name, '', redaction)}=${encoded(pair.slice(equals + 1), decodeText(name), redaction)}`;
    })
    .join('&');
}

function encoded(raw: string, name: string, redaction: Redaction): string {
  const value = decodeText(raw);
  const redacted = redaction.value(lastName(name), value);
  return redacted === value ? raw : encodeURIComponent(redacted).replace(/%(?:3A|40|7E)/g, decodeURIComponent);
}

/** `user[password]` and `user.password` are named by their last part. */
const lastName = (name: string): string => name.match(/[^[\].]+/g)?.at(-1) ?? name;

/** Percent-decoded, `+` as a space; malformed escapes stay. */
export function decodeText(raw: string): string {
  const spaced = raw.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    // One bad escape must not hide the rest.
    return spaced.replace(/(?:%[\dA-Fa-f]{2})+/g, (escape) => {
      try {
        return decodeURIComponent(escape);
      } catch {
        return escape;
      }
    });
  }
}
