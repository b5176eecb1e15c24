import type { TransactionRequest } from '../../model/index.ts';
import { defineMessageRule, type MessageAnswer } from '../define.ts';
import { fires, silent } from './file-upload.examples.ts';
import { readParameters } from './multipart/parameters.ts';
import { boundaryOf, fileNames, partHeader, readParts } from './multipart/parts.ts';
import { entryNames, escapes } from './upload/archive.ts';
import { askContent } from './upload/content.ts';
import { SERVER_ENDINGS } from './upload/kinds.ts';
import { askName, type Verdict } from './upload/name.ts';

/** Characters of a file's content that are looked at. */
const START = 4_096;

export const fileUpload = defineMessageRule({
  id: 'file-upload',
  version: 1,
  title: 'Upload of a file that a server would run',
  severity: 'critical',
  references: ['CWE-434', 'CWE-646', 'CWE-22', 'CWE-611', 'API8:2023', 'CAPEC-17', 'CAPEC-242', 'CAPEC-635'],
  explanation:
    'An upload that lands in a folder which the web server serves runs when it is asked for, if its name ends as scripts do; a picture with code in it runs where names are not looked at; an archive may unpack outside of its folder. ' +
    'The rule asks of each uploaded file what a server would make of its name (endings such as .php or .jspx, also before another ending, before NUL or `;`, with trailing dots; .htaccess and web.config), whether the content’s first 4 KB are code while name or type say picture, whether an SVG carries scripts or external entities, and whether names in an archive climb. Names are taken from multipart parts, from headers that name a file, and from the path of a PUT. ' +
    'Scripts of clients and desktops (.py, .sh, .js, .html) are honest. Places where people keep PHP or JSP sources need an exception. Not seen: files in base64 within JSON, and content beyond the first 4 KB.',
  limits: { start: START },
  action: 'block-request',
  blockMs: 0,
  ask(request, _context, limits) {
    if (request.rawBody.bytes.length === 0) return undefined;
    return request.contentType.startsWith('multipart/')
      ? askForm(request, limits['start'] ?? START)
      : askPlain(request, limits['start'] ?? START);
  },
  examples: { fires, silent },
});

function askForm(request: TransactionRequest, start: number): MessageAnswer | undefined {
  const { bytes } = request.rawBody;
  const boundary = boundaryOf(request.header('content-type') ?? '');
  if (boundary === undefined || request.header('content-encoding') !== undefined) return undefined;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let best: MessageAnswer | undefined;
  for (const part of readParts(bytes, boundary).parts) {
    const names = fileNames(part);
    if (names.length === 0) continue;
    const field = part.disposition.find(({ name }) => name === 'name')?.value ?? '';
    const type = partHeader(part, 'content-type').toLowerCase();
    best = surer(best, askFile(names, type, buffer.subarray(...part.content), start, `${field}(filename)`));
  }
  return best;
}

function askFile(
  names: readonly string[],
  type: string,
  content: Buffer,
  start: number,
  place: string,
): MessageAnswer | undefined {
  let best: MessageAnswer | undefined;
  for (const name of names) best = surer(best, shown(askName(name, type), name, place));
  const name = names[0] ?? '';
  best = surer(best, shown(askContent(content.toString('latin1', 0, start), name, type), name, place));
  const entry = entryNames(content).find(escapes);
  return entry === undefined
    ? best
    : surer(best, shown({ confidence: 0.9, statement: 'archive unpacks outside of its folder' }, entry, place));
}

const shown = (verdict: Verdict | undefined, name: string, place: string): MessageAnswer | undefined =>
  verdict && { ...verdict, part: 'body', name: place, value: name, mark: [0, name.length] };

const surer = (one: MessageAnswer | undefined, two: MessageAnswer | undefined): MessageAnswer | undefined =>
  (two?.confidence ?? 0) > (one?.confidence ?? 0) ? two : one;

/** Headers by which clients name the file that a body is. */
const NAMING = ['content-disposition', 'x-file-name', 'x-filename', 'slug'];

/** A body that is a file as a whole. */
function askPlain(request: TransactionRequest, start: number): MessageAnswer | undefined {
  const header = NAMING.find((name) => request.header(name) !== undefined);
  const value = header === undefined ? '' : (request.header(header) ?? '');
  const named =
    header === 'content-disposition'
      ? fileNames({ disposition: readParameters(value) })
      : value === '' || value.startsWith('=?')
        ? []
        : [value];
  const { bytes } = request.rawBody;
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (named.length > 0) {
    const answer = askFile(named, request.contentType, content, start, header ?? '');
    return answer && { ...answer, part: 'header' };
  }
  return request.head.method === 'PUT' || request.head.method === 'MOVE' ? askPut(request, content) : undefined;
}

/** PUT stores the body under the path (CVE-2017-12615): a script is one that servers run at the next request. */
function askPut({ path }: TransactionRequest, content: Buffer): MessageAnswer | undefined {
  const file = path.slice(path.lastIndexOf('/', path.length - 2) + 1).replace(/\/$/, '');
  const ending = /\.([a-z0-9]{2,6})(?:%20|%00|::|[/. ]|$)/i.exec(file)?.[1]?.toLowerCase() ?? '';
  if ((SERVER_ENDINGS.get(ending) ?? 0) < 0.75) return undefined;
  // Scripts that are asked for by PUT get JSON or a form; a document in their own language stays.
  const code = /^\s*<[?%j]/.test(content.toString('latin1', 0, 64));
  return {
    confidence: code ? 0.9 : 0.5,
    statement: `PUT writes a file that ends in .${ending}, which servers run`,
    part: 'path',
    value: file,
    mark: [0, file.length],
  };
}
