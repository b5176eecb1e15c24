export { classifyValue, type Classify, type DataClassHit } from './classify.ts';
export { DATA_CLASSES } from './registry.ts';
export { severityOf, type DataClass } from './define.ts';
export { dataClassesJsonSchema, readOwnClasses, type OwnClasses } from './own-classes.ts';
