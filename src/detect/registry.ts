import { credentialStuffing } from './authentication/credential-stuffing.ts';
import { jwtDamaged } from './authentication/jwt/jwt-damaged.ts';
import { jwtKeySource } from './authentication/jwt/jwt-key-source.ts';
import { jwtNone } from './authentication/jwt/jwt-none.ts';
import { passwordGuessing } from './authentication/password-guessing.ts';
import { passwordSpraying } from './authentication/password-spraying.ts';
import { objectEnumeration } from './authorization/object-enumeration.ts';
import { commandOutput } from './data-exposure/command-output.ts';
import { databaseError } from './data-exposure/database-error.ts';
import { directoryListing } from './data-exposure/directory-listing.ts';
import { exploitSucceeded } from './data-exposure/exploit-succeeded.ts';
import { expressionResult } from './data-exposure/expression-result.ts';
import { fileContent } from './data-exposure/file-content.ts';
import { frameworkError } from './data-exposure/framework-error.ts';
import { reflectedScript } from './data-exposure/reflected-script.ts';
import { secretLeak } from './data-exposure/secret-leak.ts';
import { stackTrace } from './data-exposure/stack-trace.ts';
import type { ActorRule, JoinRule, MessageRule, ResponseRule, Rule, StatelessRule, ValueRule } from './define.ts';
import { graphqlAliases } from './graphql/graphql-aliases.ts';
import { graphqlBatch } from './graphql/graphql-batch.ts';
import { graphqlCost } from './graphql/graphql-cost.ts';
import { graphqlCrossSite } from './graphql/graphql-cross-site.ts';
import { graphqlDepth } from './graphql/graphql-depth.ts';
import { graphqlDirectives } from './graphql/graphql-directives.ts';
import { graphqlFragments } from './graphql/graphql-fragments.ts';
import { graphqlIntrospection } from './graphql/graphql-introspection.ts';
import { javaCodeInjection } from './injection/code/java-code-injection.ts';
import { nodeCodeInjection } from './injection/code/node-code-injection.ts';
import { phpCodeInjection } from './injection/code/php-code-injection.ts';
import { pythonCodeInjection } from './injection/code/python-code-injection.ts';
import { rubyCodeInjection } from './injection/code/ruby-code-injection.ts';
import { commandInjection } from './injection/command/command-injection.ts';
import { dotnetDeserialisation } from './injection/deserialisation/dotnet-deserialisation.ts';
import { javaDeserialisation } from './injection/deserialisation/java-deserialisation.ts';
import { phpDeserialisation } from './injection/deserialisation/php-deserialisation.ts';
import { pythonDeserialisation } from './injection/deserialisation/python-deserialisation.ts';
import { rubyDeserialisation } from './injection/deserialisation/ruby-deserialisation.ts';
import { headerInjection } from './injection/header/header-injection.ts';
import { remoteFileInclusion } from './injection/include/remote-file-inclusion.ts';
import { serverSideInclude } from './injection/include/server-side-include.ts';
import { ldapInjection } from './injection/ldap/ldap-injection.ts';
import { logLookup } from './injection/log/log-lookup.ts';
import { mailInjection } from './injection/mail/mail-injection.ts';
import { cacheCommand } from './injection/nosql/cache-command.ts';
import { cypherInjection } from './injection/nosql/cypher-injection.ts';
import { nosqlJavascript } from './injection/nosql/nosql-javascript.ts';
import { nosqlOperator } from './injection/nosql/nosql-operator.ts';
import { pathTraversal } from './injection/path-traversal.ts';
import { prototypePollution } from './injection/prototype/prototype-pollution.ts';
import { sqlInjection } from './injection/sql-injection.ts';
import { templateInjection } from './injection/template/template-injection.ts';
import { xmlExternalEntity } from './injection/xml/xml-external-entity.ts';
import { xpathInjection } from './injection/xpath/xpath-injection.ts';
import { xqueryInjection } from './injection/xpath/xquery-injection.ts';
import { crossSiteScripting } from './injection/xss/cross-site-scripting.ts';
import { contentTypeConfusion } from './protocol/content-type-confusion.ts';
import { duplicateKeys } from './protocol/duplicate-keys.ts';
import { fileUpload } from './protocol/file-upload.ts';
import { overlongEncoding } from './protocol/overlong-encoding.ts';
import { requestSmuggling } from './protocol/request-smuggling.ts';
import { routeOverride } from './protocol/route-override.ts';
import { scannerAgent } from './protocol/scanner-agent.ts';
import { scannerProbe } from './protocol/scanner-probe.ts';
import { sessionFixation } from './protocol/session-fixation.ts';
import { openRedirect } from './redirect/open-redirect.ts';
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
  openRedirect,
  overlongEncoding,
  sessionFixation,
  javaCodeInjection,
  nodeCodeInjection,
  phpCodeInjection,
  pythonCodeInjection,
  rubyCodeInjection,
  dotnetDeserialisation,
  javaDeserialisation,
  phpDeserialisation,
  pythonDeserialisation,
  rubyDeserialisation,
  remoteFileInclusion,
  ldapInjection,
  logLookup,
  nosqlJavascript,
  templateInjection,
  xpathInjection,
  xqueryInjection,
  cypherInjection,
  cacheCommand,
];

/** Stateless rules about a request as a whole. */
export const messageRules: readonly MessageRule[] = [
  contentTypeConfusion,
  duplicateKeys,
  fileUpload,
  requestSmuggling,
  routeOverride,
  scannerAgent,
  scannerProbe,
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
export const responseRules: readonly ResponseRule[] = [
  commandOutput,
  databaseError,
  directoryListing,
  fileContent,
  frameworkError,
  secretLeak,
  stackTrace,
];

/** Stateless rules about a request and its answer together, in the order they are asked. */
export const joinRules: readonly JoinRule[] = [reflectedScript, expressionResult, exploitSucceeded];

export const statelessRules: readonly StatelessRule[] = [
  ...valueRules,
  ...messageRules,
  ...responseRules,
  ...joinRules,
];

/** Rules about an actor over time. */
export const actorRules: readonly ActorRule[] = [
  objectEnumeration,
  credentialStuffing,
  passwordGuessing,
  passwordSpraying,
];

/** Every rule there is; ids are unique. */
export const rules: readonly Rule[] = [...statelessRules, ...actorRules];
