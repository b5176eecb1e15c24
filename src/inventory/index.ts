export * from './changes/index.ts';
export * from './classes/index.ts';
export {
  classifyValue,
  DATA_CLASSES,
  dataClassesJsonSchema,
  readOwnClasses,
  severityOf,
  type Classify,
  type DataClass,
  type DataClassHit,
  type OwnClasses,
} from './data-classes/index.ts';
export { planCorrection } from './corrections.ts';
export type { CorrectionPreview, PreviewedEndpoint } from './correcting.ts';
export { createLearner, type Learner, type LearnerOptions, type LearnInput } from './learn.ts';
export { createMatcher, type Match, type Matcher } from './match.ts';
export { toOpenApi, type OpenApiDocument } from './openapi/index.ts';
export type { TrafficKind } from './traffic-kind.ts';
export * from './owners/index.ts';
