import type { OperationRef, Protocol } from '../model/index.ts';

/** Where the place itself is the operation, its name is the template, which is known only when it is published. */
const BY_PLACE: ReadonlySet<Protocol> = new Set(['websocket', 'sse']);

export const isNamedByPlace = ({ protocol }: Pick<OperationRef, 'protocol'>): boolean => BY_PLACE.has(protocol);

/** What is kept apart at one place: `POST` for plain HTTP, `POST graphql query:GetOrder`, `GET sse `. */
export const operationKey = (method: string, operation: OperationRef): string =>
  `${method} ${operation.protocol} ${isNamedByPlace(operation) ? '' : operation.name}`;

/** Method and operation of a key made above. */
export function readOperationKey(
  key: string,
  template: string,
): { readonly method: string; readonly operation?: OperationRef } {
  const [method = '', protocol, ...name] = key.split(' ');
  if (protocol === undefined) return { method };
  const operation = { protocol: protocol as Protocol, name: name.join(' ') };
  return { method, operation: isNamedByPlace(operation) ? { ...operation, name: template } : operation };
}

/** Methods are tokens (RFC 9110 §9.1), so a space tells. */
export const isNamed = (key: string): boolean => key.includes(' ');
