import type { MessageAnswer } from '../../define.ts';

/** Registered content codings, and what clients write without meaning one. */
const CODINGS = new Set([
  '',
  'gzip',
  'x-gzip',
  'deflate',
  'br',
  'zstd',
  'compress',
  'x-compress',
  'identity',
  'none',
  'exi',
  'pack200-gzip',
  'dcb',
  'dcz',
  'aes128gcm',
  'aesgcm',
  'aws-chunked',
  'amz-1.0',
  'snappy',
  'lz4',
  'utf-8',
  'utf8',
  'utf-16',
  'iso-8859-1',
  'ascii',
  'us-ascii',
  'binary',
  'base64',
  'json',
  'application/json',
  '8bit',
  '7bit',
]);
const COMPRESSES = new Set(['gzip', 'x-gzip', 'deflate', 'br', 'zstd', 'compress', 'x-compress']);

/** `values`: every Content-Encoding line. Layers hide a body from who undoes one; names nobody knows hide it from who gives up. */
export function askEncoding(values: readonly string[], bytes: Uint8Array): MessageAnswer | undefined {
  const value = values.join(', ');
  const codings = value.split(',').map((coding) => coding.trim().toLowerCase());
  const layers = codings.filter((coding) => COMPRESSES.has(coding));
  const found = (confidence: number, statement: string): MessageAnswer => ({
    confidence,
    statement,
    part: 'header',
    name: 'content-encoding',
    value,
    mark: [0, value.length],
  });
  if (layers.length > 1) return found(0.75, `body compressed ${layers.length} times over`);
  const unknown = codings.find((coding) => !CODINGS.has(coding));
  if (unknown !== undefined)
    return found(/[^\w.+/-]/.test(unknown) ? 0.75 : 0.6, 'content coding that no server undoes');
  const first = bytes[0] ?? 0;
  const second = bytes[1] ?? 0;
  if (layers[0] === 'gzip' && bytes.length > 2 && !(first === 0x1f && second === 0x8b))
    return found(0.6, 'body is called compressed and is not');
  return undefined;
}
