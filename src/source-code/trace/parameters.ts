import { locationOf, type Framework } from '../frameworks/framework.ts';
import type { Router } from '../router.ts';
import type { FunctionNode, Parameter, Place } from '../syntax/tree.ts';
import type { Module } from './module.ts';
import type { Scope } from './scope.ts';
import type { Tracer } from './tracer.ts';
import { NO_ARGUMENTS, unknown, type Arguments, type FunctionValue, type Value } from './value.ts';

/** Gives a function's parameters what it was called with. */
export function bindParameters(tracer: Tracer, { fn, self }: FunctionValue, args: Arguments, scope: Scope): void {
  if (fn.receiver !== undefined && self !== undefined) scope.names.set(fn.receiver.name, self);
  const isMethod =
    scope.module.language === 'python' && self !== undefined && /^(?:self|cls)$/.test(fn.parameters[0]?.name ?? '');
  const positional = isMethod ? [self, ...args.positional] : args.positional;
  for (const [index, parameter] of fn.parameters.entries()) {
    if (parameter.name === '') continue;
    const given = positional[index] ?? args.named.get(parameter.name);
    scope.names.set(parameter.name, parameterValue(tracer, parameter, given, scope, fn));
  }
}

function parameterValue(
  tracer: Tracer,
  parameter: Parameter,
  given: Value | undefined,
  scope: Scope,
  fn: FunctionNode,
): Value {
  if (given !== undefined && given.kind !== 'unknown' && given.kind !== 'made') return given;
  const typed = handedIn(tracer, parameter.type, scope.module, fn.at);
  if (typed !== undefined) return typed;
  if (parameter.fallback !== undefined) return tracer.evaluate(parameter.fallback, scope);
  return given ?? unknown(parameter.name);
}

/** A router for a parameter of a router's type that no followed call fills. */
function handedIn(tracer: Tracer, type: string, module: Module, at: Place): Router | undefined {
  if (type === '') return undefined;
  for (const framework of tracer.frameworksOf(module)) {
    const role = framework.typed?.(type, module);
    if (role !== undefined) return detached(tracer, framework, role, module, at);
  }
  return undefined;
}

function detached(tracer: Tracer, framework: Framework, role: string, module: Module, at: Place): Router {
  const router = tracer.router(framework, role, locationOf(module, at), module);
  router.notes.push('where this router is mounted could not be followed: a prefix may be missing');
  return router;
}

/** A parameter that is a router by its written type. */
export function takesRouter(tracer: Tracer, { fn, scope }: FunctionValue): boolean {
  const frameworks = tracer.frameworksOf(scope.module);
  return fn.parameters.some(
    ({ type }) => type !== '' && frameworks.some((one) => one.typed?.(type, scope.module) !== undefined),
  );
}

/** Enters a plugin that nobody registers, with a router for its first parameter. */
export function enterPlugin(tracer: Tracer, plugin: FunctionValue, framework: Framework, role: string): void {
  const router = detached(tracer, framework, role, plugin.scope.module, plugin.fn.at);
  tracer.enter(plugin, { ...NO_ARGUMENTS, positional: [router] });
}
