export type * from './place.ts';
export {
  isInspectedHeader,
  walkAnswer,
  walkBody,
  walkCookies,
  walkHeaders,
  walkJsonValue,
  walkLeaves,
  walkPath,
  walkQuery,
} from './walk.ts';
