import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import type { Rule } from '../detect/index.ts';
import { nearest } from '../lib/text/nearest.ts';
import { CodedError, LIMITS, type ErrorCode } from '../model/index.ts';
import { policySchema, type PolicyFile } from './policy-schema.ts';

type Path = readonly PropertyKey[];

/** A policy text under reading: knows where everything stands and how to complain about it. */
interface Source {
  readonly document: Document;
  fail(code: ErrorCode, offset: number, message: string): never;
}

/** YAML → checked content. Errors: see `parsePolicy`. */
export function readPolicyFile(text: string, file: string, rules: readonly Rule[]): PolicyFile {
  const source = readYaml(text, file);
  const value: unknown = toPlain(source) ?? {};
  const result = policySchema(rules).safeParse(value);
  if (!result.success) complain(source, result.error.issues, rules);
  checkExceptions(source, result.data, rules);
  return result.data;
}

function readYaml(text: string, file: string): Source {
  const lines = new LineCounter();
  const fail = (code: ErrorCode, offset: number, message: string): never => {
    const { line, col } = lines.linePos(offset);
    throw new CodedError(code, `${file}:${line}:${col}: ${message}`);
  };
  if (text.length > LIMITS.policyChars)
    throw new CodedError('SP1102', `${file}: longer than ${LIMITS.policyChars} characters`);
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) fail('SP1101', error.pos[0], error.message);
  return { document, fail };
}

/** Aliases are expanded within yaml's bound, so that a small file cannot grow into a huge one. */
function toPlain(source: Source): unknown {
  try {
    return source.document.toJS();
  } catch (error) {
    return source.fail('SP1101', 0, error instanceof Error ? error.message : String(error));
  }
}

/** Reports the first issue in the file's order and how many more there are. */
function complain(source: Source, issues: readonly z.core.$ZodIssue[], rules: readonly Rule[]): never {
  const complaints = issues
    .map((issue) => toComplaint(source.document, issue, rules))
    .sort((a, b) => a.offset - b.offset);
  const [first] = complaints;
  if (first === undefined) throw new CodedError('SP0001', 'a policy was refused without a reason');
  const more = complaints.length > 1 ? ` (and ${complaints.length - 1} more)` : '';
  return source.fail(first.code, first.offset, first.message + more);
}

interface Complaint {
  readonly code: ErrorCode;
  readonly offset: number;
  readonly message: string;
}

function toComplaint(document: Document, issue: z.core.$ZodIssue, rules: readonly Rule[]): Complaint {
  if (issue.code !== 'unrecognized_keys') {
    return {
      code: 'SP1102',
      offset: offsetOf(document, issue.path),
      message: `${issue.path.join('.') || 'the file'} ${wording(issue)}`,
    };
  }
  const key = issue.keys[0] ?? '';
  const offset = keyOffset(document, issue.path, key);
  if (issue.path.length === 1 && issue.path[0] === 'rules') return unknownRule(key, offset, rules);
  const place = issue.path.length === 0 ? '' : ` in ${issue.path.join('.')}`;
  return {
    code: 'SP1003',
    offset,
    message: `unknown key "${key}"${place}${suggest(key, knownKeys(issue.path, rules))}`,
  };
}

const wording = (issue: z.core.$ZodIssue): string =>
  issue.message.startsWith('must')
    ? issue.message
    : `is not valid: ${issue.message.replace(/^Invalid (input|option): /, '')}`;

const unknownRule = (id: string, offset: number, rules: readonly Rule[]): Complaint => ({
  code: 'SP1103',
  offset,
  message: `no rule "${id}"${suggest(
    id,
    rules.map((rule) => rule.id),
  )}`,
});

function suggest(key: string, candidates: readonly string[]): string {
  const near = nearest(key, candidates);
  return near === undefined ? '' : `, did you mean "${near}"?`;
}

/** The keys that may stand at a place, read off the schema itself. */
function knownKeys(path: Path, rules: readonly Rule[]): readonly string[] {
  let schema: unknown = policySchema(rules);
  for (const step of path) schema = inner(schema, step);
  return Object.keys(shapeOf(schema));
}

function inner(schema: unknown, step: PropertyKey): unknown {
  const plain = unwrap(schema);
  return plain instanceof z.ZodArray ? plain.element : shapeOf(plain)[String(step)];
}

/** Without the layers that make it optional. */
const unwrap = (schema: unknown): unknown =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? unwrap(schema.unwrap()) : schema;

function shapeOf(schema: unknown): Readonly<Record<string, unknown>> {
  const plain = unwrap(schema);
  return plain instanceof z.ZodObject ? plain.shape : {};
}

/** Where a value stands; the nearest enclosing one when it is missing. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function keyOffset(document: Document, path: Path, key: string): number {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && String(item.key.value) === key) : undefined;
  return isScalar(pair?.key) && pair.key.range ? pair.key.range[0] : offsetOf(document, path);
}

/** What the schema cannot say: rules exist, names are unique, a condition is given. */
function checkExceptions(source: Source, file: PolicyFile, rules: readonly Rule[]): void {
  const ids = new Set(rules.map((rule) => rule.id));
  const seen = new Set<string>();
  for (const [index, exception] of (file.exceptions ?? []).entries()) {
    const at = (...rest: readonly PropertyKey[]): number => offsetOf(source.document, ['exceptions', index, ...rest]);
    const unknown = exception.rules.findIndex((id) => id !== '*' && !ids.has(id));
    if (unknown >= 0) {
      const complaint = unknownRule(exception.rules[unknown] ?? '', at('rules', unknown), rules);
      source.fail(complaint.code, complaint.offset, complaint.message);
    }
    if (seen.has(exception.id))
      source.fail('SP1102', at('id'), `exceptions.${index}.id "${exception.id}" is used twice`);
    seen.add(exception.id);
    if (exception.addresses === undefined && exception.actors === undefined && exception.path === undefined) {
      source.fail(
        'SP1102',
        at(),
        `exceptions.${index} gives no addresses, actors or path: to switch a rule off everywhere, use its mode`,
      );
    }
  }
}
