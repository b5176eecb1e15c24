import { createFileRegistry, fromBinary, toJson, type DescMessage, type FileRegistry } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { CodedError } from '../../model/index.ts';
import type { GrpcTypes } from '../lib/index.ts';

/**
 * Message types from a descriptor set (`protoc --include_imports --descriptor_set_out`), so that members have names instead
 * of numbers. `source` is what errors call it. Errors: SP4005.
 */
export function readGrpcTypes(bytes: Uint8Array, source: string): GrpcTypes {
  let registry: FileRegistry;
  try {
    registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, bytes));
  } catch (cause) {
    throw new CodedError('SP4005', `${source}: ${(cause as Error).message}`, { cause });
  }
  const types = new Map<string, Readonly<Record<'request' | 'response', DescMessage>>>();
  for (const type of registry)
    if (type.kind === 'service')
      for (const { name, input, output } of type.methods)
        types.set(`${type.typeName}/${name}`, { request: input, response: output });
  if (types.size === 0) throw new CodedError('SP4005', `${source}: it holds no service`);
  return {
    read(method, side, message) {
      const type = types.get(method)?.[side];
      if (type === undefined) return undefined;
      try {
        return toJson(type, fromBinary(type, message), { registry });
      } catch {
        return undefined;
      }
    },
  };
}
