import type { MessageAnswer } from '../../define.ts';
import { askCharset } from '../content/charset.ts';
import { readParameters, type Parameter } from './parameters.ts';
import { fileNames, partHeader, type Part, type Parts } from './parts.ts';

/** RFC 2046 §5.1.1. */
const BOUNDARY = /^[\w'()+,./:=? -]{1,70}$/;
/** RFC 2231: a value in pieces, which some parsers join and others do not know. */
const PIECE = /^(boundary|name|filename|charset)\*(?:\d+\*?)?$/;
const KNOWN_CODINGS = new Set(['', 'binary', '7bit', '8bit', 'utf-8', 'utf8']);

const found = (confidence: number, statement: string, name: string, value = ''): MessageAnswer => ({
  confidence,
  statement,
  part: 'body',
  name,
  ...(value !== '' && { value, mark: [0, value.length] as const }),
});

/** Of the Content-Type line: which boundary holds? */
export function askBoundary(contentType: string): MessageAnswer | undefined {
  const parameters = readParameters(contentType);
  const boundaries = parameters.filter(({ name }) => name === 'boundary');
  const answer = (confidence: number, statement: string): MessageAnswer => ({
    ...found(confidence, statement, 'content-type', contentType),
    part: 'header',
  });
  if (parameters.some(({ name }) => PIECE.test(name) && name.startsWith('boundary')))
    return answer(0.85, 'boundary given in pieces');
  const [first, ...others] = boundaries;
  if (first === undefined) return answer(0.6, 'multipart without a boundary');
  if (others.length > 0)
    return others.some(({ value }) => value !== first.value) ? answer(0.85, 'two boundaries') : undefined;
  if (BOUNDARY.test(first.value)) return undefined;
  return answer(
    first.value.length > 70 && BOUNDARY.test(first.value.slice(0, 70)) ? 0.5 : 0.75,
    'boundary of characters that none may have',
  );
}

/** Whether parts can be read in two ways; `isForm`: multipart/form-data (RFC 7578), whose parts are plain. */
export function askParts({ parts, closed }: Parts, isForm: boolean, complete: boolean): MessageAnswer | undefined {
  if (!isForm) return undefined;
  let best: MessageAnswer | undefined;
  for (const part of parts) {
    const answer = askPart(part);
    if (answer !== undefined && answer.confidence > (best?.confidence ?? 0)) best = answer;
  }
  if (best !== undefined) return best;
  if (parts.length === 0) return complete ? found(0.7, 'no part between the boundaries named', 'boundary') : undefined;
  return closed || !complete ? undefined : found(0.55, 'last boundary is missing', 'boundary');
}

function askPart(part: Part): MessageAnswer | undefined {
  return askDisposition(part) ?? askHeaders(part);
}

function askDisposition(part: Part): MessageAnswer | undefined {
  const { headers, disposition } = part;
  if (headers.filter(([name]) => name === 'content-disposition').length > 1)
    return found(0.85, 'part with two Content-Disposition lines', 'content-disposition');
  for (const name of ['name', 'filename']) {
    const [first, ...others] = valuesOf(disposition, name);
    const other = others.find((value) => value !== first);
    if (other !== undefined) return found(0.85, `part with two different values of ${name}`, name, other);
  }
  const piece = disposition.find(({ name }) => PIECE.test(name) && /\d/.test(name));
  if (piece !== undefined) return found(0.8, `${piece.name} gives a value in pieces`, piece.name, piece.value);
  const [plain = '', extended = plain] = fileNames(part);
  // A name for old clients beside the true one (RFC 6266 appendix D) ends alike.
  if (extensionOf(plain) !== extensionOf(extended))
    return found(0.8, 'filename and filename* name files of different kinds', 'filename*', extended);
  return undefined;
}

function askHeaders(part: Part): MessageAnswer | undefined {
  const loose = part.headers.find(([name, line]) => name === '' && line.trim() !== '');
  if (loose !== undefined) {
    const folded = /^[ \t]/.test(loose[1]);
    return found(
      folded ? 0.7 : 0.6,
      folded ? 'header of a part folded over two lines' : 'line in a part’s head that is no header',
      'part',
      loose[1].slice(0, 100),
    );
  }
  const coding = partHeader(part, 'content-transfer-encoding').toLowerCase();
  if (!KNOWN_CODINGS.has(coding))
    return found(
      coding === 'base64' || coding === 'quoted-printable' ? 0.6 : 0.75,
      'part encoded in a way that forms do not have (RFC 7578 §4.7)',
      'content-transfer-encoding',
      coding,
    );
  const encoded = partHeader(part, 'content-encoding') || partHeader(part, 'transfer-encoding');
  if (encoded !== '') return found(0.6, 'part with a coding of its own', 'content-encoding', encoded);
  const charset = readParameters(partHeader(part, 'content-type')).find(({ name }) => name === 'charset')?.value;
  const answer = charset === undefined ? undefined : askCharset(charset, new Uint8Array(), 'charset');
  return answer && { ...answer, part: 'body' };
}

const valuesOf = (parameters: readonly Parameter[], wanted: string): readonly string[] =>
  parameters.filter(({ name }) => name === wanted).map(({ value }) => value);

const extensionOf = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
