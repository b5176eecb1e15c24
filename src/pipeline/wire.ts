import type { ObjectRef, TransactionRecord } from '../model/index.ts';
import type { Captured, CapturedTransaction } from './captured.ts';

/**
 * Captured items as one flat list of values for the way between the threads. The names of 29 members on each of ten thousand
 * records a second are most of what a structured clone would write and read; shared objects (actor, endpoint, the clean
 * verdict) are written once a message. Packed when captured, so the records themselves do not live until the message goes.
 */
export type Packed = unknown[];

const CONTROL = 'c';

export function pack(item: Captured, into: Packed): void {
  if (item.type === 'control') {
    into.push(CONTROL, item.record);
    return;
  }
  const { record, raw, started, weight, keep } = item.transaction;
  into.push(
    record.id,
    record.run,
    record.seqIn,
    record.seqOut,
    record.time,
    record.durationMs,
    record.method,
    record.host,
    record.path,
    record.query,
    record.endpoint,
    record.status,
    record.end,
    record.requestBytes,
    record.responseBytes,
    record.address,
    record.sensor,
    record.actor,
    packObjects(record.objects),
    record.login,
    listOrNothing(record.requestSignals),
    listOrNothing(record.responseSignals),
    listOrNothing(record.stateSignals),
    record.verdict,
    raw,
    listOrNothing(started),
    weight,
    keep,
  );
}

/** The items of a packed list, in order. */
export function unpack(packed: Packed): readonly Captured[] {
  const items: Captured[] = [];
  const reader = new Reader(packed);
  while (reader.more) {
    const id = reader.next<string>();
    if (id === CONTROL) items.push({ type: 'control', record: reader.next() });
    else items.push({ type: 'transaction', transaction: readTransaction(id, reader) });
  }
  return items;
}

type Fields = CapturedTransaction['record'];
const NONE: readonly never[] = [];

function readTransaction(id: string, reader: Reader): CapturedTransaction {
  // The members are read in the order in which they were packed.
  const fields = {
    kind: 'transaction',
    id,
    run: reader.next<Fields['run']>(),
    seqIn: reader.next<number>(),
    seqOut: reader.next<number>(),
    time: reader.next<number>(),
    durationMs: reader.next<number>(),
    method: reader.next<string>(),
    host: reader.next<string>(),
    path: reader.next<string>(),
    query: reader.next<string>(),
    endpoint: reader.next<Fields['endpoint']>(),
    status: reader.next<number>(),
    end: reader.next<Fields['end']>(),
    requestBytes: reader.next<number>(),
    responseBytes: reader.next<number>(),
    address: reader.next<string>(),
    ...optionalSensor(reader.next()),
    actor: reader.next<Fields['actor']>(),
    objects: unpackObjects(reader.next()),
  } as const;
  const login = reader.next<TransactionRecord['login']>();
  const signals = {
    requestSignals: reader.next<Fields['requestSignals'] | undefined>() ?? NONE,
    responseSignals: reader.next<Fields['responseSignals'] | undefined>() ?? NONE,
    stateSignals: reader.next<Fields['stateSignals'] | undefined>() ?? NONE,
    verdict: reader.next<Fields['verdict']>(),
  };
  const raw = reader.next<CapturedTransaction['raw']>();
  const started = reader.next<CapturedTransaction['started'] | undefined>() ?? NONE;
  const weight = reader.next<number>();
  const keep = reader.next<CapturedTransaction['keep']>();
  return {
    record: login === undefined ? { ...fields, ...signals } : { ...fields, ...signals, login },
    started,
    weight,
    ...(raw !== undefined && { raw }),
    ...(keep !== undefined && { keep }),
  };
}

const optionalSensor = (sensor: Fields['sensor']): Pick<Fields, 'sensor'> => (sensor === undefined ? {} : { sensor });

const listOrNothing = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);

type PackedObjects = readonly (string | number | undefined)[] | undefined;

function packObjects(objects: readonly ObjectRef[]): PackedObjects {
  if (objects.length === 0) return undefined;
  const flat: (string | number | undefined)[] = [];
  for (const { name, key, ordinal } of objects) flat.push(name, key, ordinal);
  return flat;
}

function unpackObjects(flat: PackedObjects): readonly ObjectRef[] {
  if (flat === undefined) return NONE;
  const objects: ObjectRef[] = [];
  for (let index = 0; index < flat.length; index += 3) {
    const [name, key, ordinal] = [
      flat[index] as string,
      flat[index + 1] as number,
      flat[index + 2] as number | undefined,
    ];
    objects.push(ordinal === undefined ? { name, key } : { name, key, ordinal });
  }
  return objects;
}

class Reader {
  readonly #values: Packed;
  #at = 0;

  constructor(values: Packed) {
    this.#values = values;
  }

  get more(): boolean {
    return this.#at < this.#values.length;
  }

  /** The packer put the values in this order; only here is it said what they are. */
  next<T>(): T {
    return this.#values[this.#at++] as T;
  }
}
