import type { ChangeRecord, Comparison, Difference, EndpointRow } from '../api/types.gen.ts';
import type { Tone } from '../ui/badges.tsx';

export type EndpointClass = EndpointRow['classes'][number];
export type Protocol = EndpointRow['protocol'];

/** What a class says, in a few words; the whole reason stands with the endpoint. */
export const CLASS_WORDS: Readonly<Record<EndpointClass, readonly [meaning: string, tone: Tone]>> = {
  managed: ['documented and owned', 'good'],
  unmanaged: ['no specification or no owner', 'medium'],
  shadow: ['called, but not in the specification of its API', 'high'],
  zombie: ['retired, and still answering', 'high'],
  orphan: ['documented, not called any more', 'medium'],
  'third-party': ['somebody else’s API', 'low'],
  internal: ['called from inside', 'info'],
  external: ['called from outside', 'info'],
  deprecated: ['announced to go', 'medium'],
};
export const CLASSES = Object.keys(CLASS_WORDS) as readonly EndpointClass[];

export const PROTOCOL_WORDS: Readonly<Record<Protocol, string>> = {
  rest: 'REST',
  graphql: 'GraphQL',
  soap: 'SOAP',
  grpc: 'gRPC',
  'json-rpc': 'JSON-RPC',
  'xml-rpc': 'XML-RPC',
  mcp: 'MCP',
  websocket: 'WebSocket',
  sse: 'event stream',
  action: 'action in a parameter',
};
export const PROTOCOLS = Object.keys(PROTOCOL_WORDS) as readonly Protocol[];

export const EFFECTS: Readonly<Record<Difference['effect'], Tone>> = {
  breaking: 'critical',
  risky: 'medium',
  compatible: 'info',
};
const EFFECT_ORDER = Object.keys(EFFECTS) as readonly Difference['effect'][];

export const worstFirst = (differences: readonly Difference[]): readonly Difference[] =>
  differences.toSorted((a, b) => EFFECT_ORDER.indexOf(a.effect) - EFFECT_ORDER.indexOf(b.effect));

export const CHANGE_WORDS: Readonly<
  Record<ChangeRecord['kind'], readonly [word: string, tone: Tone, meaning: string]>
> = {
  new: ['new', 'low', 'first seen'],
  changed: ['changed', 'medium', 'differs from before'],
  gone: ['gone', 'high', 'is not called any more'],
  back: ['back', 'low', 'is called again'],
  merged: ['merged', 'info', 'went into another endpoint'],
};

export const FORMAT_WORDS: Readonly<Record<Comparison['specification']['format'], string>> = {
  'openapi-2': 'OpenAPI 2',
  'openapi-3.0': 'OpenAPI 3.0',
  'openapi-3.1': 'OpenAPI 3.1',
  graphql: 'GraphQL schema',
  wsdl: 'WSDL',
  protobuf: 'protobuf',
};

/** Where a difference lies: sign-in, or what goes in and out. */
export const isAboutSignIn = ({ at }: Difference): boolean => at === 'authentication';
export const isAboutFields = ({ at }: Difference): boolean => /^(path|query|header|cookie|request|response)\b/.test(at);
