import {
  buildClientSchema,
  buildSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { LIMITS, type OperationContract } from '../../model/index.ts';
import type { ReadDocument } from './document.ts';
import { isRecord, remembering, type Plain, type ReferenceResolver } from './flat-schema.ts';
import { bodyFields, type FieldBudget } from './schema.ts';
import type { Problems } from './problems.ts';

/** Reads a schema in GraphQL's own language. Errors: GraphQLError with line and column for what is no schema. */
export const readGraphQlText = (text: string, problems: Problems): ReadDocument =>
  // A document with errors of meaning (an unknown directive) still names its fields; errors of syntax do throw.
  readSchema(buildSchema(text, { assumeValidSDL: true, maxTokens: LIMITS.specificationTokens }), problems);

/** The answer to an introspection query, whole or its `data` alone; undefined when it is none. */
export function introspectionOf(document: unknown): Plain | undefined {
  if (!isRecord(document)) return undefined;
  if (isRecord(document['__schema'])) return document;
  const data = document['data'];
  return isRecord(data) && isRecord(data['__schema']) ? data : undefined;
}

export const readIntrospection = (data: Plain, problems: Problems): ReadDocument =>
  readSchema(buildClientSchema(data as unknown as IntrospectionQuery, { assumeValid: true }), problems);

function readSchema(schema: GraphQLSchema, problems: Problems): ReadDocument {
  const budget: FieldBudget = { document: LIMITS.specificationFields, cut: false };
  const resolve = remembering((reference) => inputSchema(schema, reference));
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  const operations: OperationContract[] = [];
  for (const [kind, type] of roots) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      if (operations.length < LIMITS.specificationOperations)
        operations.push(operationOf(kind, field, resolve, budget));
      else problems.add(kind, `more than ${LIMITS.specificationOperations} fields; the rest is left out`);
    }
  }
  if (operations.length === 0) problems.add('schema', 'has no query, mutation or subscription');
  const title = (schema.description ?? '').split('\n')[0]?.trim().slice(0, 200) ?? '';
  return { format: 'graphql', title: title || 'GraphQL', version: '0', servers: [], operations };
}

/** The server refuses fields that its schema lacks, so of the answer nothing needs to be compared. */
function operationOf(
  kind: string,
  field: GraphQLField<unknown, unknown>,
  resolve: ReferenceResolver,
  budget: FieldBudget,
): OperationContract {
  const body = {
    type: 'object',
    properties: Object.fromEntries(field.args.map((argument) => [argument.name, jsonSchema(argument.type)])),
    required: field.args.filter(isRequiredArgument).map(({ name }) => name),
  };
  return {
    method: 'POST',
    template: '',
    operation: { protocol: 'graphql', name: `${kind}:${field.name}` },
    name: field.name,
    ...(field.deprecationReason !== undefined && field.deprecationReason !== null && { deprecated: true as const }),
    fields: field.args.length === 0 ? [] : bodyFields(body, { place: 'request' }, resolve, budget),
    statuses: [],
  };
}

const SCALARS: Readonly<Record<string, object>> = {
  Int: { type: 'integer' },
  Float: { type: 'number' },
  String: { type: 'string' },
  ID: { type: ['string', 'integer'] },
  Boolean: { type: 'boolean' },
};

/** An argument's type as JSON Schema; named input objects by reference, since they may be circular. */
function jsonSchema(type: GraphQLInputType): object {
  if (isNonNullType(type)) return jsonSchema(type.ofType);
  if (isListType(type)) return { type: 'array', items: jsonSchema(type.ofType) };
  if (isInputObjectType(type)) return { $ref: type.name };
  if (isEnumType(type)) return { type: 'string', enum: type.getValues().map(({ name }) => name) };
  return SCALARS[type.name] ?? {};
}

function inputSchema(schema: GraphQLSchema, name: string): unknown {
  const type = schema.getType(name);
  if (!isInputObjectType(type)) return undefined;
  const fields = Object.values(type.getFields());
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, jsonSchema(field.type)])),
    required: fields.filter(isRequiredInputField).map(({ name: key }) => key),
  };
}
