import type { ErrorCode } from '../../model/index.ts';
import { CodedError } from '../../model/index.ts';

/** Primary result codes of SQLite (https://sqlite.org/rescode.html) a person can do something about. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  3: 'SP5001', // PERM
  5: 'SP5002', // BUSY
  6: 'SP5002', // LOCKED
  8: 'SP5001', // READONLY
  10: 'SP5001', // IOERR
  11: 'SP5005', // CORRUPT
  13: 'SP5004', // FULL
  14: 'SP5001', // CANTOPEN
  23: 'SP5001', // AUTH
  26: 'SP5005', // NOTADB
};

const FILE_CODES: Readonly<Record<string, ErrorCode>> = { ENOSPC: 'SP5004', EDQUOT: 'SP5004' };

/** A failure of SQLite or of the file system as a coded error that names `file`; anything else is a bug and stays what it is. */
export function codedStorageError(error: unknown, file: string): unknown {
  if (error instanceof CodedError || !(error instanceof Error)) return error;
  const { errcode, code } = error as { errcode?: unknown; code?: unknown };
  const known = typeof errcode === 'number' ? CODES[errcode & 0xff] : systemCode(code);
  return known ? new CodedError(known, `${file}: ${error.message}`, { cause: error }) : error;
}

/** Errors of the file system carry upper-case names such as EACCES; Node's own begin with ERR_. */
function systemCode(code: unknown): ErrorCode | undefined {
  if (typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) return undefined;
  return FILE_CODES[code] ?? 'SP5001';
}

/** Runs `work` and translates what it throws. */
export function coded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw codedStorageError(error, file);
  }
}
