import { propertyPath } from '../../../lib/text/property-path.ts';
import type { DecodedBody, JsonValue, Leaf, TransactionRequest } from '../../../model/index.ts';
import { operatorKind, weigh, type Use } from './operators.ts';

/** Characters of an operand kept: enough to see that it is empty, or holds an empty condition. */
const OPERAND_CHARS = 200;

/** Worst use of each operator in a JSON body, by body: a body may hold a key a thousand times, and is searched once. */
const known = new WeakMap<DecodedBody, ReadonlyMap<string, Use>>();

/**
 * The worst use of an operator as a key of the request's JSON body; undefined when the body has no such key (it stands in a
 * text then, which is judged by itself), and a use without operand when the body is no JSON.
 */
export function useInBody(operator: string, { body }: TransactionRequest): Use | undefined {
  if (body.kind !== 'json') return { operator, field: '', operand: undefined };
  let uses = known.get(body);
  if (uses === undefined) known.set(body, (uses = search(body.value)));
  return uses.get(operator);
}

function search(root: JsonValue): ReadonlyMap<string, Use> {
  const worst = new Map<string, Use>();
  const waiting: (readonly [value: JsonValue, field: string])[] = [[root, '']];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [value, field] = next;
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (const item of value as readonly JsonValue[]) waiting.push([item, field]);
      continue;
    }
    const members = value as { readonly [key: string]: JsonValue };
    for (const key of Object.keys(members)) {
      const member = members[key] ?? null;
      const isOperator = operatorKind(key) !== undefined;
      if (isOperator) keepWorst(worst, { operator: key, field, operand: operandText(member) });
      waiting.push([member, isOperator ? field : key]);
    }
  }
  return worst;
}

function keepWorst(worst: Map<string, Use>, use: Use): void {
  const before = worst.get(use.operator);
  if (before === undefined || weigh(use) > weigh(before)) worst.set(use.operator, use);
}

/** A scalar as JSON; of a list or an object only whether something in it is empty. */
function operandText(value: JsonValue): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, OPERAND_CHARS));
  if (typeof value !== 'object' || value === null) return String(value);
  const items: readonly JsonValue[] = Array.isArray(value) ? (value as readonly JsonValue[]) : Object.values(value);
  const shown = items.slice(0, 16).map((item) => (isEmpty(item) ? '{}' : item === '' ? '""' : '_'));
  return Array.isArray(value) ? `[${shown.join()}]` : items.length === 0 ? '{}' : `{${shown.length}}`;
}

const isEmpty = (value: JsonValue): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

type Pairs = TransactionRequest['queryPairs'];

/** Values by name, by list of pairs: names may be many, and each is asked about. */
const values = new WeakMap<Pairs, ReadonlyMap<string, string>>();

/** The value sent under a name, where the name is that of a query or form parameter; the first one of several. */
export function operandOf({ part, value }: Leaf, { queryPairs, body }: TransactionRequest): string | undefined {
  const form = body.kind === 'form' || body.kind === 'multipart' ? body.pairs : undefined;
  const pairs = part === 'query' ? queryPairs : part === 'body' ? form : undefined;
  if (pairs === undefined) return undefined;
  let byName = values.get(pairs);
  if (byName === undefined) values.set(pairs, (byName = new Map(pairs.toReversed())));
  return byName.get(value);
}

/** The weightiest operator that a parameter's name holds (`price[$gt]`, `$or[0][a]`), with its field. */
export function useInName(name: string, operand?: string): Use | undefined {
  const steps = propertyPath(name);
  if (steps === undefined) return undefined;
  let worst: Use | undefined;
  for (const [at, step] of steps.entries()) {
    if (operatorKind(step.name) === undefined) continue;
    const use = { operator: step.name, field: fieldBefore(steps.slice(0, at).map((one) => one.name)), operand };
    if (worst === undefined || weigh(use) > weigh(worst)) worst = use;
  }
  return worst;
}

/** The nearest step before an operator that is neither one itself nor an index. */
const fieldBefore = (names: readonly string[]): string =>
  names.findLast((name) => operatorKind(name) === undefined && !/^\d*$/.test(name)) ?? '';
