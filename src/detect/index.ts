export type * from './define.ts';
export { createInspector, type Inspection, type Inspector, type InspectorOptions } from './inspector.ts';
export { actorRules, rules, valueRules } from './registry.ts';
