import { credentialStuffing } from './authentication/credential-stuffing.ts';
import { passwordGuessing } from './authentication/password-guessing.ts';
import { passwordSpraying } from './authentication/password-spraying.ts';
import { jwtDamaged } from './authentication/jwt/jwt-damaged.ts';
import { jwtKeySource } from './authentication/jwt/jwt-key-source.ts';
import { jwtNone } from './authentication/jwt/jwt-none.ts';
import { objectEnumeration } from './authorization/object-enumeration.ts';
import type { ActorRule, MessageRule, ResponseRule, Rule, StatelessRule, ValueRule } from './define.ts';
import { graphqlAliases } from './graphql/graphql-aliases.ts';
import { graphqlBatch } from './graphql/graphql-batch.ts';
import { graphqlCost } from './graphql/graphql-cost.ts';
import { graphqlCrossSite } from './graphql/graphql-cross-site.ts';
import { graphqlDepth } from './graphql/graphql-depth.ts';
import { graphqlDirectives } from './graphql/graphql-directives.ts';
import { graphqlFragments } from './graphql/graphql-fragments.ts';
import { graphqlIntrospection } from './graphql/graphql-introspection.ts';
import { commandInjection } from './injection/command/command-injection.ts';
import { headerInjection } from './injection/header/header-injection.ts';
import { serverSideInclude } from './injection/include/server-side-include.ts';
import { mailInjection } from './injection/mail/mail-injection.ts';
import { nosqlOperator } from './injection/nosql/nosql-operator.ts';
import { pathTraversal } from './injection/path-traversal.ts';
import { prototypePollution } from './injection/prototype/prototype-pollution.ts';
import { sqlInjection } from './injection/sql-injection.ts';
import { xmlExternalEntity } from './injection/xml/xml-external-entity.ts';
import { crossSiteScripting } from './injection/xss/cross-site-scripting.ts';
import { serverSideRequestForgery } from './ssrf/server-side-request-forgery.ts';

/** Stateless rules about one value, in the order they are asked. */
export const valueRules: readonly ValueRule[] = [
  sqlInjection,
  pathTraversal,
  commandInjection,
  crossSiteScripting,
  serverSideRequestForgery,
  nosqlOperator,
  prototypePollution,
  xmlExternalEntity,
  serverSideInclude,
  headerInjection,
  mailInjection,
];

/** Stateless rules about a request as a whole. */
export const messageRules: readonly MessageRule[] = [
  jwtNone,
  jwtKeySource,
  jwtDamaged,
  graphqlIntrospection,
  graphqlDepth,
  graphqlCost,
  graphqlAliases,
  graphqlBatch,
  graphqlDirectives,
  graphqlFragments,
  graphqlCrossSite,
];

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
