import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { CodedError } from '../model/index.ts';

/** The folder that holds all an installation remembers. */
export interface DataFolder {
  readonly folder: string;
  /** 32 bytes, made once: key of all pseudonyms. Losing it means old and new pseudonyms no longer meet. */
  readonly key: Uint8Array;
  readonly policyFile: string;
}

/** What a running server leaves for the CLI of the same person: where the console is and a token for it. */
export interface ServerNote {
  readonly pid: number;
  readonly console: string;
  readonly token: string;
  readonly gateway: string;
  /** A host name of each certificate of the gateway. */
  readonly names: readonly string[];
}

/** Makes or opens the folder. Errors: SP5001 with the failing step. */
export function openDataFolder(folder: string): DataFolder {
  const absolute = path.resolve(folder);
  try {
    mkdirSync(absolute, { recursive: true, mode: 0o700 });
    if (!statSync(absolute).isDirectory()) throw new Error('it is not a folder');
    accessSync(absolute, constants.R_OK | constants.W_OK | constants.X_OK);
    return {
      folder: absolute,
      key: readOrMakeKey(path.join(absolute, 'installation.key')),
      policyFile: path.join(absolute, 'policy.yaml'),
    };
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw new CodedError('SP5001', `${absolute}: ${(cause as Error).message}`, { cause });
  }
}

function readOrMakeKey(file: string): Uint8Array {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
  const key = readFileSync(file);
  if (key.length !== 32) throw new CodedError('SP5005', `${file} holds ${key.length} bytes instead of 32`);
  return key;
}

const noteFile = (folder: string): string => path.join(folder, 'server.json');

/** Readable by the owner only: it holds the administrator's token of this run. */
export function writeServerNote(folder: string, note: ServerNote): void {
  writeFileSync(noteFile(folder), JSON.stringify(note), { mode: 0o600 });
  chmodSync(noteFile(folder), 0o600);
}

/** The note of a server that is still alive, if any. */
export function readServerNote(folder: string): ServerNote | undefined {
  try {
    const note = JSON.parse(readFileSync(noteFile(folder), 'utf8')) as ServerNote;
    process.kill(note.pid, 0);
    return note;
  } catch {
    return undefined;
  }
}

export function removeServerNote(folder: string): void {
  rmSync(noteFile(folder), { force: true });
}
