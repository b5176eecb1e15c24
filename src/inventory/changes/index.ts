export { changeId, compareStates, latestChanges, stateAt, type InventoryState } from './states.ts';
export { leave, lookAt, type Look } from './watch.ts';
