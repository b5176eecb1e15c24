import { looksSecret } from './secret-shape.ts';
import type { Redaction } from './redactor.ts';

const KEY_BLOCK = /-----BEGIN (?:[A-Z\d]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z\d ]+-----|$)/g;
const SCHEME = /\b(Bearer|Basic|Token|Digest|Negotiate) +([\w+/=.~-]{6,})/gi;
/** `name=value`, `name: value`, `name="value"`. */
const PAIR = /([A-Za-z_][\w.-]{0,63})("?\s{0,2}[=:]\s{0,2})("[^"]*"|'[^']*'|[^\s"'&;,<>{}[\]]+)/g;
/** Digits in groups: cards, telephone numbers, account and identity numbers. */
const GROUPED = /(?<![\w.])\+?\(?\d[\d ().-]{5,40}\d(?![\w.])|(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z\d]{2,4}){3,9}(?!\w)/g;
const TOKEN = /[^\s"'<>(),;&[\]{}|]{7,}/g;
/** What may be left around a token by the sentence it stands in. */
const TRIM = /^[:=*`]+|[.:!?*`=]+$/g;

/** Redacts what is recognised anywhere in a text. The rest stays readable. */
export function redactText(text: string, redaction: Redaction): string {
  if (text.length < 3) return text;
  let result = text;
  if (result.includes('PRIVATE KEY'))
    result = result.replace(KEY_BLOCK, (block) => redaction.pseudonym('private-key', block));
  result = result.replace(
    SCHEME,
    (_, scheme: string, token: string) => `${scheme} ${redaction.pseudonym('token', token)}`,
  );
  if (/[=:]/.test(result))
    result = result.replace(
      PAIR,
      (_, name: string, between: string, value: string) => `${name}${between}${pairValue(name, value, redaction)}`,
    );
  result = result.replace(TOKEN, (token) => redactToken(token, redaction));
  return /\d{2}/.test(result) ? result.replace(GROUPED, (group) => redactGroup(group, redaction)) : result;
}

function pairValue(name: string, value: string, redaction: Redaction): string {
  const quote = /^["']/.exec(value)?.[0] ?? '';
  const bare = quote === '' ? value : value.slice(1, -1);
  const kind = redaction.kindOf(name, bare);
  return kind === undefined ? value : `${quote}${redaction.pseudonym(kind, bare)}${quote}`;
}

function redactToken(token: string, redaction: Redaction): string {
  const bare = token.replace(TRIM, '');
  if (bare.length < 7 || bare.startsWith('~')) return token;
  const kind = redaction.kindOf('', bare);
  if (kind !== undefined) return token.replace(bare, () => redaction.pseudonym(kind, bare));
  // `https://host/reset/SECRET?x=1`: a URL is judged piece by piece.
  const pieces = bare.split(/[/?#=@:]/);
  if (pieces.length === 1)
    return looksSecret(bare) ? token.replace(bare, () => redaction.pseudonym('token', bare)) : token;
  let result = token;
  for (const piece of pieces) {
    if (piece.length < 7) continue;
    const found = redaction.kindOf('', piece) ?? (looksSecret(piece) ? 'token' : undefined);
    if (found !== undefined) result = result.replace(piece, () => redaction.pseudonym(found, piece));
  }
  return result;
}

function redactGroup(group: string, redaction: Redaction): string {
  const kind = redaction.kindOf('', group);
  return kind === undefined ? group : redaction.pseudonym(kind, group);
}
