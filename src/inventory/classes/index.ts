export { classifyInventory, type Classified, type Orphan, type Surroundings } from './classify.ts';
