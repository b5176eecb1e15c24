import {
  createFileRegistry,
  fromBinary,
  type DescField,
  type DescMessage,
  type DescMethod,
  type FileRegistry,
} from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { LIMITS, type OperationContract } from '../../model/index.ts';
import type { ReadDocument } from './document.ts';
import { remembering, type ReferenceResolver } from './flat-schema.ts';
import { bodyFields, type FieldBudget } from './schema.ts';
import type { Problems } from './problems.ts';

/**
 * Reads a descriptor set (`protoc --include_imports --descriptor_set_out`): each method of each service, at the path that
 * gRPC gives it. Undefined when the bytes are none.
 */
export function readDescriptorSet(bytes: Uint8Array, problems: Problems): ReadDocument | undefined {
  const registry = registryOf(bytes, problems);
  if (registry === undefined) return undefined;
  const budget: FieldBudget = { document: LIMITS.specificationFields, cut: false };
  const resolve = remembering((reference) => {
    const message = registry.getMessage(reference);
    return message === undefined ? undefined : messageSchema(message);
  });
  const operations: OperationContract[] = [];
  const packages = new Set<string>();
  for (const type of registry) {
    if (type.kind !== 'service') continue;
    packages.add(type.typeName);
    for (const method of type.methods)
      if (operations.length < LIMITS.specificationOperations) operations.push(operationOf(method, resolve, budget));
  }
  const [first = 'services'] = packages;
  const version = /(?:^|\.)(v\d[\w]*)\./.exec(first)?.[1] ?? '0';
  return {
    format: 'protobuf',
    title: first.replace(/\.[^.]*$/, '') || first,
    version,
    servers: [],
    operations,
  };
}

function registryOf(bytes: Uint8Array, problems: Problems): FileRegistry | undefined {
  try {
    const set = fromBinary(FileDescriptorSetSchema, bytes);
    const isSet =
      set.file.length > 0 &&
      set.file.every(
        ({ name, syntax, messageType, service }) =>
          name !== '' && (syntax !== '' || messageType.length > 0 || service.length > 0 || name.endsWith('.proto')),
      );
    return isSet ? createFileRegistry(set) : undefined;
  } catch (error) {
    problems.add('descriptor set', (error as Error).message);
    return undefined;
  }
}

function operationOf(method: DescMethod, resolve: ReferenceResolver, budget: FieldBudget): OperationContract {
  const name = `${method.parent.typeName}/${method.name}`;
  return {
    method: 'POST',
    template: `/${name}`,
    operation: { protocol: 'grpc', name },
    name: method.name,
    ...(method.deprecated && { deprecated: true as const }),
    fields: [
      ...bodyFields({ $ref: method.input.typeName }, { place: 'request' }, resolve, budget),
      ...bodyFields({ $ref: method.output.typeName }, { place: 'response', status: '2xx' }, resolve, budget),
    ],
    statuses: [],
  };
}

const messageSchema = (message: DescMessage): object => ({
  type: 'object',
  properties: Object.fromEntries(message.fields.map((field) => [field.jsonName, fieldSchema(field)])),
});

function fieldSchema(field: DescField): object {
  switch (field.fieldKind) {
    case 'list':
      return { type: 'array', items: valueSchema(field.listKind, field) };
    case 'map':
      return { type: 'object', additionalProperties: valueSchema(field.mapKind, field) };
    default:
      return valueSchema(field.fieldKind, field);
  }
}

function valueSchema(kind: 'scalar' | 'enum' | 'message', field: DescField): object {
  if (kind === 'message') return field.message === undefined ? {} : { $ref: field.message.typeName };
  if (kind === 'enum') return { type: 'string', enum: field.enum?.values.map(({ name }) => name) ?? [] };
  switch (field.scalar) {
    case 8: // bool
      return { type: 'boolean' };
    case 9: // string
    case 12: // bytes
      return { type: 'string' };
    case 1: // double
    case 2: // float
      return { type: 'number' };
    default:
      return { type: 'integer' };
  }
}
