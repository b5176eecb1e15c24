export type * from './place.ts';
export { isInspectedHeader, walkBody, walkCookies, walkHeaders, walkLeaves, walkPath, walkQuery } from './walk.ts';
