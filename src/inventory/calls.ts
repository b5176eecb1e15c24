import { LIMITS, type RecognisedOperation } from '../model/index.ts';
import { itemsOfOperation } from './fold.ts';
import { isNamed, operationKey } from './operation-key.ts';
import { addSighting, isLive, mergeOperation, newOperation, type Operation, type Sighting } from './operation.ts';
import type { Budget, SchemaSink } from './schema.ts';

/** What one operation takes of the budget before it has fields. */
const ITEMS = 4;
/** Share of a full place that makes room: one by one would cost a search for each invented name. */
const EVICTED = 4;

/**
 * Counts one transaction at its place: with each operation it called, or as plain HTTP where it called none or none that is
 * known. A name is the client's word: it gets an entry of its own only when the server answered as to one of its operations.
 */
export function addCalls(
  operations: Map<string, Operation>,
  method: string,
  sighting: Sighting,
  calls: readonly RecognisedOperation[],
  sink: SchemaSink,
): void {
  let attributed = calls.length > 0;
  for (const call of calls) {
    const operation = entryOf(operations, method, { ...sighting, call }, sink.budget);
    if (operation === undefined) attributed = false;
    else addSighting(operation, { ...sighting, call }, sink);
  }
  if (attributed) return;
  const rejected = calls.length > 0 && calls.every((call) => call.rejected);
  addSighting(plainOf(operations, method, sighting.time, sink.budget), { ...sighting, rejected }, sink);
}

function entryOf(
  operations: Map<string, Operation>,
  method: string,
  sighting: Sighting & { readonly call: RecognisedOperation },
  budget: Budget,
): Operation | undefined {
  const { call, time } = sighting;
  const key = operationKey(method, call);
  const known = operations.get(key);
  if (known !== undefined) return known;
  const proven = call.rejected !== true && (isLive(sighting) || call.failed !== undefined);
  if (!proven || budget.used >= budget.limit) return undefined;
  if (operations.size >= LIMITS.operationsPerPlace) evict(operations, budget);
  const operation = newOperation(time);
  operations.set(key, operation);
  budget.used += ITEMS;
  return operation;
}

function plainOf(operations: Map<string, Operation>, method: string, time: number, budget: Budget): Operation {
  let plain = operations.get(method);
  if (plain === undefined) {
    operations.set(method, (plain = newOperation(time)));
    budget.used += ITEMS;
  }
  return plain;
}

/** The least used names join the plain endpoint of their method: every count survives. */
function evict(operations: Map<string, Operation>, budget: Budget): void {
  const named = [...operations].filter(([key]) => isNamed(key));
  named.sort(
    ([a, one], [b, other]) => one.requests - other.requests || one.lastSeen - other.lastSeen || (a < b ? -1 : 1),
  );
  for (const [key, operation] of named.slice(0, Math.ceil(named.length / EVICTED))) {
    operations.delete(key);
    const plain = plainOf(operations, key.slice(0, key.indexOf(' ')), operation.firstSeen, budget);
    const before = itemsOfOperation(plain) + itemsOfOperation(operation);
    mergeOperation(plain, { ...operation, ids: [] });
    budget.used += itemsOfOperation(plain) - before;
  }
}
