import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { JournalRecord } from '../../model/index.ts';
import { CodedError, LIMITS } from '../../model/index.ts';
import { batchDay } from '../index.ts';
import type { Bounds, DayFile } from './day-file.ts';
import { openDayFile } from './day-file.ts';
import type { Reach } from './day-query.ts';
import { coded, codedStorageError } from './errors.ts';
import { openOr } from './lock.ts';

/** Told when a day's file was found damaged and set aside; the rest of the journal goes on. */
export type OnProblem = (problem: CodedError) => void;

export interface Day {
  readonly day: string;
  readonly bounds: Bounds;
}

const PARTS = ['', '-wal', '-shm'] as const;
/** Numbers left out for a file that cannot tell its last: more than a day at 100,000 records a second. */
const GAP = 10_000_000_000;

/**
 * The files of a journal, `YYYY-MM-DD.sqlite` in one folder, a few of them open at a time. Records are numbered over all
 * files; `sequence` keeps the last number when the file that held it is dropped or set aside.
 * Errors of all methods: SP5001, SP5003, SP5004; a damaged file is none, see `read`.
 */
export class DayFolder {
  readonly #folder: string;
  readonly #onProblem: OnProblem;
  readonly #open = new Map<string, DayFile>();
  readonly #known = new Map<string, Bounds>();
  #lastSeq = 0;

  constructor(folder: string, onProblem: OnProblem) {
    this.#folder = folder;
    this.#onProblem = onProblem;
    openOr(
      () => this.close(),
      () => coded(folder, () => this.#openAll()),
    );
  }

  /** Days that hold records, oldest first. */
  days(): readonly Day[] {
    return [...this.#known].map(([day, bounds]) => ({ day, bounds })).sort((a, b) => (a.day < b.day ? -1 : 1));
  }

  /** Days with records in reach, oldest first. */
  daysWithin(reach: Reach): readonly Day[] {
    return this.days().filter(({ bounds }) => bounds.firstTime < reach.to && bounds.lastTime >= reach.from);
  }

  /**
   * Asks a day's file. One that turns out damaged is set aside under another name and reported, and gives `undefined`
   * like a day that is not there (any more).
   */
  read<T>(day: string, work: (file: DayFile) => T): T | undefined {
    return this.#known.has(day) ? this.#use(day, work) : undefined;
  }

  /** Files a batch under the day of its newest record. */
  append(records: readonly JournalRecord[]): void {
    const day = batchDay(records);
    const write = (): boolean | undefined =>
      this.#use(day, (file) => {
        file.append(records, this.#lastSeq + 1);
        return true;
      });
    // A file found damaged was set aside, so that the second try meets a new one.
    if (!write() && !write()) throw new CodedError('SP5005', `${this.#fileOf(day)} cannot be written`);
  }

  drop(days: readonly string[]): void {
    coded(this.#folder, () => {
      this.#reserve(this.#lastSeq);
      for (const day of days) {
        this.#closeDay(day);
        this.#known.delete(day);
        for (const part of PARTS) rmSync(this.#fileOf(day) + part, { force: true });
      }
    });
  }

  /** Bytes of the folder, files set aside included. */
  bytes(): number {
    const sizes = (): number[] =>
      readdirSync(this.#folder).map(
        (name) => statSync(path.join(this.#folder, name), { throwIfNoEntry: false })?.size ?? 0,
      );
    return coded(this.#folder, sizes).reduce((sum, size) => sum + size, 0);
  }

  close(): void {
    for (const file of this.#open.values()) file.close();
    this.#open.clear();
  }

  #fileOf(day: string): string {
    return path.join(this.#folder, `${day}.sqlite`);
  }

  #openAll(): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const sequence = path.join(this.#folder, 'sequence');
    if (existsSync(sequence)) this.#lastSeq = Number(readFileSync(sequence, 'utf8')) || 0;
    for (const name of readdirSync(this.#folder).sort()) {
      const day = /^(\d{4}-\d\d-\d\d)\.sqlite$/.exec(name)?.[1];
      if (day !== undefined) this.#use(day, () => undefined);
    }
  }

  #use<T>(day: string, work: (file: DayFile) => T): T | undefined {
    try {
      const file = this.#opened(day);
      const result = work(file);
      this.#remember(day, file);
      return result;
    } catch (error) {
      const problem = codedStorageError(error, this.#fileOf(day));
      if (!(problem instanceof CodedError) || problem.code !== 'SP5005') throw problem;
      this.#setAside(day, problem);
      return undefined;
    }
  }

  /** The file of a day, made if new; the one longest unused is closed when there are too many. */
  #opened(day: string): DayFile {
    const file = this.#open.get(day) ?? openDayFile(this.#fileOf(day));
    this.#open.delete(day);
    this.#open.set(day, file);
    if (this.#open.size > LIMITS.journalOpenDays) this.#closeDay(this.#open.keys().next().value as string);
    return file;
  }

  #remember(day: string, { bounds }: DayFile): void {
    if (!bounds) return;
    this.#known.set(day, bounds);
    this.#lastSeq = Math.max(this.#lastSeq, bounds.lastSeq);
  }

  #setAside(day: string, problem: CodedError): void {
    this.#closeDay(day);
    this.#known.delete(day);
    const file = this.#fileOf(day);
    const aside = freeName(file);
    for (const part of PARTS) if (existsSync(file + part)) renameSync(file + part, aside + part);
    this.#reserve(this.#lastSeq + GAP);
    const detail = `${problem.detail}; set aside as ${path.basename(aside)}`;
    this.#onProblem(new CodedError('SP5005', detail, { cause: problem }));
  }

  #reserve(seq: number): void {
    this.#lastSeq = seq;
    writeFileSync(path.join(this.#folder, 'sequence'), String(seq));
  }

  #closeDay(day: string): void {
    const file = this.#open.get(day);
    this.#open.delete(day);
    file?.close();
  }
}

/** A name beside `file` that is not taken. */
function freeName(file: string): string {
  for (let n = 1; ; n++) if (!existsSync(`${file}.damaged-${n}`)) return `${file}.damaged-${n}`;
}
