/** A span as both encodings of OTLP give it. */
export interface Span {
  readonly kind: number;
  /** Nanoseconds since the epoch. */
  readonly start: bigint;
  readonly end: bigint;
  readonly attributes: Attributes;
}
export type AttributeValue = string | number | boolean | readonly string[];
/** Attributes of the span over those of its resource. */
export type Attributes = ReadonlyMap<string, AttributeValue>;

/** opentelemetry.proto.trace.v1.Span.SpanKind */
export const SERVER = 2;
export const CLIENT = 3;
