import { credentialStuffing } from './authentication/credential-stuffing.ts';
import { passwordGuessing } from './authentication/password-guessing.ts';
import { passwordSpraying } from './authentication/password-spraying.ts';
import { objectEnumeration } from './authorization/object-enumeration.ts';
import type { ActorRule, MessageRule, ResponseRule, Rule, StatelessRule, ValueRule } from './define.ts';
import { pathTraversal } from './injection/path-traversal.ts';
import { sqlInjection } from './injection/sql-injection.ts';

/** Stateless rules about one value, in the order they are asked. */
export const valueRules: readonly ValueRule[] = [sqlInjection, pathTraversal];

/** Stateless rules about a request as a whole. */
export const messageRules: readonly MessageRule[] = [];

/** Stateless rules about an answer. */
export const responseRules: readonly ResponseRule[] = [];

export const statelessRules: readonly StatelessRule[] = [...valueRules, ...messageRules, ...responseRules];

/** Rules about an actor over time. */
export const actorRules: readonly ActorRule[] = [
  objectEnumeration,
  credentialStuffing,
  passwordGuessing,
  passwordSpraying,
];

/** Every rule there is; ids are unique. */
export const rules: readonly Rule[] = [...statelessRules, ...actorRules];
