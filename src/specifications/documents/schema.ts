import { LIMITS, type ContractField } from '../../model/index.ts';
import { escapeKey } from './field-name.ts';
import { flatSchema, isRecord, type FlatSchema, type ReferenceResolver } from './flat-schema.ts';

/** Fields that a document may still describe; spent by one operation and by the whole document. */
export interface FieldBudget {
  document: number;
  /** Set when something was left out. */
  cut: boolean;
  /** Told of each field that no value can satisfy. */
  readonly onContradiction?: (field: string) => void;
}

type Where = Pick<ContractField, 'place' | 'status'>;

interface Walk {
  readonly where: Where;
  readonly resolve: ReferenceResolver;
  readonly budget: FieldBudget;
  readonly fields: ContractField[];
}

/** The fields of a body's schema, flat, the body itself first as `$`. A circle ends in an open field. */
export function bodyFields(
  schema: unknown,
  where: Where,
  resolve: ReferenceResolver,
  budget: FieldBudget,
): readonly ContractField[] {
  const walk: Walk = { where, resolve, budget, fields: [] };
  visit(walk, schema, '$', true, [], 0);
  return walk.fields;
}

function visit(
  walk: Walk,
  schema: unknown,
  name: string,
  required: boolean,
  trail: readonly unknown[],
  depth: number,
): void {
  if (walk.fields.length >= LIMITS.fieldsPerEndpoint || walk.budget.document <= 0) {
    walk.budget.cut = true;
    return;
  }
  walk.budget.document--;
  const flat = flatSchema(schema, walk.resolve);
  const circular = flat.sources.some((source) => trail.includes(source)) || depth >= LIMITS.specificationDepth;
  const { where, budget } = walk;
  if (flat.contradictory) budget.onContradiction?.([where.place, where.status, name].filter(Boolean).join(' '));
  walk.fields.push(fieldOf(flat, where, name, required, circular));
  if (circular) return;
  const below = [...trail, ...flat.sources];
  for (const [key, property] of flat.properties) {
    const hidden = walk.where.place === 'request' ? property.readOnly : property.writeOnly;
    if (!hidden) {
      const path = `${name}.${escapeKey(key)}`;
      visit(walk, property.schema, path, flat.required.has(key), below, depth + 1);
    }
  }
  if (flat.items !== undefined) visit(walk, flat.items, `${name}[]`, false, below, depth + 1);
  if (isRecord(flat.mapValues)) visit(walk, flat.mapValues, `${name}{}`, false, below, depth + 1);
}

/** A parameter as one field. */
export function parameterField(
  schema: unknown,
  where: Where,
  name: string,
  required: boolean,
  resolve: ReferenceResolver,
): ContractField {
  return fieldOf(flatSchema(schema, resolve), where, name, required, false);
}

function fieldOf(flat: FlatSchema, where: Where, name: string, required: boolean, circular: boolean): ContractField {
  const types = [...flat.types].toSorted();
  const holdsObjects = types.length === 0 || types.includes('object');
  const undescribed = flat.properties.size === 0 && flat.items === undefined && !isRecord(flat.mapValues);
  const open = circular || flat.mapValues === true || (holdsObjects && undescribed);
  return {
    ...where,
    name,
    types,
    required,
    ...(flat.format !== undefined && { format: flat.format }),
    ...(flat.enum !== undefined && { enum: flat.enum }),
    ...(open && { open }),
  };
}
