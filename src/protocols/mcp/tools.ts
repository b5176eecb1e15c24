import { LIMITS, type JsonValue, type ToolDefinition } from '../../model/index.ts';
import { isList, isObject, textOf } from '../lib/index.ts';

const NAME = /^[\w./:@ -]{1,128}$/;

/**
 * Tool definitions of a `tools/list` answer, at most `LIMITS.toolsPerEndpoint`. A schema beyond `LIMITS.toolSchemaChars` is
 * left out. Texts for the model are cut, not judged: a poisoned one must be there to be seen.
 */
export function readTools(result: JsonValue | undefined): readonly ToolDefinition[] {
  const list = isObject(result) ? result['tools'] : undefined;
  if (!isList(list)) return [];
  return list.slice(0, LIMITS.toolsPerEndpoint).flatMap((one): readonly ToolDefinition[] => {
    const name = isObject(one) ? toolName(one['name']) : undefined;
    if (!isObject(one) || name === undefined) return [];
    const description = textOf(one['description'])?.slice(0, LIMITS.toolDescriptionChars);
    const input = bounded(one['inputSchema']);
    const output = bounded(one['outputSchema']);
    return [
      {
        name,
        ...(description !== undefined && { description }),
        ...(input !== undefined && { inputSchema: input }),
        ...(output !== undefined && { outputSchema: output }),
      },
    ];
  });
}

export const toolName = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && NAME.test(value) ? value : undefined;

const bounded = (schema: JsonValue | undefined): JsonValue | undefined =>
  isObject(schema) && JSON.stringify(schema).length <= LIMITS.toolSchemaChars ? schema : undefined;
