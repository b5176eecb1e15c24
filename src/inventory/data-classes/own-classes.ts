import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { CodedError, LIMITS, SEVERITIES, type ErrorCode } from '../../model/index.ts';
import { createClassifier, type Classify } from './classify.ts';
import { CHECKSUMS, hasChecksum } from './checksum.ts';
import { DATA_CATEGORIES, type DataClass } from './define.ts';
import { DATA_CLASSES } from './registry.ts';
import { PatternError, safePattern } from './safe-pattern.ts';

const pattern = z.string().min(1);
const example = z.strictObject({
  key: z.string().max(128).default('').describe('Name of the field; empty when any.'),
  value: z.string().min(1).max(LIMITS.patternValueChars),
});

const classSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by "-"')
    .max(60)
    .describe('Permanent name, in kebab-case.'),
  title: z.string().min(1).max(120),
  category: z.enum(DATA_CATEGORIES).default('personal'),
  severity: z.enum(SEVERITIES).default('medium').describe('How bad it is when such data leaks.'),
  keys: z
    .array(pattern)
    .min(1)
    .max(20)
    .optional()
    .describe('Expressions for the whole name of the field, as lower-case words: `memberNo` is `member no`.'),
  values: z
    .array(pattern)
    .min(1)
    .max(20)
    .optional()
    .describe('Expressions for the whole value, regardless of case. Without keys the value alone tells the class.'),
  anywhere: z.boolean().default(false).describe('The value tells the class under any name, not only under the keys.'),
  checksum: z.enum(CHECKSUMS).optional().describe('Check digits that the value must have besides.'),
  confidence: z.number().gt(0).max(1).default(0.9),
  examples: z
    .strictObject({
      is: z.array(example).min(1).describe('Must be taken for this class.'),
      isNot: z.array(example).min(1).describe('Must not.'),
    })
    .describe('Tried whenever the file is read.'),
});

const fileSchema = z.strictObject({ classes: z.array(classSchema).max(LIMITS.ownDataClasses) });
type OwnClass = z.output<typeof classSchema>;

/** JSON Schema (2020-12) for editors. */
export const dataClassesJsonSchema = (): object => ({
  title: 'Sallyport data classes',
  ...z.toJSONSchema(fileSchema, { io: 'input' }),
});

/** Own classes, and a classifier in which they come before the built-in ones. */
export interface OwnClasses {
  readonly classes: readonly DataClass[];
  readonly classify: Classify;
}

/**
 * Reads a YAML text. Every class is tried on its examples, together with all others. Errors, with file, line and column:
 * SP1301 no YAML, SP1302 not as the schema says or an unsafe pattern, SP1303 an example comes out otherwise.
 */
export function readOwnClasses(text: string, file: string): OwnClasses {
  const source = readSource(text, file);
  const read = fileSchema.safeParse(source.value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const path = issue?.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : (issue?.path ?? []);
    return source.fail('SP1302', path, `${path.join('.') || 'the file'}: ${issue?.message ?? 'is not valid'}`);
  }
  const ids = new Set(DATA_CLASSES.map(({ id }) => id));
  const classes = read.data.classes.map((own, index) => {
    if (ids.has(own.id)) source.fail('SP1302', ['classes', index, 'id'], `the id "${own.id}" is taken`);
    ids.add(own.id);
    return toDataClass(own, ['classes', index], source);
  });
  const classify = createClassifier([...classes, ...DATA_CLASSES]);
  for (const [index, own] of read.data.classes.entries()) tryExamples(own, index, classify, source);
  return { classes, classify };
}

type Place = readonly PropertyKey[];
interface Source {
  readonly value: unknown;
  fail(code: ErrorCode, place: Place, message: string): never;
}

function readSource(text: string, file: string): Source {
  if (text.length > LIMITS.policyChars)
    throw new CodedError('SP1301', `${file}: longer than ${LIMITS.policyChars} characters`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const where = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const [error] = document.errors;
  if (error !== undefined) throw new CodedError('SP1301', `${where(error.pos[0])}: ${error.message}`);
  try {
    return {
      value: document.toJS({ maxAliasCount: 50 }),
      fail(code, place, message) {
        throw new CodedError(code, `${where(offsetOf(document, place))}: ${message}`);
      },
    };
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw new CodedError('SP1301', `${file}: ${(cause as Error).message}`, { cause });
  }
}

/** Where a value stands; the nearest enclosing one when it is missing. */
function offsetOf(document: Document, place: Place): number {
  for (let length = place.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(place.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function toDataClass(own: OwnClass, place: Place, source: Source): DataClass {
  const compile = (name: 'keys' | 'values'): readonly RegExp[] =>
    (own[name] ?? []).map((text, index) => {
      try {
        return safePattern(text);
      } catch (error) {
        if (!(error instanceof PatternError)) throw error;
        return source.fail('SP1302', [...place, name, index], `the pattern "${text}" ${error.message}`);
      }
    });
  const keys = compile('keys');
  const values = compile('values');
  if (keys.length + values.length === 0) source.fail('SP1302', place, `"${own.id}" gives neither keys nor values`);
  if (own.anywhere && values.length === 0)
    source.fail('SP1302', [...place, 'anywhere'], `"${own.id}" says anywhere and gives no values`);
  const ask = (value: string): number =>
    value.length <= LIMITS.patternValueChars &&
    (values.length === 0 || values.some((expression) => expression.test(value))) &&
    (own.checksum === undefined || hasChecksum(own.checksum, value))
      ? own.confidence
      : 0;
  return {
    id: own.id,
    title: own.title,
    category: own.category,
    severity: own.severity,
    ...(keys.length > 0 && { names: keys, named: ask }),
    ...((own.anywhere || keys.length === 0) && { anywhere: ask, short: true }),
    examples: {
      is: own.examples.is.map(({ key, value }) => [key, value] as const),
      isNot: own.examples.isNot.map(({ key, value }) => [key, value] as const),
    },
  };
}

function tryExamples({ id, examples }: OwnClass, index: number, classify: Classify, source: Source): void {
  for (const kind of ['is', 'isNot'] as const) {
    for (const [number, { key, value }] of examples[kind].entries()) {
      const found = classify(key, value)?.class;
      if ((found === id) === (kind === 'is')) continue;
      const what = `${key === '' ? '' : `${key}: `}${value}`;
      source.fail(
        'SP1303',
        ['classes', index, 'examples', kind, number],
        kind === 'is'
          ? `"${what}" is ${found === undefined ? 'not recognised' : `taken for ${found}`}, not for ${id}`
          : `"${what}" is taken for ${id}`,
      );
    }
  }
}
