import type { ContractField, OperationContract } from '../../model/index.ts';
import { fieldsByPlace, isBelowOpen, parentName, placeKey, placeText } from '../field-place.ts';
import type { FieldPair, OperationPair } from './define.ts';

/** Puts two states of an operation beside each other. */
export function pairOf(before: OperationContract | undefined, after: OperationContract | undefined): OperationPair {
  if (before === undefined || after === undefined)
    return { ...(before !== undefined && { before }), ...(after !== undefined && { after }), fields: [] };
  const old = fieldsByPlace(before.fields);
  const young = fieldsByPlace(after.fields);
  const fields: FieldPair[] = [];
  for (const [key, field] of old) {
    const other = young.get(key);
    if (other !== undefined) fields.push(pair(field, field, other));
    else if (isGone(field, old, young, after)) fields.push(pair(field, field, undefined));
  }
  for (const [key, field] of young)
    if (!old.has(key) && isGone(field, young, old, before)) fields.push(pair(field, undefined, field));
  return { before, after, fields };
}

/** Whether a field's absence from the other side says something, and is not said by that of its surrounding already. */
function isGone(
  field: ContractField,
  own: ReadonlyMap<string, ContractField>,
  other: ReadonlyMap<string, ContractField>,
  contract: OperationContract,
): boolean {
  if (field.place === 'path' || contract.partial === true || isBelowOpen(other, field)) return false;
  const above = parentName(field.name);
  if (above === undefined) return true;
  const key = placeKey({ ...field, name: above });
  return other.has(key) || !own.has(key);
}

function pair(field: ContractField, before: ContractField | undefined, after: ContractField | undefined): FieldPair {
  return {
    side: field.place === 'response' ? 'response' : 'request',
    at: placeText(field),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  };
}
