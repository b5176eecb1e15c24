#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { Command, CommanderError } from 'commander';
import { COMMANDS } from './commands.ts';
import { contextOf, type Context } from './context.ts';
import { EXIT } from './exit-codes.ts';
import { createOutput, wantsColor } from './output.ts';
import { helpTopic, reportError } from './report-error.ts';
import { nearest } from '../lib/text/nearest.ts';
import { CodedError } from '../model/index.ts';

/** Builds the command tree. Each command's code is imported only when it runs, so `--help` stays quick. */
export function createProgram(setExit: (code: number) => void): Command {
  const program = new Command('sallyport')
    .description('Unified API Protection: finds APIs, sees attacks and abuse, explains them, stops them.')
    .version(VERSION, '--version', 'print the version')
    .usage('COMMAND [options]')
    .option('-o, --output <format>', 'table, wide, json, jsonl, csv, yaml', 'table')
    .option('--json', 'same as -o json')
    .option('-q, --quiet', 'ids only, no progress')
    .option('-v, --verbose', 'more detail; -vv with stack traces', (_: string, count: number) => count + 1, 0)
    .option('--no-color', 'no colours (also NO_COLOR)')
    .option('--no-input', 'never ask')
    .option('--data <dir>', 'data folder of the server')
    .addHelpText('after', EXAMPLES)
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ outputError: () => {} });

  program
    .command('help [topic]')
    .description('help on a command, an error code (SP1102), errors, or exit-codes')
    .action((topic?: string) => {
      const text =
        topic === undefined
          ? program.helpInformation() + EXAMPLES
          : (helpTopic(topic) ?? find(program, topic)?.helpInformation());
      if (text === undefined) throw new CodedError('SP0002', `no help on "${topic}"`);
      process.stdout.write(`${text}\n`);
    });

  for (const spec of COMMANDS) {
    const parent = spec.noun === undefined ? program : nounOf(program, spec.noun);
    const command = parent
      .command(spec.usage)
      .description(spec.about)
      .exitOverride()
      .configureOutput({ outputError: () => {} });
    for (const [flags, about, fallback] of spec.options ?? []) command.option(flags, about, fallback);
    for (const [flags, about] of spec.repeatable ?? [])
      command.option(flags, `${about} (repeatable)`, (value: string, given: readonly string[] | undefined) => [
        ...(given ?? []),
        value,
      ]);
    command.addHelpText('after', `\nExamples:\n${spec.examples.map((line) => `  ${line}`).join('\n')}`);
    command.action(async (...given: unknown[]) => {
      const options = command.optsWithGlobals();
      const positional = given
        .slice(0, -2)
        .flat()
        .filter((item) => item !== undefined) as string[];
      const run = await spec.load();
      setExit(await run(contextOf(options), positional, options));
    });
  }
  return program;
}

const EXAMPLES = `
Examples:
  sallyport demo                                  a shop API, customers, attackers, the gateway and the console
  sallyport protect http://127.0.0.1:3000         put the gateway before your own API (watches until told to enforce)
  sallyport discover traffic.har --out inventory  endpoints and OpenAPI documents from recorded traffic
  sallyport explain ID                            why a request was refused
  sallyport help exit-codes`;

const VERSION = '0.1.0';

function nounOf(program: Command, noun: string): Command {
  const known = program.commands.find((command) => command.name() === noun);
  return (
    known ??
    program
      .command(noun)
      .description(`${noun} commands`)
      .exitOverride()
      .configureOutput({ outputError: () => {} })
  );
}

function find(program: Command, path: string): Command | undefined {
  return path
    .split(/\s+/)
    .reduce<Command | undefined>((at, name) => at?.commands.find((command) => command.name() === name), program);
}

/** Turns commander's own refusals into our coded errors with a suggestion. */
function toCoded(error: CommanderError, program: Command, argv: readonly string[]): CodedError {
  const words = argv.filter((word) => !word.startsWith('-'));
  if (error.code === 'commander.unknownCommand' || error.code === 'commander.help') {
    const parent = program.commands.find((command) => command.name() === words[0] && command.commands.length > 0);
    const names = (parent ?? program).commands.map((command) =>
      parent ? `${parent.name()} ${command.name()}` : command.name(),
    );
    const given = words.slice(0, parent ? 2 : 1).join(' ');
    const near = nearest(given, names);
    return new CodedError(
      'SP0002',
      `no command "${given}"${near === undefined ? '' : `\n  did you mean: sallyport ${near}`}`,
      { cause: error },
    );
  }
  return new CodedError('SP0003', error.message.replace(/^error: /, ''), { cause: error });
}

/** Runs one command line. Returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let exit: number = EXIT.done.code;
  const program = createProgram((code) => (exit = code));
  const bare = argv.length === 0;
  const json = argv.includes('--json') || argv.join(' ').includes('-o json');
  const style = createOutput({
    format: 'table',
    quiet: false,
    color: wantsColor(argv.includes('--no-color') ? false : undefined, process.stderr, process.env),
    width: 80,
  }).style;
  const verbose = argv.reduce(
    (sum, word) => sum + (word === '-vv' ? 2 : word === '-v' || word === '--verbose' ? 1 : 0),
    0,
  );
  try {
    if (bare) process.stdout.write(`${program.helpInformation()}${EXAMPLES}\n`);
    else await program.parseAsync([...argv], { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.done.code;
      return reportError(toCoded(error, program, argv), { json, verbose, style });
    }
    return reportError(error, { json, verbose, style });
  }
}

export type { Context };

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  enableCompileCache();
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // `sallyport … | head` closes the pipe: that is the reader's right, not a failure.
    if (error.code === 'EPIPE') process.exit(EXIT.done.code);
  });
  const code = await main(process.argv.slice(2));
  process.exitCode = code;
}
