import { SaxesParser } from 'saxes';
import { headerValue } from '../../gateway/client-address.ts';
import { importedClient } from '../client.ts';
import type { Item } from '../decoder.ts';
import { readRequestLine } from '../log-line.ts';
import type { SeenRequest, SeenResponse } from '../message/assemble.ts';
import { assemble } from '../message/assemble.ts';
import { bodyOf } from '../message/body.ts';
import { dechunk } from '../message/dechunk.ts';
import { readHead, readStatusLine, takeApart } from '../message/head.ts';
import { readUrl } from '../target.ts';
import { readJavaDate } from './time.ts';

interface Child {
  readonly base64: boolean;
  text: string;
}

/**
 * The children of an `<item>` by name. The item is parsed by itself, so that no document type is in force and no entity
 * but XML's own five is replaced; damage ends nothing.
 */
function readChildren(xml: string): ReadonlyMap<string, Child> {
  const children = new Map<string, Child>();
  let depth = 0;
  let current: Child | undefined;
  const parser = new SaxesParser({ position: false });
  const addText = (text: string): void => {
    if (current) current.text += text;
  };
  parser.on('error', () => {});
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth !== 2) return;
    current = { base64: attributes['base64'] === 'true', text: '' };
    if (!children.has(name)) children.set(name, current);
  });
  parser.on('closetag', () => {
    if (--depth < 2) current = undefined;
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(xml).close();
  return children;
}

function messageOf(child: Child | undefined): Buffer {
  if (child === undefined || child.text === 'null') return Buffer.alloc(0);
  return child.base64 ? Buffer.from(child.text, 'base64') : Buffer.from(child.text, 'utf8');
}

const MAGIC: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  gzip: (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b,
  'x-gzip': (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b,
  zstd: (bytes) => bytes.length >= 4 && bytes.readUInt32LE(0) === 0xfd2fb528,
};

/** Burp undoes codings before it keeps a message, and leaves the headers that tell of them. */
function decodedBody(headers: readonly string[], rest: Buffer): { headers: readonly string[]; body: Buffer } {
  const chunked = /\bchunked\b/i.test(headerValue(headers, 'transfer-encoding') ?? '');
  const body = (chunked ? dechunk(rest) : undefined) ?? rest;
  const coding = (headerValue(headers, 'content-encoding') ?? '').trim().toLowerCase();
  const isText =
    /^\s*[[{<"\w]/.test(body.toString('latin1', 0, 16)) && !body.subarray(0, 512).some((byte) => byte < 0x09);
  const still = MAGIC[coding]?.(body) ?? !isText;
  if (coding === '' || still) return { headers, body };
  return {
    headers: headers.filter((_, index, all) => all[index - (index % 2)]?.toLowerCase() !== 'content-encoding'),
    body,
  };
}

function readRequest(message: Buffer, time: number): SeenRequest | undefined {
  const { head, rest } = takeApart(message);
  const { line, headers } = readHead(head);
  const start = readRequestLine(line);
  if (!start) return undefined;
  const decoded = decodedBody(headers, rest);
  return { ...start, headers: decoded.headers, body: bodyOf(decoded.body), time };
}

function readResponse(message: Buffer, time: number): SeenResponse | undefined {
  const { head, rest } = takeApart(message);
  const { line, headers } = readHead(head);
  const start = readStatusLine(line);
  if (!start) return undefined;
  const decoded = decodedBody(headers, rest);
  return { ...start, headers: decoded.headers, body: bodyOf(decoded.body), time };
}

/** One `<item>` of a Burp export as an exchange. Where it was sent is told by `<url>`, else by host, port and protocol. */
export function readBurpItem(xml: string, id: string): Item {
  const children = readChildren(xml);
  const text = (name: string): string => children.get(name)?.text.trim() ?? '';
  const time = readJavaDate(text('time'));
  const request = readRequest(messageOf(children.get('request')), time ?? 0);
  if (request === undefined) return 'malformed';
  if (time === undefined) return 'no-time';
  const url = readUrl(text('url'));
  const scheme = url?.scheme ?? (text('protocol').toLowerCase() === 'https' ? 'https' : 'http');
  const port = text('port');
  const usual = port === '' || port === (scheme === 'https' ? '443' : '80');
  return assemble({
    id,
    request,
    response: readResponse(messageOf(children.get('response')), time),
    endTime: time,
    client: importedClient([], request.headers, {}),
    scheme,
    host: url?.host ?? (usual ? text('host') : `${text('host')}:${port}`),
  });
}
