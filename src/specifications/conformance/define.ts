import type { ChangeEffect, ContractField, OperationContract } from '../../model/index.ts';
import { fieldsByPlace, isBelowOpen, parentName, placeKey } from '../field-place.ts';

/** What a document says beside what traffic shows. */
export interface ConformancePair {
  readonly documented: OperationContract;
  readonly seen: OperationContract;
  /** Fields seen that are documented, as pairs. */
  readonly both: readonly { readonly documented: ContractField; readonly seen: ContractField }[];
  /** Fields seen, with nothing documented at their place; each at its top only. */
  readonly onlySeen: readonly ContractField[];
  /** Fields documented and never seen, although their surrounding was; each at its top only. */
  readonly onlyDocumented: readonly ContractField[];
}

export interface FoundDeviation {
  readonly effect: ChangeEffect;
  readonly at: string;
  readonly statement: string;
}

/** One way in which traffic differs from what is documented. The file name is the id. */
export interface ConformanceRule {
  readonly id: string;
  readonly title: string;
  readonly explanation: string;
  find(pair: ConformancePair): readonly FoundDeviation[];
  readonly examples: {
    readonly found: readonly DocumentedAndSeen[];
    readonly notFound: readonly DocumentedAndSeen[];
  };
}
export type DocumentedAndSeen = readonly [documented: OperationContract, seen: OperationContract];

/** Protocols whose bodies are read in the terms of their documents; of the others names and types are not comparable. */
const hasFields = ({ operation }: OperationContract): boolean =>
  operation === undefined || operation.protocol === 'rest' || operation.protocol === 'soap';

export function conformancePair(documented: OperationContract, seen: OperationContract): ConformancePair {
  if (!hasFields(documented) || !hasFields(seen))
    return { documented, seen, both: [], onlySeen: [], onlyDocumented: [] };
  const known = fieldsByPlace(documented.fields);
  const found = fieldsByPlace(seen.fields);
  const both: ConformancePair['both'][number][] = [];
  const onlySeen: ContractField[] = [];
  const met = new Set<ContractField>();
  for (const [key, field] of found) {
    // Answers of a status that is not described are described by `default`.
    const fallback = { ...field, status: 'default' };
    const isDescribed = field.place !== 'response' || known.has(key) || known.has(placeKey({ ...field, name: '$' }));
    const asked = isDescribed ? field : fallback;
    const match = isDescribed ? known.get(key) : known.get(placeKey(fallback));
    if (match !== undefined) {
      met.add(match);
      both.push({ documented: match, seen: field });
    } else if (isComparable(field, asked, known, documented)) onlySeen.push(field);
  }
  const onlyDocumented = documented.fields.filter((field) => !met.has(field) && isMissing(field, known, found));
  return { documented, seen, both, onlySeen, onlyDocumented };
}

/** Whether nothing at this place means undocumented: what holds it is documented, and closed. */
function isComparable(
  field: ContractField,
  asked: ContractField,
  known: ReadonlyMap<string, ContractField>,
  documented: OperationContract,
): boolean {
  if (field.place === 'path' || field.place === 'cookie' || documented.partial === true) return false;
  const above = parentName(asked.name);
  // Items of a list, or a value below a parameter, are told by what holds them.
  if (asked.name.endsWith('[]') || asked.name.endsWith('{}') || isBelowOpen(known, asked)) return false;
  return above === undefined ? isTopUndocumented(field, documented) : known.has(placeKey({ ...asked, name: above }));
}

/** A whole answer without a schema is mostly an omission of the author; a body that nobody spoke of is news. */
const isTopUndocumented = (field: ContractField, { fields }: OperationContract): boolean =>
  field.place !== 'response' || fields.some(({ place }) => place === 'response');

/** The surrounding was seen as an object (or the parameter's kind at all), the field never. */
function isMissing(
  field: ContractField,
  known: ReadonlyMap<string, ContractField>,
  found: ReadonlyMap<string, ContractField>,
): boolean {
  const above = parentName(field.name);
  if (field.place === 'path' || field.place === 'cookie' || above === undefined) return field.place === 'query';
  if (field.name.endsWith('[]') || field.name.endsWith('{}')) return false;
  const key = placeKey({ ...field, name: above });
  return known.has(key) && found.get(key)?.types.includes('object') === true;
}

/** Values of parameters and of XML are text: digits read as a number may be a string to the author. */
export const isText = (field: ContractField, { operation }: OperationContract): boolean =>
  field.place === 'path' || field.place === 'query' || field.place === 'header' || operation?.protocol === 'soap';
