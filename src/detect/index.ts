export type { RequestContext } from './context.ts';
export type * from './define.ts';
export { createInspector, type Inspection, type Inspector, type InspectorOptions } from './inspector.ts';
export { traceRequest, type RequestTrace, type RuleTrace } from './trace.ts';
export { actorRules, rules, statelessRules } from './registry.ts';
