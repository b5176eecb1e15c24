import { readMessage } from '../sensor/protobuf.ts';

/** google.protobuf.Timestamp or Duration in milliseconds. */
export function readTimestamp(bytes: Uint8Array): number {
  let [seconds, nanos] = [0, 0];
  readMessage(bytes, (field, value) => {
    if (field === 1) seconds = value.large();
    else if (field === 2) nanos = value.large();
    else return false;
    return true;
  });
  return seconds * 1_000 + nanos / 1e6;
}

/** The address of a config.core.v3.Address; undefined for pipes and the like. */
export function readSocketAddress(bytes: Uint8Array): string | undefined {
  let address: string | undefined;
  readMessage(bytes, (field, value) => {
    if (field !== 1) return false;
    readMessage(value.bytes(), (inner, text) => {
      if (inner === 2) address = text.text();
      return inner === 2;
    });
    return true;
  });
  return address;
}

/** google.protobuf.UInt32Value */
export function readWrapped(bytes: Uint8Array): number {
  let number = 0;
  readMessage(bytes, (field, value) => {
    if (field === 1) number = value.number();
    return field === 1;
  });
  return number;
}
