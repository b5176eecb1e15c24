import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Direction } from '../gate.ts';
import { readMessage, readPair } from '../sensor/protobuf.ts';
import { readSocketAddress, readTimestamp } from './common-messages.ts';

/** What `envoy.service.auth.v3.CheckRequest` tells of a request. */
export interface CheckedRequest {
  readonly time: number | undefined;
  readonly source: string | undefined;
  readonly principal: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  /** With query. */
  readonly path: string;
  readonly host: string;
  readonly scheme: string;
  readonly protocol: string;
  /** -1: not known. */
  readonly size: number;
  readonly body: Uint8Array;
}

type Draft = { -readonly [K in keyof CheckedRequest]: CheckedRequest[K] } & { headers: (readonly [string, string])[] };

/** Throws on what is no such message. */
export function readCheckRequest(bytes: Uint8Array): CheckedRequest {
  const draft: Draft = {
    time: undefined,
    source: undefined,
    principal: '',
    method: '',
    headers: [],
    path: '',
    host: '',
    scheme: '',
    protocol: '',
    size: -1,
    body: new Uint8Array(0),
  };
  readMessage(bytes, (field, value) => {
    if (field === 1) readAttributes(draft, value.bytes());
    return field === 1;
  });
  return draft;
}

/** AttributeContext */
function readAttributes(draft: Draft, bytes: Uint8Array): void {
  readMessage(bytes, (field, value) => {
    if (field === 1) readPeer(draft, value.bytes());
    else if (field === 4) readRequest(draft, value.bytes());
    else return false;
    return true;
  });
}

/** AttributeContext.Peer */
function readPeer(draft: Draft, bytes: Uint8Array): void {
  readMessage(bytes, (field, value) => {
    if (field === 1) draft.source = readSocketAddress(value.bytes());
    else if (field === 4) draft.principal = value.text();
    else return false;
    return true;
  });
}

/** AttributeContext.Request */
function readRequest(draft: Draft, bytes: Uint8Array): void {
  readMessage(bytes, (field, value) => {
    if (field === 1) draft.time = readTimestamp(value.bytes());
    else if (field === 2) readHttpRequest(draft, value.bytes());
    else return false;
    return true;
  });
}

/** AttributeContext.HttpRequest */
function readHttpRequest(draft: Draft, bytes: Uint8Array): void {
  readMessage(bytes, (field, value) => {
    if (field === 2) draft.method = value.text();
    else if (field === 3) draft.headers.push(readPair(value.bytes()));
    else if (field === 4) draft.path = value.text();
    else if (field === 5) draft.host = value.text();
    else if (field === 6) draft.scheme = value.text();
    else if (field === 9) draft.size = value.large();
    else if (field === 10) draft.protocol = value.text();
    // `body` and `raw_body` are one field in two types.
    else if (field === 11 || field === 12) draft.body = nonEmpty(value.bytes(), draft.body);
    else if (field === 13) draft.headers.push(...readHeaderMap(value.bytes()));
    else return false;
    return true;
  });
}

const nonEmpty = (bytes: Uint8Array, otherwise: Uint8Array): Uint8Array => (bytes.length === 0 ? otherwise : bytes);

/** config.core.v3.HeaderMap: values as text or, with `encode_raw_headers`, as bytes. */
function readHeaderMap(bytes: Uint8Array): readonly (readonly [string, string])[] {
  const headers: (readonly [string, string])[] = [];
  readMessage(bytes, (field, value) => {
    if (field === 1) headers.push(readHeaderValue(value.bytes()));
    return field === 1;
  });
  return headers;
}

function readHeaderValue(bytes: Uint8Array): readonly [string, string] {
  let [key, text] = ['', ''];
  readMessage(bytes, (field, value) => {
    if (field === 1) key = value.text();
    else if (field === 2) text ||= value.text();
    else if (field === 3) text ||= Buffer.from(value.bytes()).toString('latin1');
    else return false;
    return true;
  });
  return [key, text];
}

const PERMISSION_DENIED = 7;

/** `envoy.service.auth.v3.CheckResponse` for a direction of the gate. */
export function writeCheckResponse(direction: Direction): Uint8Array {
  const writer = new BinaryWriter();
  if (direction.type === 'forward') {
    // status: google.rpc.Status {} is OK; ok_response: OkHttpResponse {}
    writer.tag(1, WireType.LengthDelimited).fork().join();
    return writer.tag(3, WireType.LengthDelimited).fork().join().finish();
  }
  writer.tag(1, WireType.LengthDelimited).fork();
  writer.tag(1, WireType.Varint).int32(PERMISSION_DENIED);
  writer.join();
  writer.tag(2, WireType.LengthDelimited).fork();
  writer.tag(1, WireType.LengthDelimited).fork();
  writer.tag(1, WireType.Varint).int32(direction.status);
  writer.join();
  for (let index = 0; index + 1 < direction.headers.length; index += 2)
    writeHeaderOption(writer, direction.headers[index] ?? '', direction.headers[index + 1] ?? '');
  writer.tag(3, WireType.LengthDelimited).bytes(direction.body);
  return writer.join().finish();
}

/** HeaderValueOption. Envoy sets the length itself. */
function writeHeaderOption(writer: BinaryWriter, name: string, value: string): void {
  if (name.toLowerCase() === 'content-length') return;
  writer.tag(2, WireType.LengthDelimited).fork();
  writer.tag(1, WireType.LengthDelimited).fork();
  writer.tag(1, WireType.LengthDelimited).string(name);
  writer.tag(2, WireType.LengthDelimited).string(value);
  writer.join();
  writer.join();
}
