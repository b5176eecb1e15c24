import { LIMITS } from '../../model/index.ts';
import type { AttributeValue, Span } from './span.ts';

type Loose = Readonly<Record<string, unknown>>;

const objects = (value: unknown): readonly Loose[] =>
  Array.isArray(value) ? value.filter((one): one is Loose => typeof one === 'object' && one !== null) : [];
const asObject = (value: unknown): Loose => (typeof value === 'object' && value !== null ? (value as Loose) : {});

/** The spans of an ExportTraceServiceRequest in OTLP's JSON. Throws on what is no JSON object. */
export function* readJsonSpans(text: string): Generator<Span> {
  const request: unknown = JSON.parse(text);
  if (typeof request !== 'object' || request === null || Array.isArray(request)) throw new TypeError('no JSON object');
  for (const resource of objects((request as Loose)['resourceSpans'])) {
    for (const scope of objects(resource['scopeSpans'])) for (const span of objects(scope['spans'])) yield toSpan(span);
  }
}

function toSpan(span: Loose): Span {
  const attributes = new Map<string, AttributeValue>();
  for (const { key, value } of objects(span['attributes']).slice(0, LIMITS.spanAttributes)) {
    const content = toValue(asObject(value));
    if (typeof key === 'string' && content !== undefined) attributes.set(key, content);
  }
  return {
    kind: toKind(span['kind']),
    start: toNanos(span['startTimeUnixNano']),
    end: toNanos(span['endTimeUnixNano']),
    attributes,
  };
}

/** OTLP wants enums as integers; some senders write names. */
function toKind(kind: unknown): number {
  if (typeof kind === 'number') return kind;
  return kind === 'SPAN_KIND_SERVER' ? 2 : kind === 'SPAN_KIND_CLIENT' ? 3 : 0;
}

const toNanos = (value: unknown): bigint =>
  (typeof value === 'string' && /^\d{1,20}$/.test(value)) || (typeof value === 'number' && Number.isSafeInteger(value))
    ? BigInt(value)
    : 0n;

function toValue(value: Loose): AttributeValue | undefined {
  const { stringValue, intValue, doubleValue, boolValue } = value;
  if (typeof stringValue === 'string') return stringValue;
  if (typeof intValue === 'number' || typeof intValue === 'string') return Number(intValue);
  if (typeof doubleValue === 'number') return doubleValue;
  if (typeof boolValue === 'boolean') return boolValue;
  const { values } = asObject(value['arrayValue']);
  if (!Array.isArray(values)) return undefined;
  return objects(values)
    .map((one) => one['stringValue'])
    .filter((one): one is string => typeof one === 'string')
    .slice(0, LIMITS.spanAttributes);
}
