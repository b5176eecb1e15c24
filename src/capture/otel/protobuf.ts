import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { LIMITS } from '../../model/index.ts';
import { readMessage, type FieldValue } from '../sensor/protobuf.ts';
import type { AttributeValue, Span } from './span.ts';

/**
 * The spans of an ExportTraceServiceRequest (opentelemetry-proto 1.x), one after the other. Throws on what is no such
 * message; what came before is used.
 */
export function* readSpans(bytes: Uint8Array): Generator<Span> {
  for (const resource of parts(bytes, 1)) {
    for (const scope of parts(resource, 2)) {
      for (const span of parts(scope, 2)) yield readSpan(span);
    }
  }
}

/** The submessages of one field. */
function parts(bytes: Uint8Array, wanted: number): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  readMessage(bytes, (field, value) => {
    if (field !== wanted) return false;
    found.push(value.bytes());
    return true;
  });
  return found;
}

function readSpan(bytes: Uint8Array): Span {
  const attributes = new Map<string, AttributeValue>();
  let [kind, start, end] = [0, 0n, 0n];
  readMessage(bytes, (field, value) => {
    if (field === 6) kind = value.number();
    else if (field === 7) start = value.fixed64();
    else if (field === 8) end = value.fixed64();
    else if (field === 9) addAttribute(attributes, value.bytes());
    else return false;
    return true;
  });
  return { kind, start, end, attributes };
}

function addAttribute(attributes: Map<string, AttributeValue>, bytes: Uint8Array): void {
  let key = '';
  let content: AttributeValue | undefined;
  readMessage(bytes, (field, value) => {
    if (field === 1) key = value.text();
    else if (field === 2) content = readValue(value.bytes());
    else return false;
    return true;
  });
  if (content !== undefined && attributes.size < LIMITS.spanAttributes) attributes.set(key, content);
}

/** AnyValue; of arrays the texts, of maps and bytes nothing, since no HTTP attribute has them. */
function readValue(bytes: Uint8Array): AttributeValue | undefined {
  let content: AttributeValue | undefined;
  readMessage(bytes, (field, value) => {
    const read = VALUES[field];
    if (read === undefined) return false;
    content = read(value);
    return true;
  });
  return content;
}

const VALUES: Readonly<Record<number, (value: FieldValue) => AttributeValue>> = {
  1: (value) => value.text(),
  2: (value) => value.number() !== 0,
  3: (value) => value.large(),
  4: (value) => value.double(),
  5: (value) => readTexts(value.bytes()),
};

/** The texts of an ArrayValue. Arrays in it are not followed. */
function readTexts(bytes: Uint8Array): readonly string[] {
  const texts: string[] = [];
  for (const part of parts(bytes, 1)) {
    readMessage(part, (field, value) => {
      if (field !== 1 || texts.length >= LIMITS.spanAttributes) return false;
      texts.push(value.text());
      return true;
    });
  }
  return texts;
}

/** ExportTraceServiceResponse; empty when nothing was rejected. */
export function writeResponse(rejected: number, message: string): Uint8Array {
  const writer = new BinaryWriter();
  if (rejected === 0) return writer.finish();
  writer.tag(1, WireType.LengthDelimited).fork();
  writer.tag(1, WireType.Varint).int64(rejected);
  writer.tag(2, WireType.LengthDelimited).string(message);
  return writer.join().finish();
}

/** google.rpc.Status, which OTLP wants in the body of every refusal. */
export function writeStatus(message: string): Uint8Array {
  return new BinaryWriter().tag(2, WireType.LengthDelimited).string(message).finish();
}
