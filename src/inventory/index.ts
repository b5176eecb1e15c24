export { classifyValue, type DataClassHit } from './data-classes/index.ts';
export { createLearner, type Learner, type LearnerOptions, type LearnInput } from './learn.ts';
export { createMatcher, type Match, type Matcher } from './match.ts';
export { toOpenApi, type OpenApiDocument } from './openapi/index.ts';
export type { TrafficKind } from './traffic-kind.ts';
