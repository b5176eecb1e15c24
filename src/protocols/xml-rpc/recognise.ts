import type { DecodedBody, JsonValue } from '../../model/index.ts';
import {
  childOf,
  elementValue,
  isFine,
  isObject,
  readXml,
  saysUnknown,
  textOf,
  type Recogniser,
  type XmlElement,
} from '../lib/index.ts';

/** Characters the specification allows in a method's name. */
const METHOD = /^[\w.:/]{1,128}$/;

/** XML-RPC: `methodCall` with a `methodName`; the arguments are a list, as they have no names. */
export const recogniseXmlRpc: Recogniser = ({ request, response, nameOnly }) => {
  if (request.head.method !== 'POST' || (isFine(response) && response?.body.kind === 'json')) return undefined;
  const call = rootOf(request.body, 'methodCall', nameOnly);
  const name = childOf(call, 'methodName')?.text.trim();
  if (call === undefined || name === undefined || !METHOD.test(name)) return undefined;
  const answer = response === undefined ? undefined : rootOf(response.body, 'methodResponse');
  const fault = childOf(answer, 'fault');
  const result = paramsOf(answer)[0];
  return [
    {
      protocol: 'xml-rpc',
      name,
      request: paramsOf(call),
      ...(answer !== undefined && { failed: fault !== undefined }),
      ...(result !== undefined && { response: result }),
      ...(fault !== undefined && isRejection(fault) && { rejected: true as const }),
    },
  ];
};

function rootOf(body: DecodedBody, name: string, nameOnly?: boolean): XmlElement | undefined {
  if ((body.kind !== 'xml' && body.kind !== 'text') || !body.text.includes(name)) return undefined;
  const root = nameOnly ? readXml(body.text, isArguments) : readXml(body.text);
  return root?.name === name ? root : undefined;
}

const isArguments = ({ name }: XmlElement): boolean => name === 'params';

function paramsOf(element: XmlElement | undefined): readonly JsonValue[] {
  const params = childOf(element, 'params')?.children ?? [];
  return params.flatMap((param) => {
    const value = childOf(param, 'value');
    return value === undefined ? [] : [typedValue(value)];
  });
}

/** The value by its type element; without one it is a text. */
function typedValue(value: XmlElement): JsonValue {
  const typed = value.children[0];
  if (typed === undefined) return value.text;
  switch (typed.name) {
    case 'struct':
      return Object.fromEntries(
        typed.children.flatMap((member): readonly (readonly [string, JsonValue])[] => {
          const held = childOf(member, 'value');
          return held === undefined ? [] : [[childOf(member, 'name')?.text ?? '', typedValue(held)]];
        }),
      );
    case 'array':
      return (childOf(typed, 'data')?.children ?? []).map(typedValue);
    case 'boolean':
      return typed.text.trim() === '1';
    case 'nil':
      return null;
    case 'int':
    case 'i4':
    case 'i8':
    case 'double':
      return elementValue(typed);
    default:
      return typed.text;
  }
}

/** -32601 by the interoperability list of fault codes, or the words servers have for it. */
function isRejection(fault: XmlElement): boolean {
  const value = childOf(fault, 'value');
  const told = value === undefined ? undefined : typedValue(value);
  if (!isObject(told)) return false;
  const code = told['faultCode'];
  return code === -32601 || code === -32600 || saysUnknown(textOf(told['faultString']) ?? '');
}
