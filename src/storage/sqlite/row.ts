import type { SQLOutputValue } from 'node:sqlite';
import type {
  ActorRef,
  ControlRecord,
  EndpointRef,
  ExchangeEnd,
  JournalRecord,
  ObjectRef,
  SensorName,
  Signal,
  TransactionRecord,
  Verdict,
} from '../../model/index.ts';
import { signalCount } from '../index.ts';
import type { Texts } from './texts.ts';

/**
 * Columns of table `record`, in the order of their values. Those marked `text` hold a number of table `text`. NULL
 * stands for empty lists and absent parts, so that an unremarkable transaction costs no JSON. `change` is set for
 * control records only, which leave all from `seq_out` to `rest` and `sensor` NULL. New columns go to the end: that is
 * where SQLite adds them to files that exist.
 */
const COLUMNS = {
  seq: 'INTEGER PRIMARY KEY', // append order over all days
  time: 'INTEGER NOT NULL',
  bucket: 'INTEGER NOT NULL', // see buckets.ts
  run: 'INTEGER NOT NULL', // text
  seq_in: 'INTEGER NOT NULL',
  id: 'TEXT NOT NULL',
  seq_out: 'INTEGER',
  duration: 'REAL',
  method: 'INTEGER', // text
  host: 'INTEGER', // text
  path: 'TEXT',
  query: 'TEXT',
  endpoint: 'INTEGER', // text
  template: 'INTEGER', // text
  status: 'INTEGER',
  ending: 'INTEGER', // text
  request_bytes: 'INTEGER',
  response_bytes: 'INTEGER',
  address: 'TEXT',
  actor: 'TEXT',
  actor_kind: 'INTEGER', // text
  actor_label: 'TEXT',
  conclusion: 'INTEGER', // text
  verdict: 'INTEGER', // text: JSON of a verdict that many rows share; NULL when `rest` holds it
  objects: 'TEXT', // flat JSON list: name, key, ordinal or null
  signals: 'TEXT', // JSON of Signals
  rest: 'TEXT', // JSON of Rest
  change: 'TEXT', // JSON of ControlChange
  sensor: 'INTEGER', // text; NULL for the gateway
} as const;
type Column = keyof typeof COLUMNS;

const NAMES = Object.keys(COLUMNS) as Column[];
export const RECORD_SCHEMA = `CREATE TABLE record (${Object.entries(COLUMNS)
  .map((column) => column.join(' '))
  .join(', ')})`;
export const RECORD_COLUMNS = NAMES.map((name) => `record.${name}`).join(', ');
export const RECORD_INSERT = `INSERT INTO record VALUES (${NAMES.map(() => '?').join(', ')})`;

/** Values of a row in the order of COLUMNS; as arrays they are read twice as fast as objects of 28 members. */
export type Row = readonly SQLOutputValue[];
const AT = Object.fromEntries(NAMES.map((name, n) => [name, n])) as Readonly<Record<Column, number>>;

export const rowSeq = (row: Row): number => row[AT.seq] as number;

type Value = string | number | null;
type Signals = Pick<TransactionRecord, 'requestSignals' | 'responseSignals' | 'stateSignals'>;
type Rest = Partial<Pick<TransactionRecord, 'login' | 'judgedAs' | 'verdict'>>;

/** A verdict without parts of this one request: the same object answers thousands. */
const isShared = (verdict: Verdict): boolean =>
  verdict.rules.length === 0 && verdict.mitigation === undefined && verdict.until === undefined;

/** Written by hand: JSON.stringify of the flattened list costs eight times as much. */
function encodeObjects(objects: readonly ObjectRef[]): string | null {
  if (objects.length === 0) return null;
  return `[${objects.map(({ name, key, ordinal }) => `${JSON.stringify(name)},${key},${ordinal ?? null}`).join()}]`;
}

function encodeSignals(record: TransactionRecord): string | null {
  if (signalCount(record) === 0) return null;
  const { requestSignals, responseSignals, stateSignals } = record;
  return JSON.stringify({ requestSignals, responseSignals, stateSignals } satisfies Signals);
}

function encodeRest({ login, judgedAs, verdict }: TransactionRecord, verdictShared: boolean): string | null {
  if (login === undefined && judgedAs === undefined && verdictShared) return null;
  return JSON.stringify({
    ...(login && { login }),
    ...(judgedAs && { judgedAs }),
    ...(!verdictShared && { verdict }),
  } satisfies Rest);
}

/** Turns records into column values. One a file; the last shared verdict is remembered because most rows have it. */
export function createRowEncoder(texts: Texts): (seq: number, bucket: number, record: JournalRecord) => Value[] {
  let lastVerdict: Verdict | undefined;
  let lastText = '';
  const verdictText = (verdict: Verdict): string => {
    if (verdict !== lastVerdict) {
      lastVerdict = verdict;
      lastText = JSON.stringify(verdict);
    }
    return lastText;
  };
  const control = (seq: number, bucket: number, { time, run, seqIn, id, change }: ControlRecord): Value[] => {
    const head: Value[] = [seq, time, bucket, texts.intern(run), seqIn, id];
    return [...head, ...Array<null>(AT.change - head.length).fill(null), JSON.stringify(change), null];
  };
  return (seq, bucket, record) => {
    if (record.kind === 'control') return control(seq, bucket, record);
    const { endpoint, actor, verdict } = record;
    const shared = isShared(verdict);
    return [
      seq,
      record.time,
      bucket,
      texts.intern(record.run),
      record.seqIn,
      record.id,
      record.seqOut,
      record.durationMs,
      texts.intern(record.method),
      texts.intern(record.host),
      record.path,
      record.query,
      endpoint && texts.intern(endpoint.id),
      endpoint && texts.intern(endpoint.template),
      record.status,
      texts.intern(record.end),
      record.requestBytes,
      record.responseBytes,
      record.address,
      actor.id,
      texts.intern(actor.kind),
      actor.label,
      texts.intern(verdict.conclusion),
      shared ? texts.intern(verdictText(verdict)) : null,
      encodeObjects(record.objects),
      encodeSignals(record),
      encodeRest(record, shared),
      null,
      record.sensor === undefined ? null : texts.intern(record.sensor),
    ];
  };
}

const NO_OBJECTS: readonly ObjectRef[] = [];
const NO_SIGNALS: Signals = { requestSignals: [], responseSignals: [], stateSignals: [] };
const NO_REST: Rest = {};

function decodeObjects(text: SQLOutputValue | undefined): readonly ObjectRef[] {
  if (text === null) return NO_OBJECTS;
  const flat = JSON.parse(text as string) as (string | number | null)[];
  return Array.from({ length: flat.length / 3 }, (_, n) => {
    const [name, key, ordinal] = flat.slice(n * 3) as [string, number, number | null];
    return ordinal === null ? { name, key } : { name, key, ordinal };
  });
}

/** Turns column values into records. One a file; shared verdicts are parsed once. */
export function createRowDecoder(texts: Texts): (row: Row) => JournalRecord {
  let verdicts = new Map<number, Verdict>();
  const shared = (id: number): Verdict => {
    let verdict = verdicts.get(id);
    if (!verdict) {
      if (verdicts.size > 1_000) verdicts = new Map();
      verdicts.set(id, (verdict = JSON.parse(texts.value(id)) as Verdict));
    }
    return verdict;
  };
  const text = (id: SQLOutputValue | undefined): string => texts.value(id as number);
  const endpoint = (row: Row): EndpointRef | null =>
    row[AT.endpoint] === null ? null : { id: text(row[AT.endpoint]), template: text(row[AT.template]) };
  return (row) => {
    const head = {
      id: row[AT.id] as string,
      run: text(row[AT.run]),
      seqIn: row[AT.seq_in] as number,
      time: row[AT.time] as number,
    };
    if (row[AT.change] !== null)
      return { kind: 'control', ...head, change: JSON.parse(row[AT.change] as string) as ControlRecord['change'] };
    const signals =
      row[AT.signals] === null
        ? NO_SIGNALS
        : (JSON.parse(row[AT.signals] as string) as { readonly [K in keyof Signals]: readonly Signal[] });
    const { verdict, ...rest } = row[AT.rest] === null ? NO_REST : (JSON.parse(row[AT.rest] as string) as Rest);
    return {
      kind: 'transaction',
      ...head,
      seqOut: row[AT.seq_out] as number,
      durationMs: row[AT.duration] as number,
      method: text(row[AT.method]),
      host: text(row[AT.host]),
      path: row[AT.path] as string,
      query: row[AT.query] as string,
      endpoint: endpoint(row),
      status: row[AT.status] as number,
      end: text(row[AT.ending]) as ExchangeEnd,
      requestBytes: row[AT.request_bytes] as number,
      responseBytes: row[AT.response_bytes] as number,
      address: row[AT.address] as string,
      ...(row[AT.sensor] !== null && { sensor: text(row[AT.sensor]) as SensorName }),
      actor: {
        id: row[AT.actor] as string,
        kind: text(row[AT.actor_kind]) as ActorRef['kind'],
        label: row[AT.actor_label] as string,
      },
      objects: decodeObjects(row[AT.objects]),
      ...signals,
      verdict: verdict ?? shared(row[AT.verdict] as number),
      ...rest,
    };
  };
}
