export { globMatcher } from './glob.ts';
export { readOwnersFile, type OwnerRules } from './owners-file.ts';
