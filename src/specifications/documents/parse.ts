import { GraphQLError } from 'graphql';
import { LineCounter, parseDocument } from 'yaml';
import { CodedError, LIMITS } from '../../model/index.ts';
import type { ReadDocument } from './document.ts';
import { isRecord, type Plain } from './flat-schema.ts';
import { introspectionOf, readGraphQlText, readIntrospection } from './graphql.ts';
import { openApiFormat, readOpenApi } from './openapi.ts';
import { createProblems, type Problems } from './problems.ts';
import { readDescriptorSet } from './protobuf.ts';
import { readWsdl } from './wsdl.ts';
import { XmlError } from './xml-tree.ts';

export interface ParsedDocument extends ReadDocument {
  readonly problems: readonly string[];
}

/**
 * Recognises a specification by its content and reads it. Errors: SP4101 with line and column for a damaged one, SP4102
 * for what is none, SP4103 beyond a bound.
 */
export async function parseSpecification(file: string, bytes: Uint8Array): Promise<ParsedDocument> {
  const problems = createProblems();
  const document = await parse(file, bytes, problems).catch((error: unknown) => {
    throw coded(file, error);
  });
  if (document === undefined)
    throw new CodedError(
      'SP4102',
      `${file}: ${problems.list[0] ?? 'no OpenAPI, GraphQL, WSDL or protobuf descriptor set'}`,
    );
  if (document.operations.length === 0) problems.add('document', 'describes no operation');
  return { ...document, problems: problems.list };
}

async function parse(file: string, bytes: Uint8Array, problems: Problems): Promise<ReadDocument | undefined> {
  if (isBinary(bytes)) return readDescriptorSet(bytes, problems);
  const text = new TextDecoder().decode(bytes).trimStart();
  if (text === '') return undefined;
  if (text.startsWith('<')) return readWsdl(text, problems);
  if (/\.(graphqls?|gql)$/i.test(file) || isGraphQl(text)) return readGraphQlText(text, problems);
  const value = text.startsWith('{') ? jsonOrYaml(file, text, problems) : yaml(file, text, problems);
  const introspection = introspectionOf(value);
  if (introspection !== undefined) return readIntrospection(introspection, problems);
  const format = openApiFormat(value);
  return format === undefined ? undefined : readOpenApi(value as Plain, format, problems);
}

/** Descriptor sets hold lengths and field numbers below 32; text has none but white space. */
const isBinary = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, 4_096).some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13);

/** A definition at the start of a line, comments and descriptions aside; no YAML or JSON document has one. */
const isGraphQl = (text: string): boolean =>
  /^(extend\s+)?(schema\s*[@{]|(type|interface|input|enum)\s+\w+[^:\n]*\{|scalar\s+\w+\s*(@|$)|union\s+\w+[^:\n]*=|directive\s+@)/m.test(
    text.slice(0, 65_536),
  ) && !/^(openapi|swagger)\s*:/m.test(text.slice(0, 65_536));

function jsonOrYaml(file: string, text: string, problems: Problems): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // JSON is YAML too, and the YAML reader says where it is broken and reads the rest.
    return yaml(file, text, problems);
  }
}

function yaml(file: string, text: string, problems: Problems): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const where = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `line ${line}, column ${col}`;
  };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: LIMITS.specificationAliases });
  } catch (cause) {
    if (/alias/i.test((cause as Error).message))
      throw new CodedError('SP4103', `${file}: its aliases unfold to more than ${LIMITS.specificationAliases} values`, {
        cause,
      });
    throw cause;
  }
  const [first] = document.errors;
  // The YAML reader tells an exhausted stack as an error of the text.
  if (document.errors.some(({ message }) => message.includes('call stack')))
    throw new CodedError('SP4103', `${file}: nested too deep`);
  const isUsable = isRecord(value) && openApiFormat(value) !== undefined && isRecord(value['paths']);
  if (first !== undefined && !isUsable)
    throw new CodedError('SP4101', `${file}: ${where(first.pos[0])}: ${first.message.split('\n')[0]}`);
  for (const error of document.errors) problems.add(where(error.pos[0]), error.message.split('\n')[0] ?? '');
  return value;
}

function coded(file: string, error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  if (cause instanceof RangeError) return new CodedError('SP4103', `${file}: nested too deep`, { cause });
  if (cause instanceof GraphQLError) {
    const [place] = cause.locations ?? [];
    const at = place === undefined ? '' : `line ${place.line}, column ${place.column}: `;
    return new CodedError('SP4101', `${file}: ${at}${cause.message}`, { cause });
  }
  if (cause instanceof XmlError)
    return new CodedError('SP4101', `${file}: line ${cause.line}, column ${cause.column}: ${cause.message}`, { cause });
  return new CodedError('SP4101', `${file}: ${cause.message}`, { cause });
}
