import type { Observation, PolicyException } from '../model/index.ts';
import { createAddressTable } from './address-table.ts';

/** True when the policy excepts this observation from the rule. */
export type Excepted = (rule: string, observation: Observation) => boolean;

/** All conditions that an exception gives must hold together; within one condition any value will do. */
export function compileExceptions(exceptions: readonly PolicyException[]): Excepted {
  const compiled = exceptions.map(compile);
  return (rule, observation) => compiled.some((applies) => applies(rule, observation));
}

function compile(exception: PolicyException): Excepted {
  const everyRule = exception.rules.includes('*');
  const rules = new Set(exception.rules);
  const actors = exception.actors && new Set(exception.actors);
  const until = exception.until ?? Number.POSITIVE_INFINITY;
  const addresses = exception.addresses && createAddressTable<true>();
  for (const block of exception.addresses ?? []) addresses?.set(block, true);

  return (rule, observation) =>
    (everyRule || rules.has(rule)) &&
    observation.time < until &&
    (actors === undefined || actors.has(observation.actor.id)) &&
    (exception.path === undefined || underPath(observation.endpoint?.template, exception.path)) &&
    (addresses === undefined || addresses.match(observation.address).length > 0);
}

/** Prefix by whole segments: `/static` holds `/static` and `/static/{file}`, not `/statically`. */
function underPath(template: string | undefined, prefix: string): boolean {
  if (template === undefined || !template.startsWith(prefix)) return false;
  return template.length === prefix.length || prefix.endsWith('/') || template[prefix.length] === '/';
}
