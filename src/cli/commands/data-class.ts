import { readFileSync } from 'node:fs';
import { classifierOf, dataClassInfos } from '../../app/index.ts';
import { CodedError, LIMITS } from '../../model/index.ts';
import { text, type Context, type Options } from '../context.ts';
import { EXIT } from '../exit-codes.ts';

export async function list(context: Context, _args: readonly string[], options: Options): Promise<number> {
  context.output.rows(await dataClassInfos(text(options, 'dataClasses')), [
    { title: 'id', cell: (row) => row.id, whole: true },
    { title: 'category', cell: (row) => row.category },
    { title: 'severity', cell: (row) => row.severity },
    { title: 'title', cell: (row) => row.title },
    { title: 'own', cell: (row) => (row.own ? 'yes' : '') },
  ]);
  return EXIT.done.code;
}

export async function check(context: Context, [file = '']: readonly string[]): Promise<number> {
  const own = (await dataClassInfos(file)).filter((row) => row.own);
  context.output.say(`${file}: valid, ${own.length} classes, every example comes out as it says`);
  context.output.rows(own, [
    { title: 'id', cell: (row) => row.id, whole: true },
    { title: 'category', cell: (row) => row.category },
    { title: 'severity', cell: (row) => row.severity },
    { title: 'title', cell: (row) => row.title },
  ]);
  return EXIT.done.code;
}

/** Prints a JSON list of `{id, class, confidence}`, one for each value that is of a class. Classes in snake_case. */
export async function test(context: Context, [file]: readonly string[], options: Options): Promise<number> {
  const classify = await classifierOf(text(options, 'dataClasses'));
  const questions = questionsOf(readInput(file), file ?? 'standard input');
  const answers = questions.flatMap(({ id, key, value }) => {
    const hit = classify(key, value);
    return hit === undefined
      ? []
      : [{ id, class: hit.class.replaceAll('-', '_'), confidence: Math.round(hit.confidence * 100) / 100 }];
  });
  process.stdout.write(`[${answers.map((answer) => `\n  ${JSON.stringify(answer)}`).join(',')}\n]\n`);
  context.output.say(`${questions.length} values, ${answers.length} of a class`);
  return EXIT.done.code;
}

interface Question {
  readonly id: string | number;
  readonly key: string;
  readonly value: string;
}

function readInput(file: string | undefined): string {
  let read: string;
  try {
    read = readFileSync(file === undefined || file === '-' ? 0 : file, 'utf8');
  } catch (cause) {
    throw new CodedError('SP4001', `${file ?? 'standard input'}: ${(cause as Error).message}`, { cause });
  }
  if (read.length > LIMITS.importEntryBytes)
    throw new CodedError('SP4001', `${file ?? 'standard input'}: longer than ${LIMITS.importEntryBytes} characters`);
  return read;
}

function questionsOf(read: string, source: string): readonly Question[] {
  const trimmed = read.trim();
  if (trimmed === '') throw new CodedError('SP0003', `${source}: empty; give JSON lines or a list of {id, key, value}`);
  if (trimmed.startsWith('[')) {
    const all = parse(trimmed, source);
    return (all as readonly unknown[]).map((one, index) => questionOf(one, index, `${source}, entry ${index + 1}`));
  }
  return trimmed.split('\n').flatMap((line, index) => {
    const where = `${source}:${index + 1}`;
    return line.trim() === '' ? [] : [questionOf(parse(line, where), index, where)];
  });
}

function parse(json: string, where: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch (cause) {
    throw new CodedError('SP0003', `${where}: no JSON: ${(cause as Error).message}`, { cause });
  }
}

/** `key` and `name` mean the same; a number or a boolean is judged as its text. */
function questionOf(one: unknown, index: number, where: string): Question {
  if (typeof one !== 'object' || one === null) throw new CodedError('SP0003', `${where}: must be {id, key, value}`);
  const { id, key, name, value } = one as Readonly<Record<string, unknown>>;
  if (!['string', 'number', 'boolean'].includes(typeof value))
    throw new CodedError('SP0003', `${where}: has no "value"`);
  const asked = key ?? name ?? '';
  if (typeof asked !== 'string') throw new CodedError('SP0003', `${where}: "key" must be a text`);
  return { id: typeof id === 'string' || typeof id === 'number' ? id : index, key: asked, value: String(value) };
}
