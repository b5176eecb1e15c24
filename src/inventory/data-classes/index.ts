export { classifyValue, type DataClassHit } from './classify.ts';
export { DATA_CLASSES } from './registry.ts';
