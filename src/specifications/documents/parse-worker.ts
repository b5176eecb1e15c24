import { parentPort, workerData } from 'node:worker_threads';
import { CodedError, type ErrorCode } from '../../model/index.ts';
import { parseSpecification, type ParsedDocument } from './parse.ts';

export interface ParseJob {
  readonly file: string;
  readonly bytes: Uint8Array;
}
export type ParseResult = { readonly document: ParsedDocument } | { readonly code: ErrorCode; readonly detail: string };

/** A thread of its own: what a hostile document costs in time and memory ends with it. */
const { file, bytes } = workerData as ParseJob;
const answer = (result: ParseResult): void => parentPort?.postMessage(result);

try {
  answer({ document: await parseSpecification(file, bytes) });
} catch (error) {
  if (!(error instanceof CodedError)) throw error;
  answer({ code: error.code, detail: error.detail });
}
