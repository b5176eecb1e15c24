import path from 'node:path';
import { CodedError } from '../model/index.ts';
import { connectTo, type Client } from '../app/index.ts';
import { FORMATS, createOutput, wantsColor, type Format, type Output } from './output.ts';

/** What every command is given: where to write, and how to reach the server. */
export interface Context {
  readonly output: Output;
  readonly verbose: number;
  readonly input: boolean;
  /** Folder given by --data, or undefined. */
  readonly data: string | undefined;
  /** Client of the running server. Errors: SP3006. */
  client(): Client;
}

export type Options = Readonly<Record<string, unknown>>;
export type Run = (context: Context, args: readonly string[], options: Options) => Promise<number>;

export function contextOf(options: Options): Context {
  const format = options['json'] === true ? 'json' : (text(options, 'output') ?? 'table');
  if (!(FORMATS as readonly string[]).includes(format))
    throw new CodedError('SP0003', `--output ${format}: give ${FORMATS.join(', ')}`);
  const color = wantsColor(options['color'] === false ? false : undefined, process.stdout, process.env);
  const data = typeof options['data'] === 'string' ? options['data'] : undefined;
  return {
    output: createOutput({
      format: format as Format,
      quiet: options['quiet'] === true,
      color,
      width: process.stdout.columns ?? 100,
    }),
    verbose: Number(options['verbose'] ?? 0),
    input: options['input'] !== false && process.stdin.isTTY === true,
    data,
    client: () => connectToEither(data),
  };
}

/** Without --data: the server of `protect`, else that of the demo. */
function connectToEither(data: string | undefined): Client {
  if (data !== undefined) return connectTo(data);
  const root = baseFolder();
  for (const folder of [path.join(root, '.sallyport', 'data'), path.join(root, '.sallyport', 'demo')]) {
    try {
      return connectTo(folder);
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'SP3006') throw error;
    }
  }
  throw new CodedError('SP3006', 'no server runs here; give its --data folder');
}

/** A clone keeps its data beside its code, an installed program in the working folder. */
export const baseFolder = (): string => process.env['SALLYPORT_ROOT'] ?? process.cwd();

export const text = (options: Options, name: string): string | undefined => {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
};
