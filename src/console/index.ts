export { type Console, createConsole } from './console.ts';
export { type OperationId, ROUTES } from './contract.ts';
export type {
  BlockOrder,
  CatalogueAccess,
  ConsoleDeps,
  Control,
  ControlStatus,
  PolicyInForce,
  RuleInfo,
} from './control.ts';
export type { LiveChange, LiveFeed } from './live.ts';
export { openApiDocument } from './openapi.ts';
