import { redactHeaders } from './headers.ts';
import { redactJsonText } from './json-text.ts';
import { redactMultipart, redactXml } from './markup.ts';
import { decodeText, redactPairs } from './pairs.ts';
import { createPseudonym, type Pseudonym } from './pseudonym.ts';
import { looksSecret } from './secret-shape.ts';
import { redactText } from './text.ts';

/** Says what kind of sensitive data a value under a name is; the room that knows the data classes hands it in. */
export type Classify = (name: string, value: string) => { readonly class: string } | undefined;

export interface RedactorOptions {
  /** The installation's key, 32 bytes: the same value gives the same pseudonym under it, and nothing without it. */
  readonly key: Uint8Array;
  readonly classify: Classify;
}

/** Replaces secrets and personal data by keyed pseudonyms that keep kind, shape and equality. Deterministic per key. */
export interface Redactor {
  /** A value under a name. */
  value(name: string, value: string): string;
  /** Flat list: name, value, name, value. */
  headers(headers: readonly string[]): readonly string[];
  /** Raw query without '?'. */
  query(query: string): string;
  /** Raw path. */
  path(path: string): string;
  /** A body as text. `contentType` in lower case without parameters; '' is judged by its beginning. */
  body(text: string, contentType: string): string;
  text(text: string): string;
}

/** What the parts of the redactor ask of each other. */
export interface Redaction {
  kindOf(name: string, value: string): string | undefined;
  readonly pseudonym: Pseudonym;
  value(name: string, value: string): string;
  text(text: string): string;
}

export function createRedactor({ key, classify }: RedactorOptions): Redactor {
  const pseudonym = createPseudonym(key);
  const redaction: Redaction = {
    kindOf: (name, value) => classify(name, value)?.class,
    pseudonym,
    value(name, value) {
      const kind = redaction.kindOf(name, value);
      if (kind !== undefined) return pseudonym(kind, value);
      return looksSecret(value) ? pseudonym('token', value) : redactText(value, redaction);
    },
    text: (text) => redactText(text, redaction),
  };
  return {
    value: redaction.value,
    text: redaction.text,
    headers: (headers) => redactHeaders(headers, redaction),
    query: (query) => redactPairs(query, redaction),
    path: (path) =>
      path
        .split('/')
        .map((segment) => redactSegment(segment, redaction))
        .join('/'),
    body: (text, contentType) => redactBody(text, contentType, redaction),
  };
}

function redactSegment(segment: string, redaction: Redaction): string {
  if (segment.length < 6) return segment;
  const value = decodeText(segment);
  const redacted = redaction.value('', value);
  return redacted === value
    ? segment
    : encodeURIComponent(redacted).replace(/%(?:3A|40|7E|3B|3D)/g, decodeURIComponent);
}

function redactBody(text: string, contentType: string, redaction: Redaction): string {
  if (contentType === 'application/x-www-form-urlencoded') return redactPairs(text, redaction);
  if (contentType.startsWith('multipart/')) return redactMultipart(text, redaction);
  if (/[/+]json$/.test(contentType) || /^\s*[[{"]/.test(text)) return redactJsonText(text, redaction);
  if (/[/+](?:xml|html)$/.test(contentType) || /^\s*</.test(text)) return redactXml(text, redaction);
  return redactText(text, redaction);
}
