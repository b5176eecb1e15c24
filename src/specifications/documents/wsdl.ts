import { LIMITS, type ContractField, type OperationContract } from '../../model/index.ts';
import { distinctServers, serverOf, type ReadDocument } from './document.ts';
import type { ReferenceResolver } from './flat-schema.ts';
import { bodyFields, type FieldBudget } from './schema.ts';
import type { Problems } from './problems.ts';
import { childrenNamed, localName, xmlTree, type XmlElement } from './xml-tree.ts';
import { schemaResolver } from './xsd.ts';

/** Reads WSDL 1.1: each operation of each port's binding, at the port's address. Errors: XmlError. */
export function readWsdl(text: string, problems: Problems): ReadDocument | undefined {
  const root = xmlTree(text);
  if (root.name === 'description') problems.add('description', 'WSDL 2.0 is not read; give WSDL 1.1');
  if (root.name !== 'definitions') return undefined;
  const schemas = childrenNamed(childrenNamed(root, 'types')[0], 'schema');
  for (const item of root.children)
    if (item.name === 'import') problems.add('import', `${item.attributes['location'] ?? ''} is not fetched`);
  const reader: Reader = {
    root,
    resolve: schemaResolver(schemas),
    budget: { document: LIMITS.specificationFields, cut: false },
    problems,
  };
  const ports = childrenNamed(root, 'service').flatMap((service) => childrenNamed(service, 'port'));
  const servers: string[] = [];
  const operations: OperationContract[] = [];
  for (const port of ports) {
    const address = port.children.find(({ name }) => name === 'address')?.attributes['location'];
    if (address === undefined) continue;
    servers.push(address.replace(/^(\w+:\/\/[^/]*).*$/s, '$1'));
    for (const operation of operationsOf(reader, port, serverOf(address).basePath || '/')) {
      if (operations.length < LIMITS.specificationOperations) operations.push(operation);
    }
  }
  if (operations.length === 0) problems.add('service', 'no port with an address and operations');
  const title = root.attributes['name'] ?? childrenNamed(root, 'service')[0]?.attributes['name'] ?? 'SOAP service';
  return {
    format: 'wsdl',
    title,
    version: /\/(v?\d[\w.]*)\/?$/.exec(root.attributes['targetNamespace'] ?? '')?.[1] ?? '0',
    servers: distinctServers(servers.map(serverOf)),
    operations: distinct(operations),
  };
}

interface Reader {
  readonly root: XmlElement;
  readonly resolve: ReferenceResolver;
  readonly budget: FieldBudget;
  readonly problems: Problems;
}

/** SOAP 1.1 and 1.2 ports of one service mostly stand at one address. */
const distinct = (operations: readonly OperationContract[]): readonly OperationContract[] => [
  ...new Map(operations.map((one) => [`${one.template} ${one.operation?.name ?? ''}`, one])).values(),
];

const named = (root: XmlElement, kind: string, name: string | undefined): XmlElement | undefined =>
  childrenNamed(root, kind).find(({ attributes }) => attributes['name'] === localName(name ?? ''));

function operationsOf(reader: Reader, port: XmlElement, template: string): readonly OperationContract[] {
  const { root, problems } = reader;
  const binding = named(root, 'binding', port.attributes['binding']);
  const type = named(root, 'portType', binding?.attributes['type']);
  if (binding === undefined || type === undefined) {
    problems.add(`port ${port.attributes['name'] ?? ''}`, 'its binding or port type is not in the document');
    return [];
  }
  const isSoap = binding.children.some(
    ({ name, attributes }) => name === 'binding' && attributes['verb'] === undefined,
  );
  if (!isSoap) return [];
  return childrenNamed(binding, 'operation').map((bound): OperationContract => {
    const name = bound.attributes['name'] ?? '';
    const operation = childrenNamed(type, 'operation').find(({ attributes }) => attributes['name'] === name);
    const input = partsOf(reader, childrenNamed(operation, 'input')[0]);
    const output = partsOf(reader, childrenNamed(operation, 'output')[0]);
    // On the wire an operation is known by its body element, which mostly but not always has its name.
    return {
      method: 'POST',
      template,
      operation: { protocol: 'soap', name: input.element ?? name },
      name,
      fields: [
        ...fieldsOf(reader, input.schema, { place: 'request' }),
        ...fieldsOf(reader, output.schema, { place: 'response', status: '2xx' }),
      ],
      statuses: [],
    };
  });
}

/** What a message consists of: one element (document style), or parts by name (RPC style). */
function partsOf(reader: Reader, use: XmlElement | undefined): { readonly element?: string; readonly schema?: object } {
  const message = named(reader.root, 'message', use?.attributes['message']);
  const parts = childrenNamed(message, 'part');
  const element = parts[0]?.attributes['element'];
  if (parts.length === 1 && element !== undefined)
    return { element: localName(element), schema: { $ref: `element ${localName(element)}` } };
  const properties = Object.fromEntries(
    parts.map(({ attributes }) => [attributes['name'] ?? '', { $ref: `type ${localName(attributes['type'] ?? '')}` }]),
  );
  return message === undefined ? {} : { schema: { type: 'object', properties } };
}

const fieldsOf = (
  { resolve, budget }: Reader,
  schema: object | undefined,
  where: Pick<ContractField, 'place' | 'status'>,
): readonly ContractField[] => (schema === undefined ? [] : bodyFields(schema, where, resolve, budget));
