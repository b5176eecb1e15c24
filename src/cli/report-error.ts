import { CodedError, ERRORS, type ErrorCode } from '../model/index.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import type { Style } from './output.ts';

/** Prints what happened, where, and the mend; returns the exit code. A stack only with -vv. */
export function reportError(error: unknown, options: { json: boolean; verbose: number; style: Style }): number {
  const coded = toCoded(error);
  if (options.json) {
    process.stdout.write(
      `${JSON.stringify({ schemaVersion: 1, error: { code: coded.code, title: ERRORS[coded.code].title, detail: coded.detail, mend: coded.mend } })}\n`,
    );
  }
  const { style } = options;
  process.stderr.write(`${style('red', `error[${coded.code}]`)} ${ERRORS[coded.code].title}: ${coded.detail}\n`);
  process.stderr.write(`  mend: ${coded.mend}\n  more: sallyport help ${coded.code}\n`);
  if (options.verbose >= 2) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return exitCodeOf(coded.code);
}

function toCoded(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new CodedError('SP0001', message, { cause: error });
}

export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(ERRORS, text);

/** Text of `sallyport help CODE` and `help exit-codes`; undefined for other topics. */
export function helpTopic(topic: string): string | undefined {
  if (topic === 'exit-codes')
    return Object.values(EXIT)
      .map(({ code, means }) => `${String(code).padStart(4)}  ${means}`)
      .join('\n');
  const code = topic.toUpperCase();
  if (isErrorCode(code)) return `${code}  ${ERRORS[code].title}\n\n  ${ERRORS[code].mend}`;
  if (topic === 'errors')
    return Object.entries(ERRORS)
      .map(([id, { title }]) => `${id}  ${title}`)
      .join('\n');
  return undefined;
}
