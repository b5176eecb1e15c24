import { LIMITS, type Body, type DecodedBody, type UnreadReason } from '../../model/index.ts';
import { decodeText, isReadable } from './charset.ts';
import { headerParameter, headerValue } from './headers.ts';
import { inflate } from './inflate.ts';
import { looksLikeJson, parseJson } from './json.ts';
import { parseMultipart } from './multipart.ts';
import { parsePairs } from './pairs.ts';

const NONE: DecodedBody = { kind: 'none' };

/**
 * A body by its content type, and by its content where the type is missing, general or wrong (JSON sent as a form, as
 * text or with no type is read as JSON, as many frameworks do). `contentType` is the media type in lower case.
 */
export function decodeBody(headers: readonly string[], contentType: string, body: Body): DecodedBody {
  if (body.bytes.length === 0) return body.size === 0 ? NONE : { kind: 'unread', reason: 'too-large' };
  const inflated = inflate(body.bytes, headerValue(headers, 'content-encoding'));
  if ('unread' in inflated) return { kind: 'unread', reason: inflated.unread };
  const cut = inflated.bytes.length > LIMITS.decompressedBytes;
  const bytes = cut ? inflated.bytes.subarray(0, LIMITS.decompressedBytes) : inflated.bytes;
  const complete = body.complete && !cut;
  const type = headerValue(headers, 'content-type') ?? '';

  if (contentType.startsWith('multipart/')) {
    const boundary = headerParameter(type, 'boundary');
    if (boundary !== undefined && boundary !== '') return parseMultipart(latin1(bytes), boundary);
  }
  const text = decodeText(bytes, headerParameter(type, 'charset'));
  if (text === undefined) return { kind: 'unread', reason: 'encoding' };
  return decodeByType(contentType, text, complete);
}

function decodeByType(contentType: string, text: string, complete: boolean): DecodedBody {
  if (isJsonType(contentType)) return json(text, complete);
  if (looksLikeJson(text)) {
    const parsed = parseJson(text);
    if ('value' in parsed) return { kind: 'json', value: parsed.value };
    if (parsed.unread !== 'malformed') return unread(parsed.unread, text);
  }
  if (contentType === 'application/x-www-form-urlencoded') return { kind: 'form', pairs: parsePairs(text) };
  if (contentType.includes('xml')) return { kind: 'xml', text };
  if (contentType.startsWith('text/') || TEXT_TYPES.has(contentType)) return { kind: 'text', text };
  if (isMediaType(contentType) || !isReadable(text)) return { kind: 'binary' };
  return sniff(text);
}

/** Text without a telling type: markup, a form, or just text. */
function sniff(text: string): DecodedBody {
  if (/^\s*<[?!a-z]/i.test(text)) return { kind: 'xml', text };
  if (/^[\w.[\]%~-]{1,100}=[^\s<>{}]*$/.test(text)) return { kind: 'form', pairs: parsePairs(text) };
  return { kind: 'text', text };
}

function json(text: string, complete: boolean): DecodedBody {
  const parsed = parseJson(text);
  if ('value' in parsed) return { kind: 'json', value: parsed.value };
  return unread(complete || parsed.unread !== 'malformed' ? parsed.unread : 'too-large', text);
}

const unread = (reason: UnreadReason, text: string): DecodedBody => ({ kind: 'unread', reason, text });

/** JSON itself and its `+json` kin (RFC 6839); not the line- and record-wise formats, which are no single value. */
const isJsonType = (type: string): boolean =>
  type.endsWith('/json') || type.endsWith('+json') || type === 'application/csp-report';

const TEXT_TYPES = new Set([
  'application/graphql',
  'application/javascript',
  'application/x-javascript',
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/json-seq',
  'application/yaml',
  'application/x-yaml',
  'application/sql',
  'application/ld+turtle',
]);

const isMediaType = (type: string): boolean =>
  /^(image|audio|video|font)\/|^application\/(pdf|zip|gzip|wasm|grpc|protobuf|x-protobuf)/.test(type);

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
