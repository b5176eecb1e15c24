import type { OperationRef, SegmentReason } from '../model/index.ts';
import type { DescribedParts } from './path/describe.ts';

/**
 * The path of an operation. gRPC's ends in service and method by the protocol: these are literals, also where so many stand
 * side by side that they look like values.
 */
export function pathOfOperation(parts: DescribedParts, operation: OperationRef | undefined): DescribedParts {
  const named = operation?.protocol === 'grpc' ? operation.name.split('/') : [];
  const front = parts.segments.slice(0, parts.segments.length - named.length);
  const back = parts.segments.slice(front.length);
  if (named.length === 0 || back.every(({ kind, segment }, index) => kind === 'literal' && segment === named[index]))
    return parts;
  const segments = [...front, ...back.map((reason, index) => literal(reason, named[index] ?? ''))];
  const names = new Set(front.flatMap(({ parameter }) => parameter ?? []));
  return {
    template: pathOf(segments.map(({ segment }) => segment)),
    canonical: pathOf(segments.map(({ kind, segment }) => (kind === 'parameter' ? '{}' : segment))),
    segments,
    fields: parts.fields.filter(({ name }) => names.has(name)),
  };
}

const pathOf = (segments: readonly string[]): string => `/${segments.join('/')}`;

const literal = ({ observations }: SegmentReason, segment: string): SegmentReason => ({
  segment,
  kind: 'literal',
  distinct: 1,
  observations,
  confidence: 1,
  because: ['named by the protocol'],
  examples: [],
});
