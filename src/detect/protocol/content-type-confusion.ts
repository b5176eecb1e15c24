import type { TransactionRequest } from '../../model/index.ts';
import { defineMessageRule, type MessageAnswer } from '../define.ts';
import { askBytes, askCharset, askDeclaration } from './content/charset.ts';
import { askEncoding } from './content/encoding.ts';
import { fires, silent } from './content-type-confusion.examples.ts';
import { askBoundary, askParts } from './multipart/framing.ts';
import { readParameters } from './multipart/parameters.ts';
import { boundaryOf, readParts } from './multipart/parts.ts';

export const contentTypeConfusion = defineMessageRule({
  id: 'content-type-confusion',
  version: 1,
  title: 'Body that can be read in two ways',
  severity: 'high',
  references: ['CWE-436', 'CWE-838', 'CWE-173', 'API8:2023', 'CAPEC-267', 'CAPEC-220'],
  explanation:
    'What a body says depends on its type, charset, coding and boundary. A sender who states them so that filter and application read differently hides the rest of his message. ' +
    'The rule asks whether the statement has one meaning: charsets in which ASCII is not ASCII (UTF-7, EBCDIC, UTF-32), UTF-16 that is not declared or declared and not used, two types or boundaries, parts with two names or file names, values in pieces, layers of compression, and codings that forms do not have. ' +
    'JSON sent as text or as a form, UTF-16 in XML and legacy charsets of one byte are honest and stay silent. Not seen: what one framework alone guesses when the type is missing.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  ask(request) {
    const { bytes, size } = request.rawBody;
    return size === 0 || bytes.length === 0 ? undefined : askBody(request, bytes);
  },
  examples: { fires, silent },
});

function askBody(request: TransactionRequest, bytes: Uint8Array): MessageAnswer | undefined {
  const types = linesOf(request, 'content-type');
  const codings = linesOf(request, 'content-encoding');
  const type = types[0] ?? '';
  const encoded = codings.length === 0 ? undefined : askEncoding(codings, bytes);
  if (encoded !== undefined && encoded.confidence >= 0.7) return encoded;
  return askTypes(types) ?? askCharsets(type, bytes) ?? askContent(request, type, bytes) ?? encoded;
}

function linesOf({ head: { headers } }: TransactionRequest, name: string): readonly string[] {
  const values: string[] = [];
  for (let i = 0; i + 1 < headers.length; i += 2)
    if (headers[i]!.length === name.length && headers[i]!.toLowerCase() === name) values.push(headers[i + 1]!);
  return values;
}

const mediaType = (value: string): string => (value.split(';', 1)[0] ?? '').trim().toLowerCase();

/** Several lines, or several types in one line. */
function askTypes(types: readonly string[]): MessageAnswer | undefined {
  if (types.length < 2 && !types[0]?.includes(',')) return undefined;
  const all = types
    .flatMap((type) => type.slice(0, 500).split(/,(?=\s*[\w.+-]+\/[\w.+-]+\s*(?:;|,|$))/))
    .map(mediaType);
  const [first = '', ...others] = all;
  const other = others.find((type) => type !== first);
  return other === undefined
    ? undefined
    : {
        confidence: 0.75,
        statement: `two content types: ${first.slice(0, 60)} and ${other.slice(0, 60)}`,
        part: 'header',
        name: 'content-type',
      };
}

function askCharsets(type: string, bytes: Uint8Array): MessageAnswer | undefined {
  if (!/charset/i.test(type)) return undefined;
  const labels = readParameters(type)
    .filter(({ name }) => name === 'charset')
    .map(({ value }) => value);
  const [first = '', ...others] = labels;
  if (others.some((label) => label.toLowerCase() !== first.toLowerCase()))
    return { confidence: 0.8, statement: 'two charsets', part: 'header', name: 'content-type' };
  return askCharset(first, bytes, 'content-type');
}

function askContent(request: TransactionRequest, type: string, bytes: Uint8Array): MessageAnswer | undefined {
  const { contentType, rawBody } = request;
  if (contentType.startsWith('multipart/')) {
    const answer = askBoundary(type);
    if (answer !== undefined) return answer;
    const boundary = boundaryOf(type);
    const readable = boundary !== undefined && request.header('content-encoding') === undefined;
    return readable
      ? askParts(readParts(bytes, boundary), contentType === 'multipart/form-data', rawBody.complete)
      : undefined;
  }
  if (contentType === 'application/x-www-form-urlencoded') return askCharsetField(bytes);
  if (!TEXTUAL.test(contentType)) return undefined;
  return askBytes(bytes, type) ?? askDeclaration(bytes) ?? askDocument(contentType, bytes);
}

const TEXTUAL = /json|xml|^text\/|^$/;

/** HTML names the charset of a form in a field of this name. */
function askCharsetField(bytes: Uint8Array): MessageAnswer | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = buffer.indexOf('_charset_=');
  if (at < 0) return undefined;
  const label = /^[\w.:-]{1,40}/.exec(buffer.toString('latin1', at + 10, at + 60))?.[0] ?? '';
  const answer = askCharset(label, bytes, '_charset_');
  return answer && { ...answer, part: 'body' };
}

/** JSON by its type and XML with declarations by its content: a parser that looks at the content reads what nobody expects. */
function askDocument(contentType: string, bytes: Uint8Array): MessageAnswer | undefined {
  if (!contentType.endsWith('json') || bytes[0] !== 0x3c) return undefined;
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 300)).toString('latin1');
  return /^<(?:\?xml|!DOCTYPE(?! html))/i.test(start)
    ? {
        confidence: /<!DOCTYPE|<!ENTITY/i.test(start) ? 0.75 : 0.5,
        statement: 'XML that calls itself JSON',
        part: 'body',
      }
    : undefined;
}
