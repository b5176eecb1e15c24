export type * from './place.ts';
export {
  isInspectedHeader,
  walkAnswer,
  walkBody,
  walkCookies,
  walkHeaders,
  walkLeaves,
  walkPath,
  walkQuery,
  walkToken,
} from './walk.ts';
