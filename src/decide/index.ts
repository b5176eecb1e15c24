export {
  createEngine,
  type Afterthought,
  type Engine,
  type EngineOptions,
  type EngineStats,
  type Judgement,
} from './engine.ts';
export { defaultPolicy, parsePolicy, withoutMemory } from './policy.ts';
export { policyJsonSchema } from './policy-schema.ts';
export type { RuleStats } from './rule-runner.ts';
