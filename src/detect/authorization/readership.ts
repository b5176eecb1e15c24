import { LIMITS, type ActorRef } from '../../model/index.ts';

/**
 * Who reads the objects of a collection. Orders are read by their owner; products are read by everybody. Only the first
 * objects of each actor count: otherwise one that reads everything, the very actor in question, would make private
 * objects look public.
 */
export interface Readership {
  /** Actors that read here, and those among them that read an object which another had read before. */
  readers: number;
  sharers: number;
  /** Actors without a principal or session that were answered with an object. */
  anonymous: number;
  /** Actors that asked for many objects without walking through them: machines, support staff. */
  bulk: number;
  /** Objects the readers asked for, each reader counted up to `FIRST_OBJECTS`. */
  objects: number;
  /** Object keys, and who asked first for each: two arrays, since a scan of plain numbers costs a tenth of one of records. */
  readonly keys: number[];
  readonly first: string[];
  /** Where the next object is put once the arrays are full: the one put first leaves first. */
  next: number;
}

/** What a collection remembers of one reader, kept in that reader's own state. */
export interface Reader {
  counted: number;
  sharer: boolean;
  anonymous: boolean;
  bulk: boolean;
}

/** Objects of one actor that count towards the readership: about what a customer looks at in one visit. */
const FIRST_OBJECTS = 8;
/** Readers from which the share of sharers says something. */
const KNOWN_READERS = 10;
/** Share of readers who met objects of others. Private collections stay near 0, catalogues above 0.5 once they are read. */
const PUBLIC_SHARE = 0.25;
/** Share of the other readers that must read in bulk for it to be usual: among customers they are a few in a thousand. */
const BULK_SHARE = 0.2;
/** Others seen to get objects without signing in: enough to take a collection for public before readers are known. */
const OPEN_READERS = 2;
/** Counts are halved there, so that a collection that changes its nature is seen anew. */
const FORGET_AT = 4_096;

export const newReadership = (): Readership => ({
  readers: 0,
  sharers: 0,
  anonymous: 0,
  bulk: 0,
  objects: 0,
  keys: [],
  first: [],
  next: 0,
});
export const NEW_READER: Readonly<Reader> = { counted: 0, sharer: false, anonymous: false, bulk: false };

/** An object that this reader had not asked for before. */
export function noteObject(readership: Readership, reader: Reader, actor: ActorRef, key: number): void {
  if (reader.counted >= FIRST_OBJECTS) return;
  if (reader.counted === 0) readership.readers++;
  reader.counted++;
  readership.objects++;
  const position = readership.keys.indexOf(key);
  if (position < 0) {
    readership.keys[readership.next] = key;
    readership.first[readership.next] = actor.id;
    readership.next = (readership.next + 1) % LIMITS.readersPerEndpoint;
  } else if (readership.first[position] !== actor.id && !reader.sharer) {
    reader.sharer = true;
    readership.sharers++;
  }
  if (readership.readers >= FORGET_AT) forgetHalf(readership);
}

/** A reader who did not sign in was answered with an object. */
export function noteAnswered(readership: Readership, reader: Reader): void {
  if (reader.anonymous) return;
  reader.anonymous = true;
  readership.anonymous++;
}

/** The reader asked for many objects and nothing spoke against it. One that is suspected must never make its way usual. */
export function noteBulk(readership: Readership, reader: Reader): void {
  if (reader.bulk) return;
  reader.bulk = true;
  readership.bulk++;
}

/** Readers besides this one. */
export const otherReaders = (readership: Readership): number => Math.max(0, readership.readers - 1);

/** Whether the others here are mostly such that a long row of objects says nothing: an interface for machines. */
export function isBulk(readership: Readership, reader: Reader): boolean {
  const others = readership.bulk - (reader.bulk ? 1 : 0);
  return others > 0 && others >= otherReaders(readership) * BULK_SHARE;
}

/** Whether reading other people's objects here is what everybody does, as far as this reader is concerned. */
export function isPublic(readership: Readership, reader: Reader, actor: ActorRef): boolean {
  if (readership.readers >= KNOWN_READERS) return readership.sharers >= readership.readers * PUBLIC_SHARE;
  // Too early to know. Objects handed out without a sign-in are taken for public ones, others for private ones.
  return isAnonymous(actor) || readership.anonymous - (reader.anonymous ? 1 : 0) >= OPEN_READERS;
}

/** Objects that a reader usually asks for; undefined while too few readers are known. */
export function usualObjects(readership: Readership): number | undefined {
  return readership.readers < KNOWN_READERS
    ? undefined
    : Math.round((readership.objects / readership.readers) * 10) / 10;
}

export const isAnonymous = (actor: ActorRef): boolean => actor.kind === 'address' || actor.kind === 'fingerprint';

function forgetHalf(readership: Readership): void {
  readership.readers = Math.floor(readership.readers / 2);
  readership.sharers = Math.floor(readership.sharers / 2);
  readership.anonymous = Math.floor(readership.anonymous / 2);
  readership.bulk = Math.floor(readership.bulk / 2);
  readership.objects = Math.floor(readership.objects / 2);
}
