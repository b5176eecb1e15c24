export { CLASS_RULES } from './registry.ts';
export { classifyInventory, type Classified, type Orphan, type Surroundings } from './classify.ts';
