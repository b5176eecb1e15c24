export { startShop, type Shop, type ShopOptions } from './shop/server.ts';
export { startPopulation, type Population, type PopulationOptions } from './population/population.ts';
export { PERSONAS, type Persona, type PopulationEvent } from './population/visitor.ts';
export type { FromDemo, ToDemo } from './messages.ts';
