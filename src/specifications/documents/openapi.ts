import { upgrade } from '@scalar/openapi-upgrader';
import { LIMITS, type ContractField, type OperationContract, type SpecificationFormat } from '../../model/index.ts';
import { distinctServers, serverOf, type ReadDocument } from './document.ts';
import { isRecord, type Plain, type ReferenceResolver } from './flat-schema.ts';
import { localReferences } from './references.ts';
import { createSecurityReader, type SecurityReader } from './openapi-security.ts';
import { bodyFields, parameterField, type FieldBudget } from './schema.ts';
import { checkOpenApi } from './openapi-check.ts';
import type { Problems } from './problems.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;

/** Format of a document by its version field; undefined when it is no OpenAPI. */
export function openApiFormat(document: unknown): SpecificationFormat | undefined {
  if (!isRecord(document)) return undefined;
  if (text(document['swagger']).startsWith('2.')) return 'openapi-2';
  const version = text(document['openapi']);
  if (version.startsWith('3.0')) return 'openapi-3.0';
  return version.startsWith('3.') ? 'openapi-3.1' : undefined;
}

interface Reader {
  readonly resolve: ReferenceResolver;
  readonly security: SecurityReader;
  readonly budget: FieldBudget;
  readonly problems: Problems;
}

/** Reads OpenAPI 2, 3.0 and 3.1. What is wrong in one operation is noted and the others are read. */
export async function readOpenApi(
  given: Plain,
  format: SpecificationFormat,
  problems: Problems,
): Promise<ReadDocument> {
  const document = upgraded(given, problems);
  await checkOpenApi(document, problems);
  const resolve = localReferences(document, problems);
  const reader: Reader = {
    resolve,
    security: createSecurityReader(document, resolve),
    budget: { document: LIMITS.specificationFields, cut: false },
    problems,
  };
  const info = isRecord(document['info']) ? document['info'] : {};
  const owner = ownerOf(info);
  const addresses = [...addressesOf(document)];
  const operations: OperationContract[] = [];
  for (const [path, item] of Object.entries(isRecord(document['paths']) ? document['paths'] : {})) {
    const shared = isRecord(item) && typeof item['$ref'] === 'string' ? resolve(item['$ref']) : item;
    if (!isRecord(shared)) {
      problems.add(`paths.${path}`, 'is no path item');
      continue;
    }
    addresses.push(...addressesOf(shared));
    for (const method of METHODS) {
      const operation = shared[method];
      if (operation === undefined) continue;
      const place = `paths.${path}.${method}`;
      if (!isRecord(operation)) problems.add(place, 'is no operation');
      else if (operations.length >= LIMITS.specificationOperations)
        problems.add('paths', `more than ${LIMITS.specificationOperations} operations; the rest is left out`);
      else {
        addresses.push(...addressesOf(operation));
        operations.push(readOperation(reader, path, method, shared, operation, place));
      }
    }
  }
  return {
    format,
    title: text(info['title']) || 'untitled',
    version: text(info['version']) || '0',
    ...(owner !== undefined && { owner }),
    servers: distinctServers(addresses.map(serverOf)),
    operations,
  };
}

/** As OpenAPI 3.1, so that one reader is enough. */
function upgraded(document: Plain, problems: Problems): Plain {
  try {
    const result: unknown = upgrade(document, '3.1');
    if (isRecord(result)) return result;
  } catch (error) {
    problems.add('document', `could not be brought to OpenAPI 3.1: ${(error as Error).message}`);
  }
  return document;
}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim().slice(0, 200) : '';

function ownerOf(info: Plain): string | undefined {
  const contact = isRecord(info['contact']) ? info['contact'] : {};
  return [info['x-owner'], contact['name'], contact['email']].map(text).find((name) => name !== '');
}

/** Addresses of servers with the default of each variable; a variable in the host without one may be anything. */
function addressesOf(holder: Plain): readonly string[] {
  const servers = Array.isArray(holder['servers']) ? holder['servers'] : [];
  return servers.flatMap((server: unknown) => {
    if (!isRecord(server) || typeof server['url'] !== 'string') return [];
    const variables = isRecord(server['variables']) ? server['variables'] : {};
    const address = server['url'].replace(/\{([^{}]+)\}/g, (whole, name: string) => {
      const variable = variables[name];
      const given = isRecord(variable) ? variable['default'] : undefined;
      const isInHost = /^([a-z]+:)?\/\/[^/]*$/i.test(String(server['url']).split(whole)[0] ?? '');
      return isInHost ? '*' : text(given);
    });
    return [address];
  });
}

function readOperation(
  reader: Reader,
  path: string,
  method: string,
  item: Plain,
  operation: Plain,
  place: string,
): OperationContract {
  const budget: FieldBudget = {
    document: reader.budget.document,
    cut: false,
    onContradiction: (field) =>
      reader.problems.add(place, `${field}: no value can be valid, its parts contradict each other; taken as anything`),
  };
  const fields = [
    ...parametersOf(reader, item, operation, place),
    ...requestFields(reader, operation, budget),
    ...responseFields(reader, operation, budget),
  ];
  reader.budget.document = budget.document;
  if (budget.cut) reader.problems.add(place, 'has more fields than are read; its further fields are not compared');
  const security = reader.security.of(operation, place, reader.problems);
  const sunset = Date.parse(text(operation['x-sunset']));
  const name = text(operation['operationId']);
  return {
    method: method.toUpperCase(),
    template: path.startsWith('/') ? path : `/${path}`,
    ...(name !== '' && { name }),
    ...(operation['deprecated'] === true && { deprecated: true as const }),
    ...(Number.isFinite(sunset) && { sunset }),
    fields,
    statuses: isRecord(operation['responses']) ? Object.keys(operation['responses']).toSorted() : [],
    ...(security !== undefined && { security }),
    ...(budget.cut && { partial: true as const }),
  };
}

/** Header parameters that OpenAPI 3 says to ignore (section 4.8.12.2). */
const NOT_PARAMETERS = new Set(['accept', 'content-type', 'authorization']);

function parametersOf(reader: Reader, item: Plain, operation: Plain, place: string): readonly ContractField[] {
  const byName = new Map<string, ContractField>();
  for (const holder of [item, operation]) {
    const list = Array.isArray(holder['parameters']) ? holder['parameters'] : [];
    for (const given of list.slice(0, LIMITS.queryPairs) as unknown[]) {
      const parameter = isRecord(given) && typeof given['$ref'] === 'string' ? reader.resolve(given['$ref']) : given;
      const where = isRecord(parameter) ? PLACES[text(parameter['in'])] : undefined;
      if (!isRecord(parameter) || where === undefined || typeof parameter['name'] !== 'string') {
        reader.problems.add(place, 'has a parameter without name or place');
        continue;
      }
      const name = where === 'header' ? parameter['name'].toLowerCase() : parameter['name'];
      if (where === 'header' && NOT_PARAMETERS.has(name)) continue;
      const required = parameter['required'] === true || where === 'path';
      const schema = parameter['schema'] ?? firstContent(parameter['content']);
      byName.set(`${where} ${name}`, parameterField(schema, { place: where }, name, required, reader.resolve));
    }
  }
  return [...byName.values()];
}

const PLACES: Readonly<Record<string, ContractField['place']>> = {
  path: 'path',
  query: 'query',
  header: 'header',
  cookie: 'cookie',
};

/** The schema of the media type that structures are read from: JSON first, then forms and XML. */
function firstContent(content: unknown): unknown {
  if (!isRecord(content)) return undefined;
  const types = Object.keys(content);
  const type =
    types.find((name) => /[/+]json\b/i.test(name)) ??
    types.find((name) => /form|xml/i.test(name)) ??
    types.find((name) => name === '*/*');
  const media = type === undefined ? undefined : content[type];
  return isRecord(media) ? (media['schema'] ?? {}) : undefined;
}

function requestFields(reader: Reader, operation: Plain, budget: FieldBudget): readonly ContractField[] {
  const given = operation['requestBody'];
  const body = isRecord(given) && typeof given['$ref'] === 'string' ? reader.resolve(given['$ref']) : given;
  const schema = isRecord(body) ? firstContent(body['content']) : undefined;
  if (!isRecord(body) || schema === undefined) return [];
  const fields = bodyFields(schema, { place: 'request' }, reader.resolve, budget);
  return fields.map((field, index) => (index === 0 ? { ...field, required: body['required'] === true } : field));
}

/** Answers of one status class add up: what not all of them have is not required. */
function responseFields(reader: Reader, operation: Plain, budget: FieldBudget): readonly ContractField[] {
  const schemas = new Map<string, unknown[]>();
  for (const [status, given] of Object.entries(isRecord(operation['responses']) ? operation['responses'] : {})) {
    const response = isRecord(given) && typeof given['$ref'] === 'string' ? reader.resolve(given['$ref']) : given;
    const schema = isRecord(response) ? firstContent(response['content']) : undefined;
    if (schema === undefined) continue;
    const statusClass = status === 'default' ? 'default' : `${status.charAt(0)}xx`;
    schemas.set(statusClass, [...(schemas.get(statusClass) ?? []), schema]);
  }
  return [...schemas].flatMap(([status, all]) => {
    const schema = all.length === 1 ? all[0] : { anyOf: all };
    return bodyFields(schema, { place: 'response', status }, reader.resolve, budget);
  });
}
