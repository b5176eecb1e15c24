import type { FieldStats, SegmentReason } from '../../model/index.ts';
import { confidenceOf, reasons } from './judge.ts';
import { maskValue } from './mask-value.ts';
import { parameterName } from './parameter-name.ts';
import type { Parameter } from './place.ts';
import { decodeSegment } from './segments.ts';
import { isSmallNumber, isVersion } from './shape.ts';
import type { TemplatePart } from './templates.ts';
import { mergeSketch, newSketch, type ValueSketch } from './value-sketch.ts';
import { readWord } from './word-form.ts';

/** A template as text with the reason of every segment. */
export interface DescribedParts {
  readonly template: string;
  /** The template with `{}` for every parameter: what makes it the same endpoint whatever its parameters are called. */
  readonly canonical: string;
  readonly segments: readonly SegmentReason[];
  /** Path parameters as fields. */
  readonly fields: readonly FieldStats[];
}

export function describeParts(parts: readonly TemplatePart[]): DescribedParts {
  const names: string[] = [];
  const fields: FieldStats[] = [];
  const segments = parts.map((part, index): SegmentReason => {
    if (part.kind === 'literal') return describeLiteral(part);
    const before = parts[index - 1];
    const described = describeParameter(
      part.parameter,
      part.requests,
      before?.kind === 'literal' ? before.segment : undefined,
      names,
    );
    names.push(described.reason.parameter ?? '');
    fields.push(described.field);
    return described.reason;
  });
  const base = baseLength(segments);
  const template = `/${segments.map(({ segment }) => segment).join('/')}`;
  return {
    template,
    canonical: `/${segments.map((reason) => (reason.kind === 'parameter' ? '{}' : reason.segment)).join('/')}`,
    segments: segments.map((reason, index) =>
      index < base && reason.kind === 'literal' ? { ...reason, kind: 'base' } : reason,
    ),
    fields,
  };
}

/** Everything before the last version near the front is the base path. */
function baseLength(segments: readonly SegmentReason[]): number {
  const front = segments.slice(0, 4);
  return front.findLastIndex(({ kind }) => kind === 'version');
}

function describeLiteral(part: TemplatePart & { kind: 'literal' }): SegmentReason {
  const decoded = decodeSegment(part.segment);
  const version = isVersion(decoded) || isSmallNumber(decoded);
  const why = reasons(part.judgement);
  return {
    segment: part.segment,
    kind: version ? 'version' : 'literal',
    distinct: 1,
    observations: part.requests,
    confidence: round(part.judgement.logOdds === 0 ? 0.5 : confidenceOf(part.judgement.logOdds)),
    because: why.length > 0 ? why : ['nothing speaks for a value here'],
    examples: [],
  };
}

interface DescribedParameter {
  readonly reason: SegmentReason;
  readonly field: FieldStats;
}

function describeParameter(
  parameter: Parameter,
  requests: number,
  before: string | undefined,
  names: readonly string[],
): DescribedParameter {
  const sketch = newSketch();
  for (const pool of parameter.pools) if (pool.values !== undefined) mergeSketch(sketch, pool.values);
  const strong = sketch.seen.size;
  const types = distinctByType(sketch);
  const suffixes = new Set(sketch.suffixes.keys());
  for (const word of parameter.words) {
    const { form, extension } = readWord(decodeSegment(word.segment));
    const type = parameter.prefix === '' ? form : 'format';
    types.set(type, (types.get(type) ?? 0) + 1);
    suffixes.add(extension);
  }
  const type = [...types].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 'word';
  const distinct = strong + parameter.words.length;
  const name = parameter.named?.name ?? parameterName(parameter.prefix === '' ? before : undefined, type, names);
  const suffix = suffixes.size === 1 && parameter.prefix === '' ? ([...suffixes][0] ?? '') : '';
  const shown = TYPE_NAMES[type] ?? type;
  return {
    reason: {
      segment: `${parameter.prefix}{${name}}${suffix}`,
      kind: 'parameter',
      parameter: name,
      type: shown,
      distinct,
      observations: requests,
      confidence: round(confidenceOfParameter(parameter, strong)),
      because: because(parameter, strong, sketch.full, types),
      examples: [...sketch.examples, ...parameter.words.slice(0, 4).map(({ segment }) => maskValue(segment))].slice(
        0,
        4,
      ),
    },
    field: {
      place: 'path',
      name,
      types: { [type === 'integer' ? 'integer' : type === 'number' ? 'number' : 'string']: requests },
      present: requests,
      outOf: requests,
      classes: type === 'email' ? { email: requests } : {},
      ...formatOfType(type),
    },
  };
}

/** Distinct values by type: how often each was asked for must not rename a parameter. */
function distinctByType({ types, seen }: ValueSketch): Map<string, number> {
  let all = 0;
  for (const count of types.values()) all += count;
  return new Map([...types].map(([type, count]) => [type, (count / all) * seen.size]));
}

/** Names of word forms as types a person reads. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  handle: 'user name',
  'numbered-slug': 'slug',
  'long-slug': 'slug',
  'two-words': 'slug',
  plural: 'word',
  'camel-case': 'word',
  'small-number': 'integer',
  encoded: 'text',
  other: 'text',
};

const formatOfType = (type: string): { readonly format?: string } =>
  type === 'uuid' || type === 'date' || type === 'date-time' || type === 'email' ? { format: type } : {};

/** A strong form alone is 0.9 sure, and each further value halves the doubt; words bring their own odds, the best of them counts. */
function confidenceOfParameter(parameter: Parameter, strong: number): number {
  const byForm = strong === 0 ? 0 : 1 - 0.1 / 2 ** Math.min(6, strong - 1);
  return parameter.words.reduce(
    (best, { judgement }) => Math.max(best, judgement.logOdds > 0 ? confidenceOf(judgement.logOdds) : 0),
    byForm,
  );
}

function because(
  parameter: Parameter,
  strong: number,
  full: boolean,
  types: ReadonlyMap<string, number>,
): readonly string[] {
  const lines: string[] = parameter.named === undefined ? [] : [parameter.named.statement];
  const named = [...types].map(([type]) => TYPE_NAMES[type] ?? type);
  if (strong > 0)
    lines.push(
      `${full ? 'more than ' : ''}${strong} distinct ${strong === 1 ? 'value' : 'values'} in the form of ${[...new Set(named)].join(', ')}`,
    );
  if (parameter.words.length === 0) return lines;
  lines.push(`${parameter.words.length} ${parameter.words.length === 1 ? 'word' : 'words'} judged to be values`);
  const phrases = new Map<string, number>();
  for (const { judgement } of parameter.words)
    for (const phrase of reasons(judgement)) phrases.set(phrase, (phrases.get(phrase) ?? 0) + 1);
  for (const [phrase, count] of [...phrases].toSorted(([, a], [, b]) => b - a).slice(0, 4))
    lines.push(`${count} of ${parameter.words.length}: ${phrase}`);
  return lines;
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000;
