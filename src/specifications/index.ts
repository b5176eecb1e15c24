export {
  COMPARISON_STATES,
  compareSpecifications,
  compareWithTraffic,
  type Comparison,
  type ComparisonRow,
  type OperationDifference,
} from './compare.ts';
export { learnedContract } from './learned.ts';
export type { Binding } from './match/bindings.ts';
export { coverageOf, groupByHost, type Coverage, type DocumentedMatch } from './match/coverage.ts';
export { placeKey } from './field-place.ts';
export { coversTemplate, sameTemplate, shapeKey } from './match/template.ts';
export { readSpecification, type SpecificationSource } from './read.ts';
export { deviationsOf } from './conformance/deviations.ts';
export { CONFORMANCE_RULES } from './conformance/registry.ts';
export { differencesOf } from './differences/compare.ts';
export { DIFFERENCE_RULES } from './differences/registry.ts';
