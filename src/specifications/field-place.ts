import type { ContractField } from '../model/index.ts';

/** `$.a.b[]` → `$.a.b` → `$.a` → `$` → undefined. Names of parameters have none above them. */
export function parentName(name: string): string | undefined {
  if (!name.startsWith('$')) return undefined;
  if (name.endsWith('[]') || name.endsWith('{}')) return name.slice(0, -2);
  for (let index = name.length - 1; index > 0; index--) {
    if (name[index] !== '.') continue;
    let escapes = 0;
    while (name[index - 1 - escapes] === '\\') escapes++;
    if (escapes % 2 === 0) return name.slice(0, index);
  }
  return undefined;
}

export const placeKey = ({ place, status, name }: Pick<ContractField, 'place' | 'status' | 'name'>): string =>
  `${place} ${status ?? ''} ${name}`;

/** For people: `response 2xx $.total`. */
export const placeText = ({ place, status, name }: Pick<ContractField, 'place' | 'status' | 'name'>): string =>
  [place, status, name].filter((word) => word !== undefined).join(' ');

/** Fields by place, path parameters by their order: their names are nobody's promise. */
export function fieldsByPlace(fields: readonly ContractField[]): ReadonlyMap<string, ContractField> {
  let path = 0;
  return new Map(
    fields.map((field) => [field.place === 'path' ? `path  #${++path}` : placeKey(field), field] as const),
  );
}

/** Whether something that stands at `field`'s place may be there undescribed: an open field is above it. */
export function isBelowOpen(byPlace: ReadonlyMap<string, ContractField>, field: ContractField): boolean {
  for (let name = parentName(field.name); name !== undefined; name = parentName(name))
    if (byPlace.get(placeKey({ ...field, name }))?.open === true) return true;
  return false;
}

/** Whether every value of `narrow` types is one of `wide`; no types mean any value. */
export function takesIn(wide: readonly string[], narrow: readonly string[]): boolean {
  if (wide.length === 0) return true;
  if (narrow.length === 0) return false;
  return narrow.every((type) => wide.includes(type) || (type === 'integer' && wide.includes('number')));
}

export const typesText = (types: readonly string[]): string => (types.length === 0 ? 'anything' : types.join(' or '));
